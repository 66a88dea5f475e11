"""`coopsim why` in a process of its own, on a folder of a shipped scenario."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from cli.process import coopsim, python


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("why") / "out"
    ended = coopsim("run", "baseline", "-o", str(made), "--steps", "24", "--replicates", "1", "-q")
    assert (ended.code, ended.err) == (0, "")
    return made


def test_a_decision_is_explained(folder: Path) -> None:
    listed = coopsim("why", str(folder))
    assert listed.code == 0
    asked = shlex.split(listed.err.splitlines()[-1].removeprefix("Next: coopsim "))
    told = coopsim(*asked)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].startswith("In step ")
    assert any(line.startswith("What turns it: one term changed by ") for line in lines)
    assert any(line.startswith("Luck: with other draws ") for line in lines)


def test_json_of_a_question_without_an_answer(folder: Path) -> None:
    told = coopsim(
        "why", str(folder), "--actor", "FRA", "--partner", "DEU", "--step", "0", "--decision",
        "ratify", "--json",
    )  # fmt: skip
    assert (told.code, told.err) == (0, "")
    answer = json.loads(told.out)
    assert answer["absent"] == {"ratify": "the mechanism ratification is off"}
    assert answer["is_same_run"] is True


def test_python_answers_alike(folder: Path) -> None:
    code = f"import coopsim; print(coopsim.why({str(folder)!r}, step=3))"
    told = python("-c", code)
    assert told.err == ""
    assert told.out == coopsim("why", str(folder), "--step", "3").out


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    refused = coopsim("why", str(tmp_path))
    assert refused.code == 1
    assert "holds no results" in refused.err
