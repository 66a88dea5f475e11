"""A test that was not run is named at the end, and each test runs in the mode meant for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.measures import ROOT

SKIPPED = """
import pytest

@pytest.mark.skip(reason="no browser on this machine")
def test_page():
    pass

def test_other():
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project under the shared conftest: a unit test, and two others, one skipped."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("unit", "browser"):
        (tmp_path / "tests" / folder).mkdir(parents=True)
    shutil.copy(ROOT / "tests/conftest.py", tmp_path / "tests")
    (tmp_path / "tests/unit/test_unit.py").write_text("def test_unit(): pass\n", encoding="utf-8")
    (tmp_path / "tests/browser/test_page.py").write_text(SKIPPED, encoding="utf-8")
    return tmp_path


def run_tests(project: Path, *options: str) -> str:
    """Run the tests of a small project and return what pytest says."""
    environment = {**os.environ, "COOPSIM_NOT_RUN": str(project / "not-run.txt")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    finished = subprocess.run(
        command,
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def test_a_skipped_test_is_named_with_its_reason(project: Path) -> None:
    line = "NOT RUN: tests/browser/test_page.py::test_page: no browser on this machine\n"
    assert line in run_tests(project)
    assert (project / "not-run.txt").read_text(encoding="utf-8") == line


def test_nothing_is_said_if_all_were_run(project: Path) -> None:
    assert "NOT RUN" not in run_tests(project, "tests/unit")
    assert not (project / "not-run.txt").exists()


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        ("compiled", "1 passed, 1 skipped, 1 deselected"),
        ("not compiled", "1 passed, 2 deselected"),
    ],
)
def test_only_unit_tests_and_contracts_run_interpreted(
    project: Path, choice: str, outcome: str
) -> None:
    assert outcome in run_tests(project, "-m", choice)
