from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coopsim.errors import InputError
from coopsim.reports.of_sweep import report_of_sweep
from coopsim.reports.page import MARK
from coopsim.reports.parts import Report
from coopsim.reports.writing import write_report
from unit.analysis.sweeping import formula_swept
from unit.reports.test_of_sweep import ALONE, share


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return report_of_sweep(formula_swept(tmp_path, share, **ALONE))


def test_equal_reports_give_equal_pages(report: Report, tmp_path: Path) -> None:
    (first,) = write_report(report, tmp_path / "deep" / "one.html")
    (second,) = write_report(report, tmp_path / "two.html")
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == ["one.html"]


def test_an_older_report_is_replaced_and_nothing_else_is(report: Report, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"{MARK}old", encoding="utf-8")
    write_report(report, page)
    assert page.stat().st_size > 1_000_000
    page.write_text("my own notes", encoding="utf-8")
    with pytest.raises(InputError, match="is there, and is no report; name another file with -o"):
        write_report(report, page)
    with pytest.raises(InputError, match="is a folder"):
        write_report(report, tmp_path)
    assert page.read_text(encoding="utf-8") == "my own notes"


def test_tables_have_every_point(report: Report, tmp_path: Path) -> None:
    files = write_report(report, tmp_path / "page.html", ("csv",))
    with (tmp_path / "page-heat-map-collective_response.csv").open(encoding="utf-8") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["a", "b", "mean", "95 % interval", "runs"]
    assert len(rows) == 7
    assert len(files) == 1 + len(report.exhibits)
