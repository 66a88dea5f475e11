"""Go through a sweep: take what is stored, compute what is missing, stop when it is enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coopsim.errors import Fault, InputError
from coopsim.runs.executors import Job, Results, on_dask, on_threads, usable_cores
from coopsim.runs.sweeps.bench import Bench, Computed
from coopsim.runs.sweeps.course import Course, Tidings
from coopsim.runs.sweeps.finishing import Finished, Session, finish
from coopsim.runs.sweeps.folder import Folder, Stored, begin_or_go_on
from coopsim.runs.sweeps.plan import Plan
from coopsim.scenario.decision_names import CODE


@dataclass(frozen=True, slots=True)
class Where:
    """Say where the runs of a sweep are computed.

    Attributes:
        workers: threads of this process; as many as there are cores if None.
        scheduler: address or file of a Dask scheduler, which then does the work instead.
    """

    workers: int | None = None
    scheduler: str | None = None


def sweep(
    plan: Plan,
    place: Path,
    where: Where = Where(),
    tell: Callable[[Tidings], None] = lambda _: None,
    command: tuple[str, ...] = (),
) -> Finished:
    """Make all runs of a plan that are not stored yet, then sum them up.

    Equal plans give equal files, whoever computes them, in whatever pieces.

    Args:
        plan: the sweep.
        place: results folder; new, empty, or begun by the same plan.
        where: who computes.
        tell: called after every file.
        command: what the user typed, for the manifest.

    Raises:
        InputError: The folder holds something else, no Dask scheduler answers, or its workers
            would have to run code of the user's own.
        OSError: The disk is full or fails.
    """
    _keep_code_here(plan, where)
    started, clock = datetime.now(UTC), time.perf_counter()
    folder, course = begin_or_go_on(place, plan), Course(plan)
    shelf = _Shelf(folder, plan.n_chunks)
    results = _compute(Bench(plan).compute, shelf.missing(), where)
    try:
        for chunk in range(plan.n_chunks):
            stored = shelf.take(chunk)
            course.take(chunk, stored or folder.write(chunk, next(results)), found=bool(stored))
            tell(course.tidings())
            if course.is_enough:
                break
    finally:
        results.close()
    took = time.perf_counter() - clock
    return finish(folder, plan, course, Session(command, started, took))


def _keep_code_here(plan: Plan, where: Where) -> None:
    # Workers elsewhere may lack the file of a rule, or have another one of that name.
    if where.scheduler is not None:
        for arm, ground in plan.study.grounds.items():
            rules = (ground.base.decision_of(each).rule for each in ground.base.states)
            named = next((rule for rule in rules if CODE in rule), None)
            if named is not None:
                hint = "leave out --executor dask: threads of this computer can run it"
                message = f"a cluster does not have your rule {named}"
                raise InputError([Fault(None, f"--executor dask: arm {arm}", message, hint)])


class _Shelf:
    """Look each stored file up once, as far ahead as jobs are handed out."""

    def __init__(self, folder: Folder, n_chunks: int) -> None:
        self._folder = folder
        self._n_chunks = n_chunks
        self._seen: dict[int, Stored | None] = {}
        self._next = 0

    def take(self, chunk: int) -> Stored | None:
        """Return what a file holds; None if it has to be computed. Ask in order."""
        stored = self._look(chunk)
        self._next = chunk + 1
        return stored

    def missing(self) -> Iterator[int]:
        """Yield the files that have to be computed."""
        for chunk in range(self._n_chunks):
            if chunk + 1 >= self._next and self._look(chunk) is None:
                yield chunk

    def _look(self, chunk: int) -> Stored | None:
        # What is behind is not asked for again, and sweeps can be long.
        self._seen = {key: each for key, each in self._seen.items() if key + 1 >= self._next}
        if chunk not in self._seen:
            self._seen[chunk] = self._folder.read(chunk)
        return self._seen[chunk]


def _compute(job: Job[Computed], missing: Iterator[int], where: Where) -> Results[Computed]:
    if where.scheduler is not None:
        return on_dask(job, missing, where.scheduler)
    return on_threads(job, missing, where.workers or usable_cores())
