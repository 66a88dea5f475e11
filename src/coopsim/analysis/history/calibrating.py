"""Look for the parameters that bring a world nearest to the facts that may be calibrated on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopsim.analysis.history.facts import Fact, facts
from coopsim.analysis.history.scoring import Score, score
from coopsim.errors import Fault, InputError
from coopsim.experiment.factors import Scalar
from coopsim.experiment.reading import read_experiment


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold one point of the space and how near it comes.

    Attributes:
        settings: value of each factor, by its path.
        scores: of the calibrated facts.
        loss: see `loss_of`.
    """

    settings: dict[str, Scalar]
    scores: tuple[Score, ...]
    loss: float


def loss_of(scores: Sequence[Score]) -> float:
    """Return the mean over facts of the gap as a share of the middle of the record."""
    shares = [each.gap / middle(each.fact) for each in scores]
    return math.fsum(shares) / len(shares) if shares else math.nan


def middle(fact: Fact) -> float:
    """Return the middle of the record of a fact."""
    return 0.5 * (fact.low + fact.high)


def calibrate(
    source: str | Path, replicates: int = 1, progress: Callable[[int, int], None] | None = None
) -> list[Trial]:
    """Score each point of an experiment by the calibrated facts of its world; the best first.

    Args:
        source: an experiment, whose scenario is one of the worlds of the record.
        replicates: runs of each point, all on the same luck.
        progress: called with the points done and the points in all.

    Raises:
        InputError: The experiment has faults, or its world has no calibrated facts.
    """
    study = read_experiment(source)
    (ground,) = study.grounds.values()
    world = ground.base.name
    if not any(fact.calibrated for fact in facts() if fact.world == world):
        message = f"no fact about {world} may be calibrated on"
        raise InputError([Fault(None, "scenario", message, "the catalogue of facts marks them")])
    trials, n = [], study.design.n_points
    for number in range(n):
        point = study.design.point(number)
        found = score(ground.at(point).scenario, world, replicates, with_nulls=False)
        chosen = tuple(each for each in found if each.fact.calibrated)
        named = {dial.factor.path: point[dial.name] for dial in study.dials if dial.name in point}
        trials.append(Trial(named, chosen, loss_of(chosen)))
        if progress is not None:
            progress(number + 1, n)
    return sorted(trials, key=lambda each: each.loss)
