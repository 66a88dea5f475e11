"""What a thread works on: one world, used again by one run after the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopsim.errors import CoopsimError
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import STRETCH
from coopsim.runs.sweeps.founded import Founded, packed
from coopsim.scenario.founding import size_of, tune
from coopsim.step import Tape, advance
from coopsim.world.ledger import NOTHING, empty, rows_per_step
from coopsim.world.world import Numbers

# Makes steps from one on, to the one before another at most; returns the next step.
_Going = Callable[[Tape, int, int], int]


class HaltedError(CoopsimError):
    """Tell that runs were given up because nobody waits for them any more."""


class Desk:
    """Run worlds of one size and number of steps, without taking memory for each.

    Args:
        founded: a cell of that size.
    """

    def __init__(self, founded: Founded) -> None:
        self._known = founded.world
        self._world, self._content = packed(founded.world)
        self._steps = founded.steps
        size = size_of(self._world)
        self._ledger, self._room = empty(size, NOTHING), rows_per_step(size)
        self._metrics = np.empty((founded.steps, len(METRICS)))
        self._states = np.empty((0, *self._world.states.shape))
        self._stretch = max(1, STRETCH // max(1, size.edges))

    def fits(self, founded: Founded) -> bool:
        """Tell whether a cell is of the size of this desk."""
        if founded.steps != self._steps:
            return False
        # Cells of an arm mostly share one world, and then need not be compared.
        if founded.world is not self._known:
            pairs = zip(self._world, founded.world, strict=True)
            if any(old.shape != new.shape for old, new in pairs):
                return False
            self._known = founded.world
        return True

    def run(self, founded: Founded, key: tuple[int, int], halted: Callable[[], bool]) -> Numbers:
        """Run a cell with the luck of a run key.

        Returns:
            ``[step, metric]``, which the next run overwrites.

        Raises:
            HaltedError: ``halted()`` was true before the run was over.
        """
        np.copyto(self._content, founded.content)
        tune(self._world, founded.parameters)
        self._world.luck[:] = key
        go_on = self._going(founded)
        step = 0
        while step < self._steps:
            if halted():
                raise HaltedError("given up")
            until = min(self._steps, step + self._stretch)
            step = go_on(Tape(self._metrics[step:], self._states), step, until)
        return self._metrics

    def _going(self, founded: Founded) -> _Going:
        """Return what makes steps on the world of this desk: a course where it is changed midway.

        A course looks after interventions between steps; without any that is time for nothing.
        """
        if founded.beginning is None:
            return lambda tape, step, until: advance(
                self._world, self._ledger, tape, step, until, self._room
            )
        course = founded.beginning.resume(self._world, self._ledger, 0, (), ())
        return lambda tape, _, until: course.advance(tape, until)
