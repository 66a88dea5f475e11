from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli import main
from unit.cli.samples import SMALL, small

OK = "ok: 3 states, 0 institutions, 1 threat, 3 steps"


def broken(folder: Path) -> str:
    path = folder / "broken.yaml"
    path.write_text(SMALL.replace("severity: 0.9", "severty: 7"), encoding="utf-8")
    return str(path)


def test_a_sound_scenario_is_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small(tmp_path)
    assert main(["validate", path]) == 0
    assert capsys.readouterr() == (f"{path}: {OK}\n", "")
    assert main(["validate", path, "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_every_fault_of_every_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, wrong = small(tmp_path), broken(tmp_path)
    assert main(["validate", wrong, path, "no-such-scenario"]) == 2
    out, err = capsys.readouterr()
    assert out == f"{path}: {OK}\n"
    assert f"{wrong}:11:54: threats[cyber].severty: unknown key\n" in err
    assert '^ did you mean "severity"?\n' in err
    assert "threats[cyber].severity: is required\n" in err
    assert "no-such-scenario: no such scenario" in err


def test_machines_get_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, wrong = small(tmp_path), broken(tmp_path)
    assert main(["validate", path, wrong, "--json"]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    sound, faulty = json.loads(out)
    assert sound == {
        "file": path,
        "ok": True,
        "name": "small",
        "states": 3,
        "institutions": 0,
        "threats": 1,
        "steps": 3,
        "faults": [],
    }
    assert (faulty["file"], faulty["ok"], len(faulty["faults"])) == (wrong, False, 2)
    assert {
        "file": wrong,
        "line": 11,
        "column": 54,
        "path": "threats[cyber].severty",
        "message": "unknown key",
        "hint": 'did you mean "severity"?',
    } in faulty["faults"]


def test_machines_get_faults_without_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "no-such-scenario", "--json"]) == 2
    (told,) = json.loads(capsys.readouterr().out)
    (fault,) = told["faults"]
    assert (fault["file"], fault["line"], fault["column"]) == (None, None, None)


def test_sound_files_end_well_for_machines_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", small(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["ok"] is True
