"""A run that goes on while people watch: it can be paused, hurried and changed.

Its steps are kept, so that whoever looks on reads them at a pace of their own; nobody who is
slow, or gone, holds it up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from coopsim.app.changes import changed, take_over
from coopsim.app.film import Frame, Packed, frame_of
from coopsim.app.head import closeness_at_start, head_of
from coopsim.runs.one import play
from coopsim.scenario.founding import found, names_of
from coopsim.scenario.schema import Scenario

SPEED: Final = 5.0
FASTEST: Final = 1000.0
# Settings and the step from which they hold, in the order in which they were made.
Changes = Sequence[tuple[int, Mapping[str, float]]]


class LiveRun:
    """Run a scenario in a thread of its own, at a speed that people can follow.

    Args:
        scenario: what to run.
        seed: seed of all draws.
        label: what to call it beside another one.
        changes: settings that hold from a step on, see ``changes.changed``.
        hurry_to: run to this step as fast as possible, before the first pause.
    """

    def __init__(
        self, scenario: Scenario, seed: int, *, label: str = "", changes: Changes = (),
        hurry_to: int = 0,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.seed = seed
        self.label = label
        self.names = names_of(scenario)
        self.frames: list[Frame] = []
        self.changes = list(changes)
        self.head = self._head()
        self.error = ""
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
            "error": self.error,
        }

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

    def change(self, settings: Mapping[str, float]) -> None:
        """Let other numbers hold from the next step on.

        Raises:
            InputError: A path leads nowhere, or a number is out of its bounds.
        """
        # Checked here, where the one who asks can be told.
        changed(self.scenario, settings)
        with self._state:
            self.changes.append((len(self.frames), dict(settings)))
        self._tell()

    def before(self, step: int) -> Changes:
        """Return the changes that were made before a step."""
        return [each for each in self.changes if each[0] < step]

    def close(self) -> None:
        """End it, whatever it does."""
        self._set(_is_closed=True)
        self._thread.join()

    def _head(self) -> Packed:
        world = found(self.scenario, self.seed, 0)
        close = closeness_at_start(self.scenario)
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
        current, taken = self._caught_up(self.scenario, 0)
        snapshots = play(current, seed=self.seed)
        world = None
        while not self.is_over and self._may_go_on():
            began = time.perf_counter()
            if world is not None and taken < len(self.changes):
                current, taken = self._caught_up(current, taken)
                take_over(world, current)
            snapshot = next(snapshots)
            world = snapshot.world
            self.frames.append(frame_of(snapshot))
            self._tell()
            self._rest(began)

    def _caught_up(self, scenario: Scenario, taken: int) -> tuple[Scenario, int]:
        """Apply the changes that are due; return the scenario and how many were applied."""
        with self._state:
            while taken < len(self.changes) and self.changes[taken][0] <= len(self.frames):
                scenario = changed(scenario, self.changes[taken][1])
                taken += 1
        return scenario, taken

    def _may_go_on(self) -> bool:
        """Wait while it is paused; tell whether to make another step."""
        with self._state:
            while not (self._is_closed or self._is_running or self._is_hurrying):
                self._state.wait()
            return not self._is_closed

    @property
    def _is_hurrying(self) -> bool:
        return len(self.frames) < self._hurry_to

    def _rest(self, began: float) -> None:
        """Wait for the rest of a step's time, unless something is asked for."""
        if self._is_hurrying:
            return
        with self._state:
            left = began + 1.0 / self._speed - time.perf_counter()
            if left > 0.0 and self._is_running and not self._is_closed:
                self._state.wait(left)
