"""Go on from a step of a run that was kept, changed or not.

A branch is a run of the same scenario with one more intervention, on the same luck. So what comes
before its step is that of the parent, to the last bit, and all of it could be had by running the
branch's own scenario from the start; checkpoints save that time.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import numpy as np

from coopsim.course import Beginning, Course
from coopsim.documents import Node
from coopsim.errors import Fault, InputError, ResultsError
from coopsim.metrics.registry import METRICS
from coopsim.runs.checkpoints import NAME as CHECKPOINTS
from coopsim.runs.checkpoints import kept_steps, resumed
from coopsim.runs.one import Journey, Progress, buffers, travel
from coopsim.runs.raw import RawRun
from coopsim.runs.record import LEVELS, Record
from coopsim.runs.splicing import spliced, tie_events
from coopsim.runs.tables import Column, Table, distinct
from coopsim.runs.tabulating import tabulate
from coopsim.scenario import Scenario
from coopsim.scenario.altering import intervened
from coopsim.scenario.founding import size_of
from coopsim.world.ledger import NOTHING

NAME: Final = "branch"
# Made anew from all events, since a partnership may begin before the branch and end after it.
_WHOLE: Final = "partnerships"


@dataclass(frozen=True)
class Fork:
    """Say where a branch leaves its parent, and how.

    Attributes:
        parent: what to call the parent, such as the name of its folder.
        step: the step before which the changes are made.
        settings: values by path, plain or as ``read_settings`` returns them.
        without: mechanisms that are switched off.
    """

    parent: str
    step: int
    settings: Mapping[str, object]
    without: Sequence[str]

    @property
    def changes(self) -> list[str]:
        """Return the changes as they would be typed."""
        plain = {
            path: value.plain() if isinstance(value, Node) else value
            for path, value in self.settings.items()
        }
        return [
            *(f"--set {path}={value}" for path, value in plain.items()),
            *(f"--without {name}" for name in self.without),
        ]


def branch(
    parent: Record,
    scenario: Scenario,
    fork: Fork,
    *,
    replicate: int | None = None,
    progress: Progress | None = None,
) -> Record:
    """Go on from a step of a record to its last step.

    Args:
        parent: the record; without checkpoints its runs are repeated up to the step.
        scenario: the parent's scenario.
        fork: where the branch begins, and what it changes.
        replicate: which of the parent's runs; all of them if None.
        progress: called now and then with the steps done and the steps in all.

    Raises:
        InputError: There is no such step or replicate, or the changes have faults.
        ResultsError: The scenario is not that of the parent, or this version of the model does
            not make the parent's history.
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    _check(parent, scenario, fork, replicate)
    changed = scenario
    if fork.changes:
        changed = intervened(scenario, fork.step, fork.settings, fork.without)
    beginning = Beginning(changed)
    replicates = parent.runs if replicate is None else [replicate]
    start = _start(parent, replicates, fork.step)
    runs = []
    for at, number in enumerate(replicates):
        run = _continued(parent, beginning, number, start, _tell(progress, at, parent, replicates))
        _check_history(parent, run, start, fork.step)
        runs.append(run)
    contents = tabulate(runs, beginning.names, LEVELS.index(parent.facts.recorded))
    for name in contents.keys() - {_WHOLE} if start else ():
        contents[name] = spliced(parent.table(name), contents[name], start, replicates)
    contents[NAME] = _branch_table(fork)
    facts = replace(parent.facts, scenario_sha256=changed.sha256(), replicates=len(replicates))
    # Its comments say where values came from, which a branch without changes leaves as it was.
    text = changed.resolved_yaml() if fork.changes else parent.scenario_yaml
    return Record(facts, text, contents, started, time.perf_counter() - clock)


def _check(parent: Record, scenario: Scenario, fork: Fork, replicate: int | None) -> None:
    facts, faults = parent.facts, []
    if scenario.sha256() != facts.scenario_sha256:
        raise ResultsError(f"the scenario in {fork.parent} is not the one that was run")
    if not 0 <= fork.step < facts.steps:
        message = f"must be between 0 and {facts.steps - 1} (got {fork.step})"
        faults.append(Fault(None, "step", message))
    if replicate is not None and replicate not in parent.runs:
        message = f"there is no such run (got {replicate})"
        hint = f"there are {len(parent.runs)}, from {parent.runs[0]}"
        faults.append(Fault(None, "replicate", message, hint))
    if faults:
        raise InputError(faults)


def _start(parent: Record, replicates: Sequence[int], step: int) -> int:
    """Return the last step up to which every replicate has a checkpoint; 0 if there is none."""
    if CHECKPOINTS not in parent.tables():
        return 0
    table = parent.table(CHECKPOINTS)
    steps = [set(kept_steps(table, replicate)) for replicate in replicates]
    return max((each for each in set.intersection(*steps) if each <= step), default=0)


def _continued(
    parent: Record, beginning: Beginning, replicate: int, start: int, journey: Journey
) -> RawRun:
    facts = parent.facts
    ledger = buffers(size_of(beginning.world), journey.record, facts.steps)
    course: Course
    if start:
        luck = facts.seed, replicate
        course = resumed(parent.table(CHECKPOINTS), beginning, luck, start, ledger)
    else:
        course = beginning.course(facts.seed, replicate, ledger)
    run = travel(course, beginning, replicate, facts.steps, journey)
    if not start or journey.record == NOTHING:
        return run
    # Partnerships of the end may have formed before the checkpoint.
    earlier = tie_events(parent.table("events"), beginning.names, replicate, start)
    return run._replace(events=np.concatenate((earlier, run.events)))


def _tell(progress: Progress | None, at: int, parent: Record, replicates: Sequence[int]) -> Journey:
    level, steps = LEVELS.index(parent.facts.recorded), parent.facts.steps
    if progress is None:
        return Journey(level)
    total = len(replicates) * steps
    return Journey(level, progress=lambda done: progress(at * steps + done, total))


def _check_history(parent: Record, run: RawRun, start: int, step: int) -> None:
    """Make sure that what was repeated is what the parent tells."""
    table = parent.table("metrics")
    mine = table.numbers("replicate") == run.replicate
    for name, metric in METRICS.items():
        told = table.numbers(name)[mine][start:step]
        if not np.array_equal(told, run.metrics[start:step, metric.index], equal_nan=True):
            raise ResultsError(
                f"this version of coopsim does not make the history of the parent ({name} differs "
                "before the branch), so nothing can go on from it; run the scenario again"
            )


def _branch_table(fork: Fork) -> Table:
    changes = fork.changes or [""]
    n = len(changes)
    return Table(
        NAME,
        (
            Column("parent", distinct([fork.parent] * n), "", "What it branched off from."),
            Column(
                "step", np.full(n, fork.step, dtype=np.int64), "steps",
                "Step before which it left the parent's history.",
            ),
            Column("change", distinct(changes), "", "What was changed; empty if nothing."),
        ),
    )  # fmt: skip
