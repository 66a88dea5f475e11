"""Compare two scenarios on the same luck: what differs, how surely, and from when on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from coopsim.analysis import rows
from coopsim.analysis.attribution import Attribution
from coopsim.analysis.difference import Difference, difference
from coopsim.analysis.pairs import Pair, TieShare, Twins, check_twins, tie_shares
from coopsim.analysis.parting import Parting
from coopsim.errors import CoopsimError, Fault, InputError, suggestion
from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.one import MOST_REPLICATES, check_number
from coopsim.runs.summary import values_of_runs
from coopsim.scenario import Scenario

if TYPE_CHECKING:
    from coopsim.runs.frames import Frame

# Called with the pairs of runs done, and with those that may become necessary.
Progress = Callable[[int, int], None]

REPLICATES: Final = 50
# With a width to reach: how many pairs are run before it is looked at again, and at most.
BATCH: Final = 50
MOST: Final = 2000


class Goal(NamedTuple):
    """Say how surely an outcome is to be known before no more replicates are run.

    Attributes:
        outcome: name of a metric.
        half_width: largest half-width of the 95 % interval of its paired difference.
    """

    outcome: str
    half_width: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Hold what differs between two scenarios on the same luck.

    Attributes:
        scenarios: names of both, with what was changed.
        seed: seed of all draws of both.
        steps: steps of each run.
        replicates: how many runs of each.
        differences: of every metric by name, in the order of the registry.
        partings: where the histories of each replicate part.
        ties: partnerships that stand more often in one than in the other, largest gap first.
        attribution: what each change adds to the differences, if that was asked for.
    """

    scenarios: tuple[str, str]
    seed: int
    steps: int
    replicates: int
    differences: Mapping[str, Difference]
    partings: tuple[Parting, ...]
    ties: tuple[TieShare, ...]
    attribution: Attribution | None = None

    @cached_property
    def metrics(self) -> Frame:
        """Return the differences of all metrics, one row each."""
        return _frame([rows.of_difference(each) for each in self.differences.values()])

    @cached_property
    def histories(self) -> Frame:
        """Return where the histories part, one row a replicate."""
        return _frame([rows.of_parting(each) for each in self.partings])

    @cached_property
    def partnerships(self) -> Frame:
        """Return the partnerships that stand in one and not in the other, one row each."""
        return _frame([rows.of_tie(each) for each in self.ties])

    @cached_property
    def shares(self) -> Frame:
        """Return what each change adds to the difference of each metric, one row for each two.

        Raises:
            CoopsimError: It was not asked for.
        """
        if self.attribution is None:
            raise CoopsimError("the difference was not shared out; ask for it with attribute=True")
        return _frame(rows.of_attribution(self.attribution))


def compare(
    first: Scenario,
    second: Scenario,
    *,
    seed: int | None = None,
    steps: int | None = None,
    replicates: int | None = None,
    goal: Goal | None = None,
    titles: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run two scenarios on the same luck and say what differs.

    Args:
        first: what is compared with.
        second: what is compared.
        seed: seed of all draws of both; that of the first scenario if None.
        steps: steps of each run; those of the scenarios if None.
        replicates: how many runs of each; with a goal the most that are made of each.
        goal: run batches of pairs until the outcome is known so well.
        titles: what to call the two; their names if None.
        progress: called with the pairs of runs done, and with those that may become necessary.

    Raises:
        InputError: A number is out of range, the outcome is unknown, or the two can't be compared.
    """
    steps = check_twins(first, second, steps)
    twins = Twins(first, second, first.seed if seed is None else seed, steps)
    if replicates is None:
        replicates = REPLICATES if goal is None else MOST
    check_number("replicates", replicates, MOST_REPLICATES)
    if goal is not None:
        check_goal(goal)
    pairs: list[Pair] = []
    while len(pairs) < replicates and not _is_known(pairs, goal):
        upcoming = range(len(pairs), min(replicates, len(pairs) + (BATCH if goal else replicates)))
        for pair in twins.run(upcoming):
            pairs.append(pair)
            if progress is not None:
                progress(len(pairs), replicates)
    return Comparison(
        titles or (first.name, second.name), twins.seed, steps, len(pairs),
        {each.name: _difference(pairs, each) for each in METRICS.values()},
        tuple(pair.parting for pair in pairs), tie_shares(pairs),
    )  # fmt: skip


def check_goal(goal: Goal) -> None:
    """Make sure that there is such an outcome, and that its interval can be as narrow.

    Raises:
        InputError: One of them is wrong.
    """
    faults = []
    if goal.outcome not in METRICS:
        hint = suggestion(goal.outcome, METRICS) or "coopsim list metrics shows what there is"
        faults.append(Fault(None, "outcome", f'no such metric "{goal.outcome:.60}"', hint))
    if not goal.half_width > 0.0:
        faults.append(Fault(None, "half-width", f"must be above 0 (got {goal.half_width})"))
    if faults:
        raise InputError(faults)


def _is_known(pairs: Sequence[Pair], goal: Goal | None) -> bool:
    if goal is None or not pairs:
        return False
    found = _difference(pairs, METRICS[goal.outcome]).paired
    # Written so that an interval that is not known (NaN) is not narrow.
    return 0.5 * (found.high - found.low) <= goal.half_width


def _difference(pairs: Sequence[Pair], metric: Metric) -> Difference:
    first, second = (
        values_of_runs([pair.metrics[side] for pair in pairs], metric) for side in (0, 1)
    )
    return difference(metric, first, second)


def _frame(found: list[dict[str, Any]]) -> Frame:
    # Pandas takes half a second to import, and the command line needs none.
    import pandas as pd

    return pd.DataFrame(found)
