from __future__ import annotations

import json

import pytest

from coopsim.analysis import directions as analysis
from coopsim.analysis.directions import Verdict
from coopsim.analysis.expectations import Direction, Effect, directions
from coopsim.cli import main
from coopsim.statistics import Interval

MEANS = {"help_delay_months": 0.5, "help_effect": float("nan")}


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Judge without running anything; what was asked for is noted."""
    asked: list[tuple[int, int]] = []

    def judge(direction: Direction, *, draws: int, replicates: int) -> list[Verdict]:
        asked.append((draws, replicates))
        return [_verdict(direction, effect) for effect in direction.effects]

    monkeypatch.setattr(analysis, "judge", judge)
    return asked


def _verdict(direction: Direction, effect: Effect) -> Verdict:
    mean = MEANS.get(effect.metric, 0.0)
    return Verdict(direction, effect, 0.95, Interval(mean, mean - 0.1, mean + 0.1, 3), mean == 0.5)


def test_verdicts_are_shown(
    capsys: pytest.CaptureFixture[str], made_up: list[tuple[int, int]]
) -> None:
    assert main(["directions", "friction", "--draws", "7", "--replicates", "2"]) == 0
    out, err = capsys.readouterr()
    heading, first, second = (line.split() for line in out.splitlines())
    assert heading == ["direction", "metric", "expected", "effect", "interval", "share", "holds"]
    assert first == [
        "friction", "help_delay_months", "above", "0.01", "0.5", "0.4", "to", "0.6", "95%", "yes",
    ]  # fmt: skip
    assert second[:4] == ["friction", "help_effect", "below", "-0.02"]
    assert second[-1] == "no"
    assert err == "1 of 2 effects hold in 7 draws of 2 pairs of runs.\n"
    assert made_up == [(7, 2)]


def test_verdicts_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directions", "friction", "--json", "-q"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["draws"], found["replicates"]) == (analysis.DRAWS, analysis.REPLICATES)
    delay, effect = found["effects"]
    assert delay["direction"] == "friction"
    assert delay["title"] == directions()["friction"].title
    assert (delay["sign"], delay["smallest"], delay["share"]) == ("+", 0.01, 0.95)
    assert (delay["mean"], delay["low"], delay["high"]) == (0.5, 0.4, 0.6)
    assert (delay["holds"], delay["open"]) == (True, "")
    assert effect["mean"] is None


def test_all_are_tried_if_none_is_named(
    capsys: pytest.CaptureFixture[str], made_up: list[tuple[int, int]]
) -> None:
    assert main(["directions", "-v"]) == 0
    out, err = capsys.readouterr()
    assert len(made_up) == len(directions())
    assert "within ±" in out
    assert directions()["unanimity"].title in err


def test_a_name_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directions", "frictoin"]) == 2
    assert "frictoin: no such direction" in capsys.readouterr().err
