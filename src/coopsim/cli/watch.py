"""Show that a run is under way: that it compiles, then how far it is."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final, Self

from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from coopsim.cli.talk import Talk

COMPILING: Final = "Compiling the model: this happens once and takes about a minute …"
# Runs that take less are over before anybody could read a bar.
_WORTH_A_BAR: Final = 2.0
_FIRST_GUESS: Final = 0.3


class Watch:
    """Watch a run, from before its first step to its end.

    Args:
        talk: where to show it.
        compiles: whether the first step has to be compiled.
    """

    def __init__(self, talk: Talk, *, compiles: bool) -> None:
        self._talk = talk
        self._compiles = compiles
        self._began = time.perf_counter()
        # Steps that were done when the clock was set: those that came with the compilation.
        self._before = 0
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        """Begin; say so if there is something to wait for."""
        if self._compiles:
            self._talk.say(COMPILING)
            if self._talk.is_live:
                self._show(TextColumn("{task.description}"), TimeElapsedColumn())
                self._add("  so far", None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take whatever moves off the screen."""
        self._hide()

    def tell(self, done: int, total: int) -> None:
        """Take note of the steps done, and of the steps in all."""
        if self._compiles:
            self._compiles = False
            self._hide()
            self._talk.say(f"Compiled in {time.perf_counter() - self._began:.0f} s.")
            self._began, self._before = time.perf_counter(), done
        elif self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done)
            if done == total:
                self.stage("Making tables")
        elif self._talk.is_live and self._is_long(done, total):
            self._show(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
            self._add("Running", total)

    def stage(self, title: str) -> None:
        """Show what is done now, if the run was long enough for a bar."""
        if self._bar is not None:
            self.task(title)

    def task(self, title: str) -> None:
        """Show what is done now, in place of what was shown before."""
        if self._talk.is_live:
            self._hide()
            self._show(TextColumn("{task.description}"), TimeElapsedColumn())
            self._add(f"{title} …", None)

    def _is_long(self, done: int, total: int) -> bool:
        passed = time.perf_counter() - self._began
        # The first steps of a run say little about the time that the others take.
        expected = passed * (total - self._before) / max(1, done - self._before)
        return passed > _FIRST_GUESS and expected > _WORTH_A_BAR

    def _show(self, *columns: ProgressColumn) -> None:
        self._bar = Progress(*columns, console=self._talk.asides, transient=True)
        self._bar.start()

    def _add(self, title: str, total: int | None) -> None:
        if self._bar is not None:
            self._bar.add_task(title, total=total)

    def _hide(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def watched(talk: Talk) -> Watch:
    """Make the watch of runs that are about to begin, compiling included."""
    from coopsim.compilation import cache_state, is_cached
    from coopsim.step import advance

    talk.detail(cache_state())
    # Asked before the first call, after which the model counts as compiled.
    return Watch(talk, compiles=not is_cached(advance))
