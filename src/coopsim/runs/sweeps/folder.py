"""The results folder of a sweep: begun whole, filled file by file, finished with a summary.

``experiment.json``, ``scenarios/`` and ``design.parquet`` are there from the beginning, so that a
folder can be gone on with, and any of its runs made again, without the files it came from.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from coopsim.errors import Fault, InputError
from coopsim.runs.parquet import SUFFIX, read_notes, read_parquet
from coopsim.runs.provenance import FilePrint, print_of
from coopsim.runs.store import claim, put_in_place, sync, unfinished, write_table, write_text
from coopsim.runs.sweeps.bench import Computed
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.reopening import (
    DESIGN,
    SCENARIOS,
    blueprint,
    design_table,
    read_blueprint,
)
from coopsim.runs.sweeps.sealing import BLUEPRINT
from coopsim.runs.tables import NO_WORD, Column, Table, Words, distinct
from coopsim.world.world import Numbers

RUNS: Final = "runs"
OK, FAILED = "ok", "failed"
_SCRATCH: Final = ".part"


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """Hold what is summed up of a stored file.

    Attributes:
        outcomes: ``[run, outcome]``; NaN in runs that failed.
        failures: how many failed.
    """

    outcomes: Numbers
    failures: int


class Folder:
    """Read and write the results folder of a sweep.

    Args:
        place: the folder, see `begin_or_go_on`.
        plan: the sweep.
    """

    def __init__(self, place: Path, plan: Plan) -> None:
        self.place = place
        self._plan = plan

    def read(self, chunk: int) -> Stored | None:
        """Return what a stored file holds; None if it is not there or can't be trusted."""
        table = self.table(chunk)
        if table is None:
            return None
        columns = [table.numbers(name) for name in self._plan.outcomes]
        outcomes = np.column_stack(columns).astype(np.float64)
        return Stored(outcomes, table.texts("status").count(FAILED))

    def table(self, chunk: int) -> Table | None:
        """Return a stored file of runs; None if it is not there, or not what it should be."""
        file = self.place / chunk_file(chunk)
        n_rows = len(self._plan.runs(chunk))
        try:
            # The footer is looked at first: it is small, and tells files of other sweeps.
            rows, notes = read_notes(file)
            if rows != n_rows or _notes(self._plan, chunk, rows).items() - notes.items():
                return None
            return read_parquet(file, RUNS)
        except (OSError, ValueError):
            return None

    def write(self, chunk: int, computed: Computed) -> Stored:
        """Store the runs of a file, whole or not at all."""
        table = runs_table(self._plan, chunk, computed)
        self.put(chunk_file(chunk), table, _notes(self._plan, chunk, table.n_rows))
        return Stored(computed.outcomes, len(computed.errors))

    def put(self, name: str, table: Table, notes: dict[str, str] | None = None) -> FilePrint:
        """Write a table beside its place, force it to the disk, and rename it."""
        return self._put(name, lambda draft: write_table(draft, table, notes))

    def put_text(self, name: str, text: str) -> FilePrint:
        """Write a text beside its place, force it to the disk, and rename it."""
        return self._put(name, lambda draft: write_text(draft, text))

    def _put(self, name: str, write: Callable[[Path], FilePrint]) -> FilePrint:
        file = self.place / name
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}{_SCRATCH}")
        try:
            told = write(draft)
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync(file.parent)
        return told

    def prints(self) -> dict[str, FilePrint]:
        """Fingerprint the files that stand from the beginning, and those of runs."""
        files = [BLUEPRINT, DESIGN, *_below(self.place, SCENARIOS), *_below(self.place, RUNS)]
        return {name: print_of(self.place / name) for name in files}


def begin_or_go_on(place: Path, plan: Plan) -> Folder:
    """Make the folder of a sweep, or see that it is the one that was begun.

    Raises:
        InputError: The folder holds something else, or another experiment.
        ResultsError: It was begun, and is damaged.
        OSError: The disk is full or fails.
    """
    if (place / BLUEPRINT).exists():
        _refuse_another(place, plan)
        # Left by a process that was killed while it wrote.
        for left in place.rglob(f"*{_SCRATCH}"):
            left.unlink(missing_ok=True)
    else:
        _begin(place, plan)
    return Folder(place, plan)


def chunk_file(chunk: int) -> str:
    """Return the file of some runs, relative to the folder."""
    return f"{RUNS}/{chunk:06d}{SUFFIX}"


def _notes(plan: Plan, chunk: int, rows: int) -> dict[str, str]:
    """Return what the footer of a file says, by which it is trusted."""
    return {"design_sha256": plan.sha256, "chunk": str(chunk), "rows": str(rows)}


def runs_table(plan: Plan, chunk: int, computed: Computed) -> Table:
    """Make the table of some runs: which they are, what they came to, and why some failed."""
    runs = [plan.run(number) for number in plan.runs(chunk)]
    cells = np.array([run.cell for run in runs], dtype=np.int64)
    n_arms = len(plan.arms)
    failed = np.array([place in computed.errors for place in range(len(runs))], dtype=np.int64)
    errors = list(dict.fromkeys(computed.errors.values()))
    why = [
        errors.index(computed.errors[place]) if place in computed.errors else NO_WORD
        for place in range(len(runs))
    ]
    replicates = np.array([run.replicate for run in runs], dtype=np.int64)
    return Table(
        RUNS,
        (
            Column("run", distinct(list(computed.ids)), "", "Id of the run."),
            Column("point", cells // n_arms, "", "Row of the design, from 0."),
            Column("arm", Words(cells % n_arms, plan.arms), "", "Name of the arm."),
            Column("replicate", replicates, "", "Replicate, from 0."),
            *_outcome_columns(plan, computed.outcomes),
            Column("status", Words(failed, (OK, FAILED)), "", "ok or failed."),
            Column("error", Words(np.array(why, dtype=np.int64), tuple(errors)), "", "Why."),
        ),
    )


def _outcome_columns(plan: Plan, outcomes: Numbers) -> list[Column]:
    return [
        Column(name, outcomes[:, i].copy(), unit, meaning)
        for i, (name, unit, meaning) in enumerate(plan.outcome_notes())
    ]


def _begin(place: Path, plan: Plan) -> None:
    claim(place)
    target = place.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(target) as draft:
        write_text(draft / BLUEPRINT, blueprint(plan))
        (draft / SCENARIOS).mkdir()
        (draft / RUNS).mkdir()
        # Resolved, so that runs can be made again when the scenario has long been changed.
        for name, ground in plan.study.grounds.items():
            write_text(draft / SCENARIOS / f"{name}.yaml", ground.base.resolved_yaml())
        write_table(draft / DESIGN, design_table(plan))
        for inner in (draft / SCENARIOS, draft / RUNS, draft):
            sync(inner)
        put_in_place(draft, target, place)
    sync(target.parent)


def _refuse_another(place: Path, plan: Plan) -> None:
    found = read_blueprint(place)
    if found.sha256 == plan.sha256:
        return
    other, own = found.experiment.name, plan.study.experiment.name
    what = f'the experiment "{other}"' if other != own else f'another version of "{own}"'
    message = f"the folder {place} holds a sweep of {what}"
    raise InputError([Fault(None, "", message, "name another folder, or delete it first")])


def _below(place: Path, name: str) -> list[str]:
    return sorted(f"{name}/{file}" for file in os.listdir(place / name))
