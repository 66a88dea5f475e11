"""Sum a sweep up: one row a point, arm and outcome; the runs that failed; the manifest."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

import numpy as np

from coopsim.experiment.answers import answer_names
from coopsim.randomness import DRAW_VERSION
from coopsim.runs.hashing import content_hash
from coopsim.runs.provenance import MANIFEST, occasion
from coopsim.runs.sweeps.course import Course
from coopsim.runs.sweeps.folder import FAILED, Folder
from coopsim.runs.sweeps.moments import Moments
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sealing import checksum
from coopsim.runs.tables import RESULTS_VERSION, Column, Table, Words, distinct
from coopsim.scenario.answers import answered
from coopsim.world.world import Numbers

SUMMARY: Final = "summary"
FAILURES: Final = "failures"


@dataclass(frozen=True, slots=True)
class Session:
    """Say by what command, when and how long a sweep was worked on, the last time."""

    command: tuple[str, ...]
    started: datetime
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """Hold what a sweep came to.

    Attributes:
        summary: one row a point, arm and outcome.
        answer: the experiment's sentence with its numbers, or "".
        n_runs: runs that were made, in this session or before.
        n_found: those of them that were stored before.
        failures: runs that failed.
        seconds: how long this session took.
    """

    summary: Table
    answer: str
    n_runs: int
    n_found: int
    failures: int
    seconds: float


def finish(folder: Folder, plan: Plan, course: Course, session: Session) -> Finished:
    """Write what a sweep came to, when all of its runs are stored."""
    tables = {
        SUMMARY: summary_table(plan, course.moments),
        FAILURES: _failures_table(folder, plan, course),
    }
    # After the tables are made and before the manifest, which is the last to be written.
    files = folder.prints()
    for name, table in tables.items():
        files[f"{name}.parquet"] = folder.put(f"{name}.parquet", table)
    manifest: dict[str, Any] = {
        "results_version": RESULTS_VERSION,
        "kind": "sweep",
        "coopsim": version("coopsim"),
        "draw_version": DRAW_VERSION,
        "what": {
            "experiment": plan.study.experiment.name,
            "sha256": plan.sha256,
            "points": plan.study.design.n_points,
            "arms": list(plan.arms),
            "replicates": course.done // plan.n_cells,
            "runs": course.done,
            "failures": course.failures,
            "seed": plan.seed,
        },
        "tables": {
            name: {"rows": table.n_rows, "content_sha256": content_hash(table)}
            for name, table in tables.items()
        },
        "files": {name: each.model_dump() for name, each in sorted(files.items())},
        "run": occasion(session.command, session.started, session.seconds).model_dump(mode="json"),
    }
    manifest["run"]["checksum"] = checksum(manifest)
    folder.put_text(MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return Finished(
        tables[SUMMARY],
        answered(plan.study.experiment.answer, answer_numbers(plan, course.moments.means())),
        course.done,
        course.found,
        course.failures,
        session.seconds,
    )


def summary_table(plan: Plan, moments: Moments) -> Table:
    """Make the table of what every outcome came to, point by point and arm by arm."""
    n_outcomes, n_arms = len(plan.outcomes), len(plan.arms)
    cells = np.repeat(np.arange(plan.n_cells, dtype=np.int64), n_outcomes)
    outcomes = np.tile(np.arange(n_outcomes, dtype=np.int64), plan.n_cells)
    mean, half = moments.means().ravel(), moments.half_widths().ravel()
    unit = "unit of the outcome"
    return Table(
        SUMMARY,
        (
            Column("point", cells // n_arms, "", "Row of the design, from 0."),
            Column("arm", Words(cells % n_arms, plan.arms), "", "Name of the arm."),
            Column("outcome", Words(outcomes, plan.outcomes), "", "What was judged."),
            Column("mean", mean, unit, "Mean over the replicates."),
            Column("sd", moments.sd().ravel(), unit, "Standard deviation over the replicates."),
            Column("low", mean - half, unit, "Lower end of the 95 % interval of the mean."),
            Column("high", mean + half, unit, "Upper end of the 95 % interval of the mean."),
            Column("n", moments.n.ravel().astype(np.int64), "", "Runs in which it was measured."),
        ),
    )


def answer_numbers(plan: Plan, means: Numbers) -> dict[str, float]:
    """Return every number that an answer may name, from the means ``[cell, outcome]``.

    Their names are those of ``experiment.answers``.
    """
    numbers: dict[str, float] = {}
    for i, outcome in enumerate(plan.outcomes):
        column = means[:, i]
        known = column[~np.isnan(column)]
        # The extremes are of means, since single runs say more about luck than about points.
        least, most = (known.min(), known.max()) if len(known) else (np.nan, np.nan)
        by_arm = [_mean(column[arm :: len(plan.arms)].tolist()) for arm in range(len(plan.arms))]
        values = [_mean(column.tolist()), float(least), float(most), *by_arm]
        numbers.update(zip(answer_names(outcome, plan.arms), values, strict=True))
    return numbers


def _failures_table(folder: Folder, plan: Plan, course: Course) -> Table:
    rows: list[list[Any]] = []
    # Most sweeps have none, and looking for none takes time.
    for chunk in range(plan.n_chunks) if course.failures else ():
        table = folder.table(chunk)
        if table is None:
            continue
        numbers = (table.numbers(name).tolist() for name in ("point", "replicate"))
        texts = (table.texts(name) for name in ("run", "arm", "error"))
        rows += [
            row
            for status, *row in zip(table.texts("status"), *numbers, *texts, strict=True)
            if status == FAILED
        ]
    columns: list[Any] = [list(column) for column in zip(*rows, strict=True)] or [[]] * 5
    points, replicates, runs, arms, errors = columns
    return Table(
        FAILURES,
        (
            Column("run", distinct(runs), "", "Id of the run."),
            Column("point", np.array(points, dtype=np.int64), "", "Row of the design, from 0."),
            Column("arm", distinct(arms), "", "Name of the arm."),
            Column("replicate", np.array(replicates, dtype=np.int64), "", "Replicate, from 0."),
            Column("error", distinct(errors), "", "Why."),
        ),
    )


def _mean(values: list[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan
