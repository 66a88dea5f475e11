"""How a sweep goes: the sums of what has come in, and whether it is enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from coopsim.runs.sweeps.folder import Stored
from coopsim.runs.sweeps.moments import Moments, mean_interval
from coopsim.runs.sweeps.plan import Plan
from coopsim.statistics import Interval
from coopsim.world.world import Numbers

_FIRST: Final = 0


@dataclass(frozen=True, slots=True)
class Tidings:
    """Say how far a sweep is.

    Attributes:
        done: runs that are stored.
        total: runs in all, if nothing stops it early.
        found: runs that were stored before it was gone on with.
        failures: runs that failed.
        mean: the first outcome so far: over whole replicates of all points if there are several,
            else over runs.
        sd: its standard deviation, likewise.
        n: how many replicates, or runs, these are of.
    """

    done: int
    total: int
    found: int
    failures: int
    mean: float
    sd: float
    n: int

    @property
    def first(self) -> Interval:
        """Return the first outcome with its 95 % interval; it takes some time to reckon."""
        return mean_interval(self.mean, self.sd, self.n)


class Course:
    """Keep the sums of what has come in, in the order of runs, and judge whether it is enough.

    Args:
        plan: the sweep.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._stop = plan.study.experiment.stop
        self.moments = Moments(plan.n_cells, len(plan.outcomes))
        self.done = 0
        self.found = 0
        self.failures = 0
        self.is_enough = False
        # One number a replicate of all points, or a run where there is one replicate only.
        self._n, self._mean, self._squares = 0, 0.0, 0.0
        self._block: list[float] = []

    def take(self, chunk: int, stored: Stored, *, found: bool) -> None:
        """Take in the runs of a file, found or made."""
        runs = self._plan.runs(chunk)
        self.moments.add(runs.start, stored.outcomes)
        self.done += len(runs)
        self.found += len(runs) if found else 0
        self.failures += stored.failures
        self._take_first(stored.outcomes[:, _FIRST])
        # In the midst of a replicate some points would have more runs than others.
        if runs.stop % self._plan.n_cells == 0:
            self.is_enough = self._judge(runs.stop // self._plan.n_cells)

    def tidings(self) -> Tidings:
        """Return how far the sweep is."""
        n, mean = self._n, self._mean if self._n else math.nan
        sd = math.sqrt(self._squares / (n - 1)) if n > 1 else math.nan
        return Tidings(self.done, self._plan.n_runs, self.found, self.failures, mean, sd, n)

    def _take_first(self, values: Numbers) -> None:
        self._block.extend(values.tolist())
        # Runs of one replicate share their luck, so only points can be compared.
        n = self._plan.n_cells if self._plan.replicates > 1 else 1
        n_whole = len(self._block) // n * n
        for begin in range(0, n_whole, n):
            known = [value for value in self._block[begin : begin + n] if not math.isnan(value)]
            if known:
                self._add_first(math.fsum(known) / len(known))
        del self._block[:n_whole]

    def _add_first(self, value: float) -> None:
        # As `Moments` does it, which takes a hundred times as long for single numbers.
        self._n += 1
        gap = value - self._mean
        self._mean += gap / self._n
        self._squares += gap * (value - self._mean)

    def _judge(self, replicates: int) -> bool:
        stop = self._stop
        if stop.outcome is None or stop.half_width is None or replicates < stop.min_replicates:
            return False
        column = self._plan.outcomes.index(stop.outcome)
        # Where nothing could be measured twice there is no interval yet, and so it is not narrow.
        return bool(np.all(self.moments.half_widths()[:, column] <= stop.half_width))
