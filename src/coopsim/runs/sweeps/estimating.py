"""Say beforehand how long a sweep will take and how much it will write."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from coopsim.runs.sweeps.bench import Bench
from coopsim.runs.sweeps.plan import Plan

_TRIAL_SECONDS: Final = 1.0
# A prime: steps of this length go all over most designs before they come back.
_STRIDE: Final = 7919
# Measured: compressed bytes of a number and of the rest of a row; and of a file's own words.
_BYTES_A_NUMBER: Final = 8
_BYTES_A_ROW: Final = 24
_BYTES_A_FILE: Final = 8_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """Hold what a sweep will come to.

    Attributes:
        points: design points.
        arms: worlds side by side.
        replicates: runs of each point and arm, if nothing stops it early.
        runs: points times arms times replicates.
        seconds: time that they take with so many workers.
        bytes: size of the results.
        tried: runs that were timed.
        failures: those of them that failed.
    """

    points: int
    arms: int
    replicates: int
    runs: int
    seconds: float
    bytes: int
    tried: int
    failures: int


def estimate(plan: Plan, workers: int) -> Estimate:
    """Time a few runs from all over the design, and reckon; nothing is written.

    The model is compiled first if it was not, which does not count.
    """
    bench = Bench(plan)
    # Compiles, and founds what all runs share, outside the time that is taken.
    bench.compute_runs([0])
    tried = failures = 0
    began = time.perf_counter()
    while time.perf_counter() - began < _TRIAL_SECONDS and tried < plan.n_runs:
        failures += len(bench.compute_runs([tried * _STRIDE % plan.n_cells]).errors)
        tried += 1
    each = (time.perf_counter() - began) / tried
    size = plan.n_runs * (_BYTES_A_NUMBER * len(plan.outcomes) + _BYTES_A_ROW)
    return Estimate(
        points=plan.study.design.n_points,
        arms=len(plan.arms),
        replicates=plan.replicates,
        runs=plan.n_runs,
        seconds=each * plan.n_runs / max(1, workers),
        bytes=size + plan.n_chunks * _BYTES_A_FILE,
        tried=tried,
        failures=failures,
    )
