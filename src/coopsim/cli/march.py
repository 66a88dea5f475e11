"""Show how far a sweep is: rate, time left, failures, and the first outcome so far."""

from __future__ import annotations

import math
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from coopsim.cli.talk import Talk
from coopsim.cli.watch import COMPILING

if TYPE_CHECKING:
    from coopsim.runs.sweeps.course import Tidings
    from coopsim.statistics import Interval

_NEWS_SECONDS: Final = 2.0
_MINUTE: Final = 60
_HOUR: Final = 3600
_LONG_SECONDS: Final = 90
_LONG_MINUTES: Final = 90 * 60


class March:
    """Watch a sweep, from before its first run to its end; off a terminal nothing is shown.

    Args:
        talk: where to show it.
        outcome: name of the first outcome.
        compiles: whether the first run has to compile the model.

    Attributes:
        done: runs that are stored.
    """

    def __init__(self, talk: Talk, outcome: str, *, compiles: bool) -> None:
        self._talk = talk
        self._outcome = outcome
        self._compiles = compiles
        self._bar: Progress | None = None
        self._began = time.perf_counter()
        # Of the clock that the news was last reckoned at.
        self._told = 0.0
        self.done = 0

    def __enter__(self) -> Self:
        """Begin; say so if there is something to wait for."""
        if self._compiles:
            self._talk.say(COMPILING)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar off the screen."""
        self.hide()

    def tell(self, tidings: Tidings) -> None:
        """Take note of how far the sweep is."""
        self.done = tidings.done
        if not self._talk.is_live:
            return
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[news]}"),
                console=self._talk.asides,
                transient=True,
            )
            self._bar.start()
            self._bar.add_task("Running", total=tidings.total, news="")
        # Reckoning an interval takes time that short runs would notice.
        if time.perf_counter() - self._told > _NEWS_SECONDS:
            self._told = time.perf_counter()
            self._bar.update(self._bar.task_ids[0], news=self._news(tidings))
        self._bar.update(self._bar.task_ids[0], completed=tidings.done)

    def hide(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _news(self, tidings: Tidings) -> str:
        passed = time.perf_counter() - self._began
        rate = (tidings.done - tidings.found) / max(passed, 1e-9)
        failed = f" · {tidings.failures:,} failed" if tidings.failures else ""
        return f"{rate:,.0f} runs/s{failed} · {spoken_interval(self._outcome, tidings.first)}"


def spoken_interval(outcome: str, interval: Interval) -> str:
    """Return an outcome with its interval, as far as they are known."""
    if math.isnan(interval.mean):
        return f"{outcome} –"
    if math.isnan(interval.low):
        return f"{outcome} {interval.mean:.3g}"
    return f"{outcome} {interval.mean:.3g} ({interval.low:.3g} to {interval.high:.3g})"


def spoken_time(seconds: float) -> str:
    """Return a time in the unit that people would use."""
    if seconds < _LONG_SECONDS:
        return f"{max(1, round(seconds))} s"
    if seconds < _LONG_MINUTES:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"
