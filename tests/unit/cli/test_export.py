from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.cli import main
from unit.analysis.sweeping import formula_swept
from unit.analysis.test_swept import GRID, value
from unit.cli.samples import kept


def test_a_run_becomes_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = kept(tmp_path), tmp_path / "run.html"
    capsys.readouterr()
    assert main(["export", str(folder), "-o", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{file}: 0.")
    assert said.endswith(" MB; open it in any browser\n")
    first = file.read_bytes()
    assert b"<title>Three states</title>" in first
    assert main(["export", str(folder), "-o", str(file), "-q"]) == 0
    assert file.read_bytes() == first


def test_two_runs_become_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = kept(tmp_path), tmp_path / "two.html"
    assert main(["export", str(folder), "--against", str(folder), "-o", str(file)]) == 0
    assert capsys.readouterr().err == ""
    assert file.read_text(encoding="utf-8").count('class="film"') == 2


def test_a_wrong_name_is_told_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "run.pdf")]) == 2
    assert "is no name of a page" in capsys.readouterr().err


def test_a_folder_without_results_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "run.html")]) == 1
    assert "holds no results" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_becomes_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swept, file = formula_swept(tmp_path, value, **GRID), tmp_path / "sweep.html"
    assert main(["export", str(swept.place), "-o", str(file)]) == 0
    assert capsys.readouterr().out.endswith(" MB; open it in any browser\n")
    assert file.read_text(encoding="utf-8").count('class="atlas"') == 1


def test_a_sweep_that_is_not_finished_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swept, file = formula_swept(tmp_path, value, **GRID), tmp_path / "sweep.html"
    (swept.place / "manifest.json").unlink()
    assert main(["export", str(swept.place), "-o", str(file)]) == 1
    assert "is not finished" in capsys.readouterr().err
    assert not file.exists()
