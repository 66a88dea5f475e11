"""Two small scenarios that differ in one thing, and pairs of runs made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coopsim.analysis.pairs import Pair, Tie
from coopsim.analysis.parting import Parting
from coopsim.metrics.registry import METRICS
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from coopsim.world.world import Numbers
from unit.runs.samples import scenario

TREATY = Tie("defence_treaty", "DEU", "FRA")
DIALOGUE = Tie("dialogue", "DEU", "POL")


def base(steps: int = 6) -> Scenario:
    """Return three states that are struck often and help each other."""
    return scenario(steps)


def poorer(steps: int = 6) -> Scenario:
    """Return the same with one state that can give less."""
    return altered(base(steps), set={"states[DEU].defence_share": 0.004})


def measured(value: float, steps: int = 2) -> Numbers:
    """Return a run in which every metric has one value."""
    return np.full((steps, len(METRICS)), value)


def pair(
    replicate: int,
    values: tuple[float, float],
    ties: tuple[Sequence[Tie], Sequence[Tie]] = ((), ()),
) -> Pair:
    """Return a pair in which every metric has one value in either run."""
    return Pair(
        (measured(values[0]), measured(values[1])),
        (frozenset(ties[0]), frozenset(ties[1])),
        Parting(replicate, None, (), (), None),
    )
