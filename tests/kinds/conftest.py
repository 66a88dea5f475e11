"""Let a rule of one's own be named: pytest tests/kinds --rule mypackage.rules:prudent."""

from __future__ import annotations

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; pytest asks only when this folder is what it was told to test."""
    parser.addoption("--rule", metavar="MODULE:FUNCTION", help="Decision rule to put to the test.")
    # These tests look inside a step, which compiled code does not let them.
    os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
