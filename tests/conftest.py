"""What all tests share: equal examples on every machine, and nothing skipped in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("coopsim", derandomize=True, deadline=None, database=None)
settings.load_profile("coopsim")

TESTS = Path(__file__).parent
INTERPRETED = ("unit", "contracts", "kinds")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as compiled every test outside the folders that run without the compiler."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] not in INTERPRETED:
            item.add_marker(pytest.mark.compiled)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not run, and hand it on to the last line of ``make test``."""
    lines = sorted({not_run(report) for report in terminalreporter.stats.get("skipped", [])})
    if not lines:
        return
    terminalreporter.section("NOT RUN", red=True, bold=True)
    for line in lines:
        terminalreporter.write_line(f"NOT RUN: {line}", red=True, bold=True)
    collected = os.environ.get("COOPSIM_NOT_RUN")
    if collected:
        with Path(collected).open("a", encoding="utf-8") as file:
            file.writelines(f"NOT RUN: {line}\n" for line in lines)


def not_run(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the name of a skipped test or file and the reason given for skipping it."""
    # A skip keeps (file, line, reason); other outcomes have other forms.
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return f"{report.nodeid}: {reason.removeprefix('Skipped: ')}"
