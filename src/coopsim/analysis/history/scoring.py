"""Hold histories of the model against the record, and against what needs no model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coopsim.analysis.history.facts import Fact, facts
from coopsim.analysis.history.histories import Ground, History, ground_of, history_of
from coopsim.analysis.history.measures import MEASURES
from coopsim.analysis.history.nulls import NULLS, null_of
from coopsim.course import Beginning
from coopsim.randomness import run_key
from coopsim.scenario import Scenario

REPLICATES: Final = 20
# The least democracy of a democracy: classes of the worlds' tables lie clear of it.
DEMOCRATIC: Final = 0.5
# Ends of the range that holds 95 % of the runs.
_ENDS: Final = (2.5, 97.5)
# A mechanism has to bring the model nearer by so many standard errors.
_CLEAR: Final = 2.0


@dataclass(frozen=True, slots=True)
class Score:
    """Say how near runs of the model come to one fact.

    Attributes:
        fact: the fact.
        values: of the model, one a run; NaN where there was nothing to measure.
        nulls: by their names, the same; those that have no such measure are left out.
    """

    fact: Fact
    values: tuple[float, ...]
    nulls: dict[str, tuple[float, ...]]

    @property
    def span(self) -> tuple[float, float, float]:
        """Return the median of the runs, and the range that holds 95 % of them."""
        known = [value for value in self.values if not math.isnan(value)]
        if not known:
            return math.nan, math.nan, math.nan
        low, high = np.percentile(known, _ENDS).tolist()
        return float(np.median(known)), low, high

    @property
    def is_inside(self) -> bool:
        """Tell whether the range of the runs meets the record."""
        _, low, high = self.span
        return low <= self.fact.high and high >= self.fact.low

    @property
    def gap(self) -> float:
        """Return how far the runs are from the record on average; infinite if none has a value."""
        return mean_gap(self.fact, self.values)

    def gap_of(self, null: str) -> float:
        """Return the same of a null; NaN if it has none, or has the model's by its making."""
        if null not in self.nulls or null in MEASURES[self.fact.measure].shared:
            return math.nan
        return mean_gap(self.fact, self.nulls[null])

    @property
    def is_better(self) -> bool | None:
        """Tell whether the model is nearer than every null; None if there is none to compare."""
        gaps = [gap for gap in map(self.gap_of, NULLS) if not math.isnan(gap)]
        return all(self.gap < gap for gap in gaps) if gaps else None


@dataclass(frozen=True, slots=True)
class Merit:
    """Say what a mechanism adds to the facts that the model was not calibrated on.

    Attributes:
        mechanism: its name.
        nearer: facts to which the model is nearer with it, beyond chance.
        farther: facts from which it is farther away with it, beyond chance.
        earned: those of `nearer` in which the model is nearer than every null as well.
    """

    mechanism: str
    nearer: tuple[Fact, ...]
    farther: tuple[Fact, ...]
    earned: tuple[Fact, ...]


def gap_to(fact: Fact, value: float) -> float:
    """Return how far a value is from the record, in its unit; infinite if there is no value."""
    return math.inf if math.isnan(value) else max(fact.low - value, value - fact.high, 0.0)


def mean_gap(fact: Fact, values: Iterable[float]) -> float:
    """Return how far values are from the record on average."""
    return float(np.mean([gap_to(fact, value) for value in values]))


def score(
    scenario: Scenario,
    world: str,
    replicates: int = REPLICATES,
    *,
    with_nulls: bool = True,
    progress: Callable[[], None] | None = None,
) -> list[Score]:
    """Run a world and score it by the facts of a world of that name.

    Args:
        scenario: the world, or a variant of it.
        world: whose facts.
        replicates: how many runs.
        with_nulls: whether nulls are made beside each run.
        progress: called after each run.
    """
    chosen = [fact for fact in facts() if fact.world == world and within(fact, scenario)]
    beginning = Beginning(scenario)
    ground = ground_of(beginning, DEMOCRATIC)
    values: dict[str, list[list[float]]] = {name: [] for name in ("model", *NULLS)}
    for replicate in range(replicates):
        history = history_of(beginning, scenario.seed, replicate)
        values["model"].append([_measured(fact, ground, history) for fact in chosen])
        for null in NULLS if with_nulls else ():
            key = run_key(scenario.seed, replicate)
            other = history._replace(pacts=null_of(null, ground, history, key))
            values[null].append([_measured(fact, ground, other) for fact in chosen])
        if progress is not None:
            progress()
    return [_score(fact, at, values) for at, fact in enumerate(chosen)]


def within(fact: Fact, scenario: Scenario) -> bool:
    """Tell whether a scenario runs until the year of a fact."""
    years = int(scenario.steps * scenario.step_months / 12.0)
    return fact.year < int((scenario.start or "0000")[:4]) + years


def merit(mechanism: str, whole: Sequence[Score], without: Sequence[Score]) -> Merit:
    """Judge a mechanism by runs with it and without it on the same luck."""
    nearer: list[Score] = []
    farther: list[Score] = []
    for one, other in zip(whole, without, strict=True):
        change = [
            gap_to(one.fact, after) - gap_to(one.fact, before)
            for before, after in zip(one.values, other.values, strict=True)
        ]
        if one.fact.calibrated:
            continue
        side = _side(change)
        if side:
            (nearer if side > 0 else farther).append(one)
    return Merit(
        mechanism,
        tuple(each.fact for each in nearer),
        tuple(each.fact for each in farther),
        tuple(each.fact for each in nearer if each.is_better),
    )


def _side(changes: Sequence[float]) -> int:
    """Return 1 or -1 for changes that are clearly above or below zero on average, else 0."""
    known = [each for each in changes if not math.isnan(each)]
    if not known or not all(math.isfinite(each) for each in known):
        # Without it there is nothing to measure at all, or with it.
        return 1 if math.inf in known else -1 if -math.inf in known else 0
    error = float(np.std(known, ddof=1)) / math.sqrt(len(known)) if len(known) > 1 else math.inf
    mean = float(np.mean(known))
    return (mean > _CLEAR * error) - (mean < -_CLEAR * error)


def _score(fact: Fact, at: int, values: Mapping[str, list[list[float]]]) -> Score:
    nulls = {
        name: tuple(each[at] for each in values[name])
        for name in NULLS
        if values[name] and MEASURES[fact.measure].of_pacts
    }
    return Score(fact, tuple(each[at] for each in values["model"]), nulls)


def _measured(fact: Fact, ground: Ground, history: History) -> float:
    return MEASURES[fact.measure].of(ground, history, fact.since, fact.year)
