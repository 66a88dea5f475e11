"""The course of a run: a world, the steps it makes, and the changes that come in between.

Whoever makes steps makes them here, so that interventions mean the same to all: runs, snapshots,
Mesa models, comparisons and branches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy

import numpy as np
import numpy.typing as npt

from coopsim.metrics.registry import METRICS
from coopsim.scenario import Scenario
from coopsim.scenario.founding import found, names_of, size_of, with_luck
from coopsim.scenario.intervening import after
from coopsim.scenario.shifting import Shift, shifts_between, write
from coopsim.step import Tape, advance
from coopsim.world import ledger as book
from coopsim.world.ledger import Ledger, rows_per_step
from coopsim.world.presence import nudges_among, part_of, put_back, rename_rows
from coopsim.world.world import Numbers, World

Flags = npt.NDArray[np.bool_]


class Beginning:
    """Hold the world of a scenario before its first step, from which any number of runs set out.

    Attributes:
        scenario: what the world was founded from.
        names: ids of the world's rows.
        world: the world; nothing may change it.
        enters: ``[state]`` first step in which each state is there.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.names = names_of(scenario)
        self.world = found(scenario, scenario.seed, 0)
        first = {each.id: each.enters for each in scenario.states}
        self.enters = np.array([first[name] for name in self.names.states], dtype=np.int64)
        self._after: dict[tuple[int, ...], Beginning] = {}

    def course(self, seed: int, replicate: int, ledger: Ledger) -> Course:
        """Set out on a run.

        Args:
            seed: seed of all draws.
            replicate: which of the runs of that seed.
            ledger: where the run writes down what happens.

        Raises:
            InputError: The seed or the replicate is out of range.
        """
        return Course(self, with_luck(self.world, seed, replicate), ledger)

    def resume(
        self, world: World, ledger: Ledger, step: int, made: Sequence[int], held: Sequence[int]
    ) -> Course:
        """Go on with a run whose world was kept.

        Args:
            world: the world before the step, as it was kept.
            ledger: where the run writes down what happens.
            step: the next step.
            made: numbers of the interventions that were made, in their order.
            held: for how many steps each condition has held; 0 for what is not there.
        """
        course = Course(self, world, ledger)
        course.step = step
        course.made.extend(made)
        course.held[: len(held)] = held
        return course

    def with_more(self, scenario: Scenario) -> Beginning:
        """Return the beginning of the same world with further interventions.

        Args:
            scenario: this one, with interventions added after all that it has.
        """
        more = copy(self)
        more.scenario = scenario
        return more

    def shifts(self, done: Sequence[int], upcoming: int) -> tuple[Shift, ...]:
        """Return what an intervention writes after others were made, in their order.

        Raises:
            InputError: The interventions don't fit together in this order.
        """
        before, now = self._with(tuple(done)), self._with((*done, upcoming))
        return shifts_between(before.world, now.world)

    def _with(self, made: tuple[int, ...]) -> Beginning:
        if not made:
            return self
        # Kept, because every replicate asks for it.
        if made not in self._after:
            before = self._with(made[:-1]).scenario
            self._after[made] = Beginning(after(before, self.scenario.interventions[made[-1]]))
        return self._after[made]


class Course:
    """Take a world from step to step.

    Args:
        beginning: what the world was founded from.
        world: the world, which every step changes.
        ledger: where steps write down what happens; whoever makes steps empties it.

    Attributes:
        world: the world, with those states too that are not there yet.
        ledger: the ledger.
        step: the next step.
        made: numbers of the interventions that were made, in their order.
        held: for how many steps in a row the condition of each intervention has held.
    """

    def __init__(self, beginning: Beginning, world: World, ledger: Ledger) -> None:
        self.world = world
        self.ledger = ledger
        self.step = 0
        self._beginning = beginning
        self._room = rows_per_step(size_of(world))
        self._interventions = beginning.scenario.interventions
        self.made: list[int] = []
        self.held = [0] * len(self._interventions)
        self._noted: list[list[float]] = []

    def advance(self, tape: Tape, until: int) -> int:
        """Make steps up to the one before `until`; return the next step.

        Comes back early when the ledger is full, an intervention may be due or a state enters;
        drain the ledger and call again.

        Args:
            tape: where the steps are measured, from row 0 on; NaN for states not there yet.
            until: the step not to make any more.
        """
        self._intervene()
        until = min([until, *map(self._stop_for, self._pending)])
        if self.is_there().all():
            reached = advance(self.world, self.ledger, tape, self.step, until, self._room)
        else:
            reached = self._advance_part(tape, until)
        self._watch(tape.metrics[: reached - self.step])
        self.step = reached
        return reached

    def drain(self) -> tuple[Numbers, Numbers]:
        """Take all events and decisions out of the ledger, interventions included."""
        events = self.ledger.events[: self.ledger.used[0]].copy()
        decisions = self.ledger.decisions[: self.ledger.used[1]].copy()
        self.ledger.used[:] = 0
        # They are no rows of the compiled step, whose buffers are measured for what it writes.
        if self._noted:
            events = np.concatenate((np.array(self._noted), events))
            # Before whatever else happens in their step.
            events = events[np.argsort(events[:, book.STEP], kind="stable")]
            self._noted.clear()
        return events, decisions

    def is_there(self) -> Flags:
        """Return ``[state]`` whether each state is there in the next step."""
        there: Flags = self._beginning.enters <= self.step
        return there

    def _advance_part(self, tape: Tape, until: int) -> int:
        """Make steps of the states that are there, up to the one in which the next one enters."""
        here = self.is_there()
        until = min(until, int(self._beginning.enters[~here].min()))
        there = np.flatnonzero(here)
        part = part_of(self.world, there)
        nudges = nudges_among(self.ledger.nudges, there, len(here))
        first = int(self.ledger.used[0]), int(self.ledger.used[1])
        rows = min(len(tape.states), until - self.step)
        states = np.empty((rows, *part.states.shape))
        reached = advance(
            part, self.ledger._replace(nudges=nudges), tape._replace(states=states),
            self.step, until, self._room,
        )  # fmt: skip
        made = min(rows, reached - self.step)
        tape.states[:made] = np.nan
        tape.states[:made, :, there] = states[:made]
        put_back(part, self.world, there)
        rename_rows(self.ledger, first, there)
        return reached

    def _intervene(self) -> None:
        for number in [each for each in self._pending if self._is_due(each)]:
            n_values = write(self.world, self._beginning.shifts(self.made, number))
            self.made.append(number)
            if self.ledger.level[0] != book.NOTHING:
                self._note(number, n_values)

    @property
    def _pending(self) -> list[int]:
        return [each for each in range(len(self._interventions)) if each not in self.made]

    def _is_due(self, number: int) -> bool:
        each = self._interventions[number]
        if each.when is None:
            return each.at is not None and each.at <= self.step
        return self.held[number] >= each.when.for_

    def _note(self, number: int, n_values: int) -> None:
        row = [0.0] * book.EVENT_WIDTH
        waited = self._interventions[number].when is not None
        row[book.STEP], row[book.KIND] = self.step, book.INTERVENTION
        row[book.ACTOR] = row[book.PARTNER] = book.NOBODY
        row[book.SUBJECT], row[book.SIZE] = number, n_values
        row[book.CAUSE] = book.CONDITION if waited else book.PLANNED
        self._noted.append(row)

    def _stop_for(self, number: int) -> int:
        """Return the first step before which the world may have to change."""
        each = self._interventions[number]
        begins = each.at or 0
        # A condition is looked at after every step.
        return max(begins, self.step + 1) if each.when is not None else begins

    def _watch(self, measured: Numbers) -> None:
        """Count for how long conditions have held; `measured` is ``[step, metric]``."""
        for number in self._pending:
            each = self._interventions[number]
            if each.when is None:
                continue
            column = METRICS[each.when.metric].index
            for step, value in enumerate(measured[:, column].tolist(), start=self.step):
                # Where there was nothing to measure (NaN), a row of steps neither grows nor ends.
                if step >= (each.at or 0) and not math.isnan(value):
                    self.held[number] = self.held[number] + 1 if each.when.holds(value) else 0
