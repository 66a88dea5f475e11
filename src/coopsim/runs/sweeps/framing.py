"""Sweep from Python: an experiment in, a DataFrame out."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from coopsim.experiment import read_experiment
from coopsim.runs.frames import Frame, frame
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.reopening import design_table
from coopsim.runs.sweeps.sweeping import Where, sweep


def sweep_frame(
    experiment: str | Path,
    output: str | Path | None,
    workers: int | None,
    scheduler: str | None,
) -> Frame:
    """Make all runs of an experiment; arguments and errors as of `coopsim.sweep`."""
    plan = Plan(read_experiment(experiment))
    where = Where(workers, scheduler)
    if output is not None:
        return _with_factors(plan, frame(sweep(plan, Path(output), where).summary))
    # Through the same files, so that there is one way to sweep.
    with TemporaryDirectory(prefix="coopsim-") as folder:
        return _with_factors(plan, frame(sweep(plan, Path(folder, "sweep"), where).summary))


def _with_factors(plan: Plan, summary: Frame) -> Frame:
    return summary.merge(frame(design_table(plan)), on="point", how="left")
