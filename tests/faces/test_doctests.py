"""The examples in the docstrings of the public names give what they say."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["coopsim", "coopsim.model", "coopsim.agents"])
def test_the_examples_of_a_module_hold(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    results = doctest.testmod(import_module(name))
    assert results.failed == 0, capsys.readouterr().out
    assert results.attempted > 0
