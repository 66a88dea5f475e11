"""Run two scenarios on the same luck, replicate by replicate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from coopsim.analysis.parting import Parting, parting
from coopsim.analysis.threads import spread
from coopsim.course import Beginning
from coopsim.errors import Fault, InputError
from coopsim.randomness import STEP_LIMIT
from coopsim.runs.one import check_number, simulate
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import MISSING
from coopsim.runs.ties import ENDED, KIND, ONE, OTHER, lives
from coopsim.scenario import Scenario
from coopsim.scenario.founding import Names
from coopsim.world.ledger import CHANGES
from coopsim.world.world import Numbers


class Tie(NamedTuple):
    """Name a partnership: its kind, and ids of its two members in the order of the alphabet."""

    kind: str
    one: str
    other: str


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Hold what is kept of one replicate of both scenarios.

    Attributes:
        metrics: ``[step, metric]`` of each.
        ties: the partnerships that stand after the last step of each.
        parting: where the two histories part.
    """

    metrics: tuple[Numbers, Numbers]
    ties: tuple[frozenset[Tie], frozenset[Tie]]
    parting: Parting


class TieShare(NamedTuple):
    """Say in what share of the replicates a partnership stands after the last step.

    Attributes:
        tie: the partnership.
        first: share in the first scenario.
        second: share in the second.
    """

    tie: Tie
    first: float
    second: float


@dataclass(frozen=True)
class Twins:
    """Hold two scenarios that are run on the same luck.

    Attributes:
        first: what is compared with.
        second: what is compared.
        seed: seed of all draws of both.
        steps: steps of each run.
    """

    first: Scenario
    second: Scenario
    seed: int
    steps: int

    def run(self, replicates: Sequence[int]) -> Iterator[Pair]:
        """Run replicates of both; yield them in their order.

        Raises:
            InputError: The seed or a replicate is out of range.
        """
        # Once for all replicates, before threads share them.
        beginnings = Beginning(self.first), Beginning(self.second)
        return spread(partial(self._pair, beginnings), replicates)

    def _pair(self, beginnings: tuple[Beginning, Beginning], replicate: int) -> Pair:
        first, second = (
            simulate(each, self.seed, replicate, steps=self.steps, record=CHANGES)
            for each in beginnings
        )
        names = beginnings[0].names, beginnings[1].names
        return Pair(
            (first.metrics, second.metrics),
            (_standing(first, names[0]), _standing(second, names[1])),
            parting(first, second, names),
        )


def check_twins(first: Scenario, second: Scenario, steps: int | None) -> int:
    """Return how many steps two scenarios are compared for.

    Raises:
        InputError: Their steps differ in length, or in number and none was asked for, or the
            number is out of range.
    """
    faults = []
    if first.step_months != second.step_months:
        message = f"steps of {first.step_months:g} and {second.step_months:g} months"
        faults.append(Fault(None, "step_months", f"{message} can't be compared"))
    if steps is None and first.steps != second.steps:
        message = f"one scenario has {first.steps} steps and the other {second.steps}"
        faults.append(Fault(None, "steps", message, "say how many with --steps"))
    if faults:
        raise InputError(faults)
    steps = first.steps if steps is None else steps
    check_number("steps", steps, STEP_LIMIT)
    return steps


def tie_shares(pairs: Sequence[Pair]) -> tuple[TieShare, ...]:
    """Count the partnerships that some replicate has in one scenario only, largest gap first."""
    counts = [Counter(tie for pair in pairs for tie in pair.ties[side]) for side in (0, 1)]
    n = len(pairs)
    # What forms in one run and ends in another may even out in the shares.
    apart = {tie for pair in pairs for tie in pair.ties[0] ^ pair.ties[1]}
    shares = [TieShare(tie, counts[0][tie] / n, counts[1][tie] / n) for tie in sorted(apart)]
    return tuple(sorted(shares, key=lambda share: -abs(share.second - share.first)))


def _standing(run: RawRun, names: Names) -> frozenset[Tie]:
    ties = lives(run, len(names.states))
    alive = ties[ties[:, ENDED] == MISSING][:, [KIND, ONE, OTHER]]
    return frozenset(
        Tie(names.kinds[kind], names.states[one], names.states[other])
        for kind, one, other in np.unique(alive, axis=0).tolist()
    )
