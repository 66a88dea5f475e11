from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli import main
from unit.analysis.sweeping import formula_swept
from unit.reports.test_of_sweep import ALONE, share


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    formula_swept(tmp_path, share, **{**ALONE, "question": "Why?"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sweep_is_reported_beside_its_folder(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "out"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Why?\nCollective response is 25% on average")
    assert out.endswith("The report is out-report.html\n")
    assert (here / "out-report.html").is_file()
    # What stands in the folder is what was written with the results.
    assert main(["verify", "out"]) == 0


def test_machines_get_the_answer_with_its_rows(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "out", "-o", "a.html", "--csv", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["report"], told["question"]) == ("a.html", "Why?")
    assert told["answer"][0]["rows"] == "0:11:2"
    assert all((here / each).is_file() for each in told["files"])


@pytest.mark.parametrize(
    ("remove", "message"), [("manifest.json", "not finished"), ("summary.parquet", "not finished")]
)
def test_what_is_not_finished_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], remove: str, message: str
) -> None:
    (here / "out" / remove).unlink()
    assert main(["report", "out"]) == 1
    assert message in capsys.readouterr().err
    assert not (here / "out-report.html").exists()


def test_a_run_is_reported_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "world.yaml", "-o", "ran", "--replicates", "2", "-q"]) == 0
    assert main(["report", "ran"]) == 0
    page = (here / "ran-report.html").read_text(encoding="utf-8")
    assert 'data-source="metrics.parquet" data-rows="0:8:1"' in page
    assert page.count('class="plot"') == 4
    assert "The report is ran-report.html" in capsys.readouterr().out
