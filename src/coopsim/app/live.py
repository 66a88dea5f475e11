"""A run that goes on while people watch: it can be paused, hurried and changed.

Its steps are kept, so that whoever looks on reads them at a pace of their own; nobody who is
slow, or gone, holds it up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from coopsim.app.film import Frame, Packed, frame_of
from coopsim.app.head import closeness_at_start, head_of
from coopsim.compilation import is_cached
from coopsim.course import Beginning
from coopsim.runs.one import snapshots
from coopsim.scenario.altering import intervened
from coopsim.scenario.founding import size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import advance
from coopsim.world import ledger

SPEED: Final = 5.0
FASTEST: Final = 1000.0
# A delay of more seconds than this is not made up for by hurrying.
CATCH_UP: Final = 0.2
# Values by path, as with --set, and the step from which they hold; in the order of making.
Changes = Sequence[tuple[int, Mapping[str, object]]]


class LiveRun:
    """Run a scenario in a thread of its own, at a speed that people can follow.

    Args:
        scenario: what to run.
        seed: seed of all draws.
        label: what to call it beside another one.
        changes: settings that hold from a step on; each becomes an intervention of the scenario.
        hurry_to: run to this step as fast as possible, before the first pause.

    Raises:
        InputError: A change has faults.
    """

    def __init__(
        self, scenario: Scenario, seed: int, *, label: str = "", changes: Changes = (),
        hurry_to: int = 0,
    ) -> None:  # fmt: skip
        self.scenario = _with(scenario, changes)
        self.seed = seed
        self.label = label
        self.frames: list[Frame] = []
        self.changes = list(changes)
        self._beginning = Beginning(self.scenario)
        self.names = self._beginning.names
        self.head = self._head()
        self.error = ""
        # Asked before the first step, after which the model counts as compiled.
        self._compiles = not is_cached(advance)
        self._listeners: list[Callable[[], None]] = []
        self._state = threading.Condition()
        self._is_running = False
        self._is_closed = False
        self._speed = SPEED
        self._hurry_to = hurry_to
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call somebody after each step and change of state; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def status(self) -> Packed:
        """Say how it goes: steps made, whether it runs, speed, changes, and what went wrong."""
        return {
            "label": self.label,
            "made": len(self.frames),
            "running": self._is_running and not self.is_over,
            "speed": self._speed,
            "changes": [[step, dict(settings)] for step, settings in self.changes],
            "compiling": self.is_compiling,
            "error": self.error,
        }

    @property
    def is_compiling(self) -> bool:
        """Tell whether its first step takes long, because the model is being compiled."""
        return self._compiles and not self.frames and not self.error

    @property
    def is_over(self) -> bool:
        """Tell whether its last step was made."""
        return len(self.frames) >= self.scenario.steps or bool(self.error)

    def go(self, is_running: bool) -> None:
        """Let it run, or pause it after the step that it is in."""
        self._set(_is_running=is_running)

    def hurry(self, speed: float) -> None:
        """Set how many steps it makes in a second, at most FASTEST."""
        self._set(_speed=min(FASTEST, max(0.1, speed)))

    def change(self, settings: Mapping[str, object]) -> None:
        """Let other values hold from the next step on.

        Raises:
            InputError: The changes have faults; nothing is changed then.
        """
        with self._state:
            step = len(self.frames)
            # Checked here, where the one who asks can be told.
            self.scenario = intervened(self.scenario, step, settings, ())
            self._beginning = self._beginning.with_more(self.scenario)
            self.changes.append((step, dict(settings)))
        self._tell()

    def before(self, step: int) -> Changes:
        """Return the changes that were made before a step."""
        return [each for each in self.changes if each[0] < step]

    def close(self) -> None:
        """End it, whatever it does."""
        self._set(_is_closed=True)
        self._thread.join()

    def _head(self) -> Packed:
        close = closeness_at_start(self.scenario)
        world = self._beginning.world
        return head_of(self.scenario, world, seed=self.seed, replicate=0, closeness=close)

    def _set(self, **state: Any) -> None:
        with self._state:
            for name, value in state.items():
                setattr(self, name, value)
            self._state.notify_all()
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _work(self) -> None:
        try:
            self._make_steps()
        except Exception as error:  # noqa: BLE001 -- a thread has nobody to raise to: it is shown
            self.error = f"{type(error).__name__}: {error}"
        self._tell()

    def _make_steps(self) -> None:
        beginning = self._beginning
        room = ledger.empty(size_of(beginning.world), ledger.CHANGES)
        course = beginning.course(self.seed, 0, room)
        steps = snapshots(course, beginning, 0)
        due = time.perf_counter()
        while not self.is_over and self._may_go_on():
            # Held while a step is made, so that a change knows before which step it comes.
            with self._state:
                if self._beginning is not beginning:
                    beginning = self._beginning
                    course = beginning.resume(
                        course.world, room, course.step, course.made, course.held
                    )
                    steps = snapshots(course, beginning, 0)
                self.frames.append(frame_of(next(steps)))
            self._tell()
            due = self._rest(due)

    def _may_go_on(self) -> bool:
        """Wait while it is paused; tell whether to make another step."""
        with self._state:
            while not (self._is_closed or self._is_running or self._is_hurrying):
                self._state.wait()
            return not self._is_closed

    @property
    def _is_hurrying(self) -> bool:
        return len(self.frames) < self._hurry_to

    def _rest(self, due: float) -> float:
        """Wait until the next step is due, or something is asked for; return when the step was due.

        The time of a step is counted from when the last one was due, so that delays don't add up.
        """
        now = time.perf_counter()
        if self._is_hurrying:
            return now
        with self._state:
            due = max(due + 1.0 / self._speed, now - CATCH_UP)
            if due > now and self._is_running and not self._is_closed:
                self._state.wait(min(due - now, 1.0 / self._speed))
        return due


def _with(scenario: Scenario, changes: Changes) -> Scenario:
    for step, settings in changes:
        scenario = intervened(scenario, step, settings, ())
    return scenario
