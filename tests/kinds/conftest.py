"""Let a rule of one's own be named: pytest tests/kinds --rule mypackage.rules:prudent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; it is known if this folder is among what pytest was told to test."""
    parser.addoption("--rule", metavar="MODULE:FUNCTION", help="Decision rule to put to the test.")


def pytest_configure(config: pytest.Config) -> None:
    """Interpret the model if nothing but this folder is tested.

    These tests look inside a step, which compiled code does not let them. Pytest comes here late
    if it meets the folder among others, whose tests must not find the compiler switched off.
    """
    if all(Path(each.split("::")[0]).resolve().is_relative_to(FOLDER) for each in config.args):
        os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
