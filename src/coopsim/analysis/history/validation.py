"""Validate the model: all worlds of the record, what was held out, and what each mechanism adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopsim.analysis.history.facts import facts
from coopsim.analysis.history.scoring import Merit, Score, merit, score
from coopsim.errors import Fault, InputError
from coopsim.scenario import Scenario, load
from coopsim.scenario.altering import altered

WORLDS: Final = tuple(dict.fromkeys(fact.world for fact in facts()))
# Mechanisms that shape who is bound to whom; the last one is off in the worlds, and is tried.
TRIED: Final = (
    "partnering", "accession", "institutions", "trust", "response", "perception", "friction",
    "budgets", "diplomacy", "damage", "logistics", "founding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Count rows.

    Attributes:
        rows: how many there are.
        inside: of how many the range of the runs meets the record.
        compared: how many have a null beside them.
        better: in how many of these the model is nearer than every null.
    """

    rows: int
    inside: int
    compared: int
    better: int


def tally(scores: Sequence[Score]) -> Tally:
    """Count the rows inside the record, and those better than every null."""
    return Tally(
        len(scores),
        sum(each.is_inside for each in scores),
        sum(each.is_better is not None for each in scores),
        sum(each.is_better is True for each in scores),
    )


def world_of(source: str | Path) -> tuple[Scenario, str]:
    """Load a world, shipped or one that extends it, and tell whose facts it is held against.

    Raises:
        InputError: It has faults, or no fact is about it.
    """
    scenario = load(source)
    if scenario.name not in WORLDS:
        message = f'no fact is about a world named "{scenario.name}"'
        raise InputError([Fault(None, str(source), message, f"there are: {', '.join(WORLDS)}")])
    return scenario, scenario.name


def merits(
    scenario: Scenario, world: str, replicates: int, progress: Callable[[], None] | None = None
) -> list[Merit]:
    """Judge mechanisms one by one, by runs with and without each on the same luck.

    Args:
        scenario: the world.
        world: whose facts.
        replicates: how many runs with and without each mechanism.
        progress: called after each run.
    """
    usual = score(scenario, world, replicates, progress=progress)
    found = []
    for name in TRIED:
        if scenario.mechanisms[name].scale > 0.0:
            without = scenario.without(name)
            other = score(without, world, replicates, with_nulls=False, progress=progress)
            found.append(merit(name, usual, other))
        else:
            added = altered(scenario, set={f"mechanisms.{name}.scale": 1.0})
            found.append(merit(name, score(added, world, replicates, progress=progress), usual))
    return found
