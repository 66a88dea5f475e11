"""Run a scenario: all at once for results, or step by step to look on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coopsim.course import Beginning, Course
from coopsim.errors import Fault, InputError
from coopsim.metrics.registry import METRICS
from coopsim.randomness import STEP_LIMIT
from coopsim.runs.checkpoints import checkpoint_of, checkpoints_table, model_key
from coopsim.runs.happenings import decision_tables, events_table
from coopsim.runs.raw import RawRun, foundation_of
from coopsim.runs.record import LEVELS, Facts, Record
from coopsim.runs.tables import Table
from coopsim.runs.tabulating import tabulate
from coopsim.scenario.founding import Names, size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape
from coopsim.world.blocks import state
from coopsim.world.fields import FIELDS, height_of
from coopsim.world.ledger import (
    CHANGES,
    DECISION_WIDTH,
    EVENT_WIDTH,
    NOTHING,
    Ledger,
    empty,
    rows_per_step,
)
from coopsim.world.world import Numbers, Size, World

# Called with the steps done and the steps in all, whenever the compiled code comes up for air.
Progress = Callable[[int, int], None]

# Memory for the ledger to begin with; one of the fullest steps of 190 states needs twice as much.
BUFFER_BYTES: Final = 64 * 2**20
MOST_REPLICATES: Final = 1_000_000
# Steps times dyads in one compiled call, well under a second: Ctrl-C waits for its end.
STRETCH: Final = 2_000_000


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Hold one step of a run.

    Attributes:
        step: the step that was just made, from 0.
        metrics: what was measured, by name; NaN where there was nothing to measure.
        states: ``[state]`` values by name of the field, in the order of ``names.states``.
        world: the world itself, which the next step changes.
        names: ids of rows.
        raw: the step as a run of its own.
    """

    step: int
    metrics: dict[str, float]
    states: dict[str, Numbers]
    world: World
    names: Names
    raw: RawRun

    @cached_property
    def events(self) -> Table:
        """Return what happened in this step."""
        return events_table([self.raw], self.names)

    @cached_property
    def decisions(self) -> dict[str, Table]:
        """Return the decisions of this step, by kind of decision."""
        tables = decision_tables([self.raw], self.names)
        return {name.rpartition("/")[2]: table for name, table in tables.items()}


def play(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replicate: int = 0,
    record: int = CHANGES,
    nudges: Numbers | None = None,
) -> Iterator[Snapshot]:
    """Found the world of a scenario and yield it after each step; stop whenever you like.

    The numbers equal those of `run` with the same seed and replicate, bit for bit.

    Args:
        scenario: what to run.
        seed: seed of all draws; the scenario's own if None.
        replicate: which of the runs of that seed.
        record: NOTHING, CHANGES or EVERYTHING of ``world.ledger``.
        nudges: ``[n, NUDGE_WIDTH]`` what to add to the scores of decisions, see ``world.ledger``.

    Raises:
        InputError: The seed or the replicate is out of range.
    """
    beginning = Beginning(scenario)
    ledger = empty(size_of(beginning.world), record)
    if nudges is not None:
        ledger = ledger._replace(nudges=nudges)
    course = beginning.course(scenario.seed if seed is None else seed, replicate, ledger)
    return snapshots(course, beginning, replicate)


def simulate(
    source: Scenario | Beginning,
    seed: int,
    replicate: int,
    *,
    steps: int | None = None,
    record: int = CHANGES,
    checkpoint_every: int = 0,
    progress: Callable[[int], None] | None = None,
) -> RawRun:
    """Run one replicate of a scenario.

    Args:
        source: what to run. Whoever runs several replicates makes one beginning for them: that
            takes as long as a hundred steps.
        seed: seed of all draws.
        replicate: which of the runs of that seed.
        steps: how many steps; the scenario's own number if None.
        record: NOTHING for metrics only, CHANGES, or EVERYTHING of ``world.ledger``.
        checkpoint_every: after so many steps what it takes to go on is kept; never if 0.
        progress: called now and then with the number of steps done.

    Raises:
        InputError: The seed or the replicate is out of range.
    """
    beginning = source if isinstance(source, Beginning) else Beginning(source)
    last = beginning.scenario.steps if steps is None else steps
    course = beginning.course(seed, replicate, buffers(size_of(beginning.world), record, last))
    journey = Journey(record, checkpoint_every, progress)
    return travel(course, beginning, replicate, last, journey)


class Journey(NamedTuple):
    """Say how a run is made.

    Attributes:
        record: NOTHING for metrics only, CHANGES, or EVERYTHING of ``world.ledger``.
        checkpoint_every: after so many steps what it takes to go on is kept; never if 0.
        progress: called now and then with the number of steps done.
    """

    record: int = CHANGES
    checkpoint_every: int = 0
    progress: Callable[[int], None] | None = None


def travel(
    course: Course, beginning: Beginning, replicate: int, last: int, journey: Journey
) -> RawRun:
    """Make the steps of a course up to the last; those before it began are left unwritten.

    Args:
        course: a run, at its beginning or resumed.
        beginning: what its world was founded from.
        replicate: its number.
        last: how many steps the run has in all.
        journey: how it is made.
    """
    size, every = size_of(course.world), journey.checkpoint_every
    tape = _tape(size, last, journey.record)
    stretch = max(1, STRETCH // max(1, size.edges))
    events, decisions, checkpoints = [], [], []
    while course.step < last:
        step = course.step
        until = min(last, step + stretch)
        if every:
            until = min(until, step - step % every + every)
        reached = course.advance(Tape(tape.metrics[step:], tape.states[step:]), until)
        # It comes back early when the ledger is full, or for an intervention.
        if reached < until or reached == last:
            happened, decided = course.drain()
            events.append(happened)
            decisions.append(decided)
        if every and reached % every == 0 and step < reached < last:
            checkpoints.append(checkpoint_of(course, beginning))
        if journey.progress is not None:
            journey.progress(reached)
    return RawRun(
        replicate, tape.metrics, tape.states, np.concatenate(events), np.concatenate(decisions),
        foundation_of(beginning.world), tuple(checkpoints),
    )  # fmt: skip


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replicates: int | None = None,
    steps: int | None = None,
    record: int = CHANGES,
    checkpoint_every: int = 0,
    progress: Progress | None = None,
) -> Record:
    """Run all replicates of a scenario and keep what happened.

    Args:
        scenario: what to run.
        seed: seed of all draws; the scenario's own if None.
        replicates: how many runs; the scenario's own number if None.
        steps: how many steps; the scenario's own number if None.
        record: NOTHING for metrics only, CHANGES, or EVERYTHING of ``world.ledger``.
        checkpoint_every: after so many steps keep what `branch` needs to go on; never if 0.
        progress: called now and then with the steps done and the steps in all.

    Raises:
        InputError: The seed, or a number of steps or replicates, is out of range.
    """
    # The time of day may be set back during a run, the counter may not.
    started, clock = datetime.now(UTC), time.perf_counter()
    seed = scenario.seed if seed is None else seed
    replicates = scenario.replicates if replicates is None else replicates
    steps = scenario.steps if steps is None else steps
    check_number("replicates", replicates, MOST_REPLICATES)
    check_number("steps", steps, STEP_LIMIT)
    if checkpoint_every:
        check_number("checkpoint-every", checkpoint_every, STEP_LIMIT)
    runs, beginning = [], Beginning(scenario)
    for replicate in range(replicates):
        tell = None if progress is None else _counted(progress, replicate, steps, replicates)
        runs.append(
            simulate(
                beginning, seed, replicate, steps=steps, record=record,
                checkpoint_every=checkpoint_every, progress=tell,
            )
        )  # fmt: skip
    facts = Facts(scenario.name, scenario.sha256(), seed, replicates, steps, LEVELS[record])
    contents = tabulate(runs, beginning.names, record)
    if checkpoint_every:
        kept = checkpoints_table(runs, model_key(beginning))
        contents[kept.name] = kept
    took = time.perf_counter() - clock
    return Record(facts, scenario.resolved_yaml(), contents, started, took)


def buffers(size: Size, record: int, steps: int) -> Ledger:
    """Make a ledger for a run of so many steps.

    It holds at least two of the fullest steps that can be, so that the compiled code need not
    come back after every step, and at most BUFFER_BYTES beyond that. Memory that is never
    written is never taken from the system.
    """
    n_events, n_decisions = rows_per_step(size)
    fullest = 8 * (n_events * EVENT_WIDTH + n_decisions * DECISION_WIDTH)
    return empty(size, record, max(2, min(steps + 1, BUFFER_BYTES // max(1, fullest))))


def _tape(size: Size, steps: int, record: int) -> Tape:
    rows = 0 if record == NOTHING else steps
    return Tape(
        np.empty((steps, len(METRICS))), np.empty((rows, height_of(state.BLOCK), size.states))
    )


def snapshots(course: Course, beginning: Beginning, replicate: int) -> Iterator[Snapshot]:
    """Yield the rest of a run, from its next step to the last, one step at a time.

    Args:
        course: the run; its ledger has room for the fullest step.
        beginning: what it set out from.
        replicate: its number.
    """
    size, foundation = size_of(course.world), foundation_of(beginning.world)
    for step in range(course.step, beginning.scenario.steps):
        # A new one each time, so that old snapshots keep their numbers.
        tape = _tape(size, 1, record=CHANGES)
        course.advance(tape, step + 1)
        yield Snapshot(
            step,
            {name: float(tape.metrics[0, each.index]) for name, each in METRICS.items()},
            {name: tape.states[0, each.index] for name, each in FIELDS[state.BLOCK].items()},
            course.world,
            beginning.names,
            RawRun(replicate, *tape, *course.drain(), foundation),
        )


def _counted(
    progress: Progress, replicate: int, steps: int, replicates: int
) -> Callable[[int], None]:
    """Let a replicate report its steps as steps of all."""
    return lambda done: progress(replicate * steps + done, replicates * steps)


def check_number(name: str, value: int, most: int) -> None:
    """Make sure that a number of steps or replicates is at least 1 and not too large.

    Raises:
        InputError: It is not.
    """
    if not 1 <= value <= most:
        raise InputError((Fault(None, name, f"must be between 1 and {most} (got {value})"),))
