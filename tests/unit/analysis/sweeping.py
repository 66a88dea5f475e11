"""Sweeps whose outcomes are made by a formula instead of the model: finished folders, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from coopsim.analysis.swept import Swept, read_swept
from coopsim.runs.sweeps.bench import Computed
from coopsim.runs.sweeps.course import Course
from coopsim.runs.sweeps.finishing import Session, finish
from coopsim.runs.sweeps.folder import begin_or_go_on
from coopsim.runs.sweeps.plan import Plan, Run
from unit.runs.sweeps.samples import plan

OUTCOME = "collective_response"
Formula = Callable[[dict[str, Any], str, int], float]


def scaled(**ranges: tuple[float, float]) -> dict[str, Any]:
    """Return factors that scale mechanisms between two numbers, uniformly."""
    paths = ("budgets", "friction", "trust", "threats")
    return {
        name: {"path": f"mechanisms.{path}.scale", "distribution": "uniform", "low": 0, "high": 1}
        | {"low": low, "high": high}
        for (name, (low, high)), path in zip(ranges.items(), paths, strict=False)
    }


def formula_swept(folder: Path, formula: Formula, **keys: Any) -> Swept:
    """Finish a sweep whose first outcome a formula gives; NaN is a run that failed.

    Args:
        folder: for the experiment, and for the sweep in its folder ``out``.
        formula: of point, arm and replicate.
        keys: of the experiment.
    """
    usual = {"outcomes": [OUTCOME], "levers": {}, "replicates": 1, "runs_per_file": 1000}
    made = plan(folder, **{**usual, **keys})
    place = begin_or_go_on(folder / "out", made)
    course = Course(made)
    for chunk in range(made.n_chunks):
        runs = [made.run(number) for number in made.runs(chunk)]
        outcomes = np.array([_values(made, run, formula) for run in runs])
        ids = [f"{chunk:04x}{at:04x}" for at in range(len(runs))]
        failed = {at: "made to fail" for at in np.flatnonzero(np.isnan(outcomes[:, 0])).tolist()}
        course.take(chunk, place.write(chunk, Computed(ids, outcomes, failed)), found=False)
    finish(
        place, made, course, Session(("coopsim", "sweep"), datetime(2026, 1, 2, tzinfo=UTC), 3.0)
    )
    return read_swept(folder / "out")


def _values(made: Plan, run: Run, formula: Formula) -> list[float]:
    point, arm = made.cell(run.cell)
    value = formula(made.study.design.point(point), arm, run.replicate)
    # Other outcomes are twice the first, three times …
    return [value * factor for factor in range(1, 1 + len(made.outcomes))]
