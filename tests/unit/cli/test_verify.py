from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli import main
from unit.cli.samples import kept


def test_untouched_results_are_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path)
    capsys.readouterr()
    n_files = sum(path.is_file() for path in folder.rglob("*"))
    assert main(["verify", str(folder)]) == 0
    assert capsys.readouterr() == (f"{folder}: whole and untouched ({n_files} files)\n", "")
    assert main(["verify", str(folder), "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["verify", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "folder": str(folder),
        "whole": True,
        "files": n_files,
        "findings": [],
    }


def test_each_finding_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path)
    capsys.readouterr()
    (folder / "metrics.parquet").unlink()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["verify", str(folder), "-q"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        f"{folder}: not as it was written",
        "  metrics.parquet: is missing",
        "  notes.txt: was not written by coopsim",
    ]
    assert main(["verify", str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["whole"] is False
    assert [each["problem"] for each in told["findings"]] == ["missing", "extra"]


def test_a_folder_without_results_is_not_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "holds no results" in capsys.readouterr().out
