"""Run a scenario: all at once for results, or step by step to look on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

import numpy as np

from coopsim.errors import Fault, InputError
from coopsim.metrics.registry import METRICS
from coopsim.randomness import STEP_LIMIT
from coopsim.runs.happenings import decision_tables, events_table
from coopsim.runs.raw import RawRun, foundation_of
from coopsim.runs.record import LEVELS, Facts, Record
from coopsim.runs.tables import Table
from coopsim.runs.tabulating import tabulate
from coopsim.scenario.founding import Names, found, names_of, size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape, advance
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
    world = found(scenario, scenario.seed if seed is None else seed, replicate)
    ledger = empty(size_of(world), record)
    if nudges is not None:
        ledger = ledger._replace(nudges=nudges)
    return _steps(world, ledger, names_of(scenario), scenario.steps, replicate)


def simulate(
    scenario: Scenario,
    seed: int,
    replicate: int,
    *,
    steps: int | None = None,
    record: int = CHANGES,
    progress: Callable[[int], None] | None = None,
) -> RawRun:
    """Run one replicate of a scenario.

    Args:
        scenario: what to run.
        seed: seed of all draws.
        replicate: which of the runs of that seed.
        steps: how many steps; the scenario's own number if None.
        record: NOTHING for metrics only, CHANGES, or EVERYTHING of ``world.ledger``.
        progress: called now and then with the number of steps done.

    Raises:
        InputError: The seed or the replicate is out of range.
    """
    world = found(scenario, seed, replicate)
    last = scenario.steps if steps is None else steps
    size, foundation = size_of(world), foundation_of(world)
    ledger, room = buffers(size, record, last), rows_per_step(size)
    tape = _tape(size, last, record)
    stretch = max(1, STRETCH // max(1, size.edges))
    events, decisions = [], []
    step = 0
    while step < last:
        rest = Tape(tape.metrics[step:], tape.states[step:])
        until = min(last, step + stretch)
        step = advance(world, ledger, rest, step, until, room)
        # It comes back early only when the ledger is full.
        if step < until or step == last:
            happened, decided = drain(ledger)
            events.append(happened)
            decisions.append(decided)
        if progress is not None:
            progress(step)
    return RawRun(
        replicate, tape.metrics, tape.states, np.concatenate(events), np.concatenate(decisions),
        foundation,
    )  # fmt: skip


def run(
    scenario: Scenario,
    *,
    seed: int | None = None,
    replicates: int | None = None,
    steps: int | None = None,
    record: int = CHANGES,
    progress: Progress | None = None,
) -> Record:
    """Run all replicates of a scenario and keep what happened.

    Args:
        scenario: what to run.
        seed: seed of all draws; the scenario's own if None.
        replicates: how many runs; the scenario's own number if None.
        steps: how many steps; the scenario's own number if None.
        record: NOTHING for metrics only, CHANGES, or EVERYTHING of ``world.ledger``.
        progress: called now and then with the steps done and the steps in all.

    Raises:
        InputError: The seed, or a number of steps or replicates, is out of range.
    """
    # The time of day may be set back during a run, the counter may not.
    started, clock = datetime.now(UTC), time.perf_counter()
    seed = scenario.seed if seed is None else seed
    replicates = scenario.replicates if replicates is None else replicates
    steps = scenario.steps if steps is None else steps
    _check("replicates", replicates, 1, 1_000_000)
    _check("steps", steps, 1, STEP_LIMIT)
    runs = []
    for replicate in range(replicates):
        tell = None if progress is None else _counted(progress, replicate, steps, replicates)
        runs.append(simulate(scenario, seed, replicate, steps=steps, record=record, progress=tell))
    facts = Facts(scenario.name, scenario.sha256(), seed, replicates, steps, LEVELS[record])
    contents = tabulate(runs, names_of(scenario), record)
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


def drain(ledger: Ledger) -> tuple[Numbers, Numbers]:
    """Take all events and decisions out of a ledger."""
    events = ledger.events[: ledger.used[0]].copy()
    decisions = ledger.decisions[: ledger.used[1]].copy()
    ledger.used[:] = 0
    return events, decisions


def _tape(size: Size, steps: int, record: int) -> Tape:
    rows = 0 if record == NOTHING else steps
    return Tape(
        np.empty((steps, len(METRICS))), np.empty((rows, height_of(state.BLOCK), size.states))
    )


def _steps(
    world: World, ledger: Ledger, names: Names, steps: int, replicate: int
) -> Iterator[Snapshot]:
    size, foundation = size_of(world), foundation_of(world)
    room = rows_per_step(size)
    for step in range(steps):
        # A new one each time, so that old snapshots keep their numbers.
        tape = _tape(size, 1, record=CHANGES)
        advance(world, ledger, tape, step, step + 1, room)
        yield Snapshot(
            step,
            {name: float(tape.metrics[0, each.index]) for name, each in METRICS.items()},
            {name: tape.states[0, each.index] for name, each in FIELDS[state.BLOCK].items()},
            world,
            names,
            RawRun(replicate, *tape, *drain(ledger), foundation),
        )


def _counted(
    progress: Progress, replicate: int, steps: int, replicates: int
) -> Callable[[int], None]:
    """Let a replicate report its steps as steps of all."""
    return lambda done: progress(replicate * steps + done, replicates * steps)


def _check(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise InputError((Fault(None, name, f"must be between {low} and {high} (got {value})"),))
