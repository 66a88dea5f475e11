from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coopsim.analysis.history import calibrating, scoring, validation
from coopsim.analysis.history.calibrating import Trial
from coopsim.analysis.history.facts import facts
from coopsim.analysis.history.scoring import Merit, Score
from coopsim.cli import main

WORLD = "world-1950"
FACTS = [fact for fact in facts() if fact.world == WORLD][:3]
SCORES = [
    Score(FACTS[0], (0.64, 0.66), {"frozen": (0.4, 0.4), "rewired": (0.65, 0.65)}),
    Score(FACTS[1], (math.nan, math.nan), {"frozen": (0.5, 0.5)}),
    Score(replace(FACTS[2], measure="honoured"), (0.9, 0.95), {}),
]


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Score without running anything; what was asked for is noted."""
    asked: list[Any] = []

    def score(scenario: Any, world: str, replicates: int, **_: Any) -> list[Score]:
        asked.append((scenario.name, world, replicates))
        return SCORES

    def merits(_: Any, world: str, replicates: int, __: Any) -> list[Merit]:
        asked.append((world, replicates))
        return [Merit("accession", (FACTS[0],), (FACTS[1],), ()), Merit("trust", (), (), ())]

    def calibrate(source: str, replicates: int, _: Any) -> list[Trial]:
        asked.append((source, replicates))
        return [Trial({"mechanisms.partnering.hurdle": 0.5}, (SCORES[0],), 0.25)]

    monkeypatch.setattr(scoring, "score", score)
    monkeypatch.setattr(validation, "merits", merits)
    monkeypatch.setattr(calibrating, "calibrate", calibrate)
    return asked


def test_the_model_stands_beside_the_record_and_the_nulls(
    capsys: pytest.CaptureFixture[str], made_up: list[Any]
) -> None:
    assert main(["validate-model", WORLD, "--replicates", "2"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert "frozen" in lines[0]
    assert "nearer than every null" in lines[0]
    assert lines[1] == WORLD
    assert lines[2].split()[:6] == ["density", "1960", "0.642", "to", "0.643", "0.65"]
    assert "as the model" in lines[2]
    assert "–" in lines[3]
    assert "of 3 facts held out, 1 are inside, and in 1 of 2 with nulls" in err
    assert made_up == [(WORLD, WORLD, 2)]


def test_rows_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate-model", WORLD, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert rows[0]["inside"] is True
    assert rows[0]["nulls"]["rewired"] == {"median": 0.65, "distance": None}
    assert rows[1]["median"] is None
    assert rows[1]["distance"] is None
    assert rows[2]["better"] is None


def test_a_page_and_its_tables_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["validate-model", WORLD, "-o", str(folder)]) == 0
    assert {each.name for each in folder.iterdir()} == {
        "validation.html", "validation.csv", "validation.json",
    }  # fmt: skip
    rows = list(csv.reader((folder / "validation.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 1 + len(SCORES)
    assert "world-1950 beside the record" in (folder / "validation.html").read_text("utf-8")
    assert main(["validate-model", WORLD, "-o", str(folder)]) == 2
    assert "is not an empty folder" in capsys.readouterr().err


def test_mechanisms_and_points_are_shown(
    capsys: pytest.CaptureFixture[str], made_up: list[Any]
) -> None:
    assert main(["validate-model", WORLD, "--mechanisms", "--replicates", "3"]) == 0
    assert "accession" in capsys.readouterr().out
    assert main(["validate-model", WORLD, "--mechanisms", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)[WORLD]
    assert told[0]["farther"] == [FACTS[1].name]
    assert main(["validate-model", "--calibrate"]) == 0
    assert capsys.readouterr().out.split()[:3] == ["loss", "hurdle", "density"]
    assert main(["validate-model", "--calibrate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["loss"] == 0.25
    assert made_up[-1] == ("calibration", 1)


def test_only_worlds_of_the_record_can_be_held_against_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["validate-model", "baseline"]) == 2
    assert 'no fact is about a world named "baseline"' in capsys.readouterr().err
