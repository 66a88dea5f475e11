"""Share the difference between two worlds out among the changes that make it.

Shapley values (L. S. Shapley, "A value for n-person games", 1953): what a change adds, on average
over all orders in which the changes could be made, on the luck of each replicate. Up to EXACT
changes all combinations are run. Beyond that, each replicate takes one order of its own and the
same order backwards: the mean over replicates is right, and its interval holds this chance too.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, NamedTuple, TypeAlias

from coopsim.analysis.threads import spread
from coopsim.course import Beginning
from coopsim.errors import Fault, InputError
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import simulate
from coopsim.runs.summary import values_of_runs
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from coopsim.statistics import Interval, interval
from coopsim.world.ledger import NOTHING

EXACT: Final = 8
FEWEST: Final = 2

# Which changes are made: the places of the bits that are set.
Mask: TypeAlias = int
# For one change: the changes made before it, and the weight of what it then adds.
_Occasions: TypeAlias = list[tuple[Mask, float]]
# What each metric came to, in the order of the registry, by changes made and replicate.
_Values: TypeAlias = dict[tuple[Mask, int], tuple[float, ...]]
# Called with the runs done and the runs in all.
Progress = Callable[[int, int], None]


class Change(NamedTuple):
    """Hold one of the changes that lead from one scenario to another.

    Attributes:
        title: what to call it.
        set: values by path.
        without: mechanisms that are switched off.
        instead: a scenario that takes the place of the first one, or None.
    """

    title: str
    set: Mapping[str, object] = {}
    without: tuple[str, ...] = ()
    instead: Scenario | None = None


@dataclass(frozen=True, eq=False)
class Attribution:
    """Hold what each change adds to the difference of each metric.

    Attributes:
        changes: their titles.
        is_exact: whether all combinations were run.
        totals: the whole difference of each metric by name, over the replicates in which the
            metric could be measured whichever changes were made.
        shares: for each metric what each change adds, over the same replicates: these add up.
    """

    changes: tuple[str, ...]
    is_exact: bool
    totals: Mapping[str, Interval]
    shares: Mapping[str, tuple[Interval, ...]]


def attribute(
    first: Scenario,
    changes: Sequence[Change],
    *,
    seed: int,
    steps: int,
    replicates: int,
    progress: Progress | None = None,
) -> Attribution:
    """Share the difference that changes make out among them.

    Args:
        first: the scenario without any of the changes.
        changes: at least two; at most one has a scenario of its own.
        seed: seed of all draws.
        steps: steps of each run.
        replicates: how many runs of each combination.
        progress: called with the runs done and the runs in all.

    Raises:
        InputError: There are too few changes, or some combination of them is no sound scenario.
    """
    n = len(changes)
    if n < FEWEST:
        message = f"there is nothing to share out among {n} changes"
        raise InputError([Fault(None, "attribute", message, "give at least two")])
    made = [_occasions(n, seed, replicate) for replicate in range(replicates)]
    wanted: dict[Mask, list[int]] = {0: [], 2**n - 1: []}
    for replicate, occasions in enumerate(made):
        for mask in sorted(_masks(occasions)):
            wanted.setdefault(mask, []).append(replicate)
    values = _run_all(first, changes, wanted, (seed, steps), progress)
    return _summed_up(changes, made, values)


def runs_needed(n_changes: int, replicates: int) -> int:
    """Return how many runs it takes to share a difference out, at most."""
    return replicates * (2**n_changes if n_changes <= EXACT else 2 * n_changes)


def _occasions(n: int, seed: int, replicate: int) -> list[_Occasions]:
    """Return for each change before which others it is made, and the weight of each such case."""
    if n <= EXACT:
        return _all_cases(n)
    order = sorted(range(n), key=lambda change: _draw(seed, replicate, change))
    cases: list[_Occasions] = [[] for _ in range(n)]
    for way in (order, order[::-1]):
        before = 0
        for change in way:
            cases[change].append((before, 0.5))
            before |= 1 << change
    return cases


@cache
def _all_cases(n: int) -> list[_Occasions]:
    weights = [
        math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n) for size in range(n)
    ]
    return [
        [(mask, weights[mask.bit_count()]) for mask in range(2**n) if not mask >> change & 1]
        for change in range(n)
    ]


def _draw(seed: int, replicate: int, change: int) -> bytes:
    """Return what the changes of a replicate are put in order by: the same on every machine."""
    return hashlib.blake2b(f"order {seed} {replicate} {change}".encode()).digest()


def _masks(occasions: Sequence[_Occasions]) -> set[Mask]:
    return {
        mask
        for change, cases in enumerate(occasions)
        for before, _ in cases
        for mask in (before, before | 1 << change)
    }


def _run_all(
    first: Scenario,
    changes: Sequence[Change],
    wanted: Mapping[Mask, Sequence[int]],
    luck_and_length: tuple[int, int],
    progress: Progress | None,
) -> _Values:
    seed, steps = luck_and_length
    values: _Values = {}
    # One combination after the other, so that no more than one world is at hand.
    done, total = 0, sum(map(len, wanted.values()))
    for mask, replicates in wanted.items():
        scenario = with_changes(first, [each for at, each in enumerate(changes) if mask >> at & 1])
        run = partial(simulate, Beginning(scenario), seed, steps=steps, record=NOTHING)
        measured = [raw.metrics for raw in spread(run, replicates)]
        columns = [values_of_runs(measured, metric) for metric in METRICS.values()]
        for replicate, row in zip(replicates, zip(*columns, strict=True), strict=True):
            values[mask, replicate] = row
        done += len(replicates)
        if progress is not None:
            progress(done, total)
    return values


def with_changes(first: Scenario, changes: Sequence[Change]) -> Scenario:
    """Return a scenario with changes, made in the order in which they stand.

    Raises:
        InputError: with every fault of the changes, and of what comes of them.
    """
    base, settings, without = first, dict[str, object](), list[str]()
    for each in changes:
        base = each.instead or base
        settings |= each.set
        without += each.without
    return altered(base, set=settings, without=without) if settings or without else base


def _summed_up(
    changes: Sequence[Change], made: Sequence[Sequence[_Occasions]], values: _Values
) -> Attribution:
    n, metrics = len(changes), range(len(METRICS))
    totals: list[list[float]] = [[] for _ in metrics]
    shares: list[list[list[float]]] = [[[] for _ in changes] for _ in metrics]
    for replicate, occasions in enumerate(made):
        for at in metrics:
            added = [
                math.fsum(
                    weight
                    * (values[mask | 1 << change, replicate][at] - values[mask, replicate][at])
                    for mask, weight in cases
                )
                for change, cases in enumerate(occasions)
            ]
            # A share is only worth something beside all others, and beside what it is a share of.
            is_known = not any(map(math.isnan, added))
            whole = values[2**n - 1, replicate][at] - values[0, replicate][at]
            totals[at].append(whole if is_known else math.nan)
            for share, each in zip(shares[at], added, strict=True):
                share.append(each if is_known else math.nan)
    return Attribution(
        tuple(each.title for each in changes),
        n <= EXACT,
        {name: interval(totals[at]) for at, name in enumerate(METRICS)},
        {name: tuple(map(interval, shares[at])) for at, name in enumerate(METRICS)},
    )
