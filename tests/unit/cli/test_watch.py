from __future__ import annotations

import io

import pytest
from rich.console import Console

from coopsim.cli import watch as watching
from coopsim.cli.talk import Talk
from coopsim.cli.watch import COMPILING, Watch, watched


class Clock:
    """Stand in for the module `time`: it says what the test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(watching, "time", stopped)
    return stopped


def at_terminal(*, quiet: bool = False) -> tuple[Talk, io.StringIO]:
    talk, shown = Talk(quiet=quiet), io.StringIO()
    talk.asides = Console(file=shown, force_terminal=True, width=80, _environ={"TERM": "xterm"})
    return talk, shown


def test_a_compilation_is_told_at_once_and_at_its_end(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Watch(Talk(), compiles=True) as watch:
        assert capsys.readouterr() == ("", f"{COMPILING}\n")
        clock.now += 21.0
        watch.tell(10, 200)
        watch.tell(20, 200)
    assert capsys.readouterr() == ("", "Compiled in 21 s.\n")


def test_without_a_compilation_nothing_is_said(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with Watch(Talk(), compiles=False) as watch:
        clock.now += 60.0
        watch.tell(1, 200)
        watch.stage("Writing the results")
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("clock")
def test_at_a_terminal_the_time_of_a_compilation_is_shown() -> None:
    talk, shown = at_terminal()
    with Watch(talk, compiles=True):
        assert "so far" in shown.getvalue()
        assert "0:00:0" in shown.getvalue()
    assert "Compiled" not in shown.getvalue()


@pytest.mark.parametrize(
    ("passed", "done", "is_shown"),
    [
        (1.0, 100, True),  # two seconds and more to come
        (1.0, 600, False),  # nearly over
        (0.1, 1, False),  # too early to know
        (30.0, 990, True),  # it took long already
    ],
)
def test_a_bar_is_for_what_takes_over_two_seconds(
    clock: Clock, passed: float, done: int, is_shown: bool
) -> None:
    talk, shown = at_terminal()
    with Watch(talk, compiles=False) as watch:
        clock.now += passed
        watch.tell(done, 1000)
        watch.tell(done, 1000)
    assert ("Running" in shown.getvalue()) is is_shown


def test_steps_that_came_with_the_compilation_do_not_count(clock: Clock) -> None:
    talk, shown = at_terminal()
    with Watch(talk, compiles=True) as watch:
        clock.now += 50.0
        watch.tell(500, 1000)
        clock.now += 0.5
        watch.tell(900, 1000)
    assert "Running" not in shown.getvalue()


def test_after_the_last_step_the_bar_says_what_comes_then(clock: Clock) -> None:
    talk, shown = at_terminal()
    with Watch(talk, compiles=False) as watch:
        watch.stage("Not long enough")
        clock.now += 5.0
        watch.tell(500, 1000)
        watch.tell(1000, 1000)
        watch.stage("Writing the results")
    screen = shown.getvalue()
    assert "Not long enough" not in screen
    assert screen.index("Running") < screen.index("Making tables …")
    assert screen.index("Making tables …") < screen.index("Writing the results …")


def test_a_task_is_shown_until_the_next_one() -> None:
    talk, shown = at_terminal()
    with Watch(talk, compiles=False) as watch:
        watch.task("Looking")
        watch.task("Measuring")
    screen = shown.getvalue()
    assert screen.index("Looking …") < screen.index("Measuring …")


def test_who_wants_quiet_sees_nothing_move(clock: Clock) -> None:
    talk, shown = at_terminal(quiet=True)
    with Watch(talk, compiles=True) as watch:
        clock.now += 21.0
        watch.tell(1, 1000)
        clock.now += 21.0
        watch.tell(2, 1000)
    assert shown.getvalue() == ""


def test_an_interrupted_bar_leaves_the_screen(clock: Clock) -> None:
    talk, shown = at_terminal()

    def interrupted() -> None:
        with Watch(talk, compiles=False) as watch:
            clock.now += 5.0
            watch.tell(500, 1000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"^$"):
        interrupted()
    # The cursor is shown again, and the line of the bar was erased.
    assert shown.getvalue().rstrip("\n").endswith("\x1b[2K")
    assert "\x1b[?25h" in shown.getvalue()


def test_a_watch_knows_whether_there_is_something_to_compile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    talk, shown = at_terminal()
    with watched(talk):
        assert "Compiling the model" not in shown.getvalue()
    monkeypatch.setattr("coopsim.compilation.is_cached", lambda _: False)
    with watched(talk):
        assert "Compiling the model" in shown.getvalue()
