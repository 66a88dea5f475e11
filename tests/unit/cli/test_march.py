from __future__ import annotations

import math

import pytest

from coopsim.cli.march import March, spoken_interval, spoken_time
from coopsim.cli.talk import Talk
from coopsim.cli.watch import COMPILING
from coopsim.runs.sweeps.course import Tidings
from coopsim.statistics import Interval

HALF = Tidings(done=50, total=100, found=10, failures=2, mean=0.25, sd=0.1, n=5)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.6, "60 s"), (150.0, "2 min"), (5000.0, "83 min"), (9000.0, "2.5 h")],
)
def test_a_time_is_told_in_its_unit(seconds: float, words: str) -> None:
    assert spoken_time(seconds) == words


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(0.25, 0.2, 0.3, 5), "trust 0.25 (0.2 to 0.3)"),
        (Interval(0.25, math.nan, math.nan, 1), "trust 0.25"),
        (Interval(math.nan, math.nan, math.nan, 0), "trust –"),
    ],
)
def test_an_interval_is_told_as_far_as_it_is_known(interval: Interval, words: str) -> None:
    assert spoken_interval("trust", interval) == words


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with March(Talk(), "trust", compiles=False) as watched:
        watched.tell(HALF)
    assert watched.done == 50
    assert capsys.readouterr() == ("", "")


def test_compiling_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with March(Talk(), "trust", compiles=True):
        assert capsys.readouterr().err == f"{COMPILING}\n"


def test_a_terminal_shows_rate_failures_and_the_first_outcome(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    clock = iter(range(0, 1000, 4))
    monkeypatch.setattr("coopsim.cli.march.time.perf_counter", lambda: float(next(clock)))
    with March(Talk(), "trust", compiles=False) as watched:
        watched.tell(HALF)
    shown = capsys.readouterr().err
    assert "runs/s · 2 failed · trust 0.25 (0.126 to 0.374)" in shown
    assert "50%" in shown
