from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from coopsim.cli import main
from unit.cli.samples import kept


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    made = kept(tmp_path, "--replicates", "2")
    capsys.readouterr()
    return made


def test_each_answer_names_the_next_question(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", str(folder), "--replicate", "1"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Decisions in replicate 1 that can be asked about:")
    assert err.startswith(f"Next: coopsim why {folder} --actor ")
    assert err.endswith(" --replicate 1\n")
    assert main(shlex.split(err.removeprefix("Next: coopsim "))) == 0
    out, err = capsys.readouterr()
    assert out.startswith("In step ")
    assert "What turns it: one term changed by " in out
    assert err == ""


def test_why_not_leads_to_the_nearest_step(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for step in range(3):
        words = ["why", str(folder), "--actor", "EST", "--partner", "FIN", "--step", str(step)]
        assert main([*words, "--decision", "form"]) == 0
        found.append(capsys.readouterr())
    for out, err in found:
        is_absent = "nothing was decided that fits" in out
        assert is_absent is ("did not meet" in out)
        assert err.startswith("Next: ") is (is_absent and "It was decided in step" in out) or not (
            is_absent
        )


def test_machines_get_json_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", str(folder), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)["replicate"] == 0


def test_quiet_leaves_the_next_question_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["why", str(folder), "-q"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--actor", "ETS"], 'actor: no such state or attacker "ETS" in this run; did you mean'),
        (["--replicate", "2"], "replicate: must be between 0 and 1 (got 2)"),
        (["--step", "3"], "step: must be between 0 and 2 (got 3)"),
    ],
)
def test_what_does_not_exist_is_bad_input(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["why", str(folder), *words]) == 2
    assert said in capsys.readouterr().err
