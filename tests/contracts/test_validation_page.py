"""The page on validation says what the commands found, and only that."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from contracts.measures import ROOT
from coopsim.analysis.history.facts import facts

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def make_validation() -> ModuleType:
    """Load the script that makes the page."""
    spec = importlib.util.spec_from_file_location("make_validation", DOCS / "make_validation.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_not_stale(make_validation: ModuleType) -> None:
    assert make_validation.main(["--check"]) == 0


def test_what_was_found_is_of_the_facts_of_the_catalogue() -> None:
    rows = json.loads((DOCS / "validation.json").read_text(encoding="utf-8"))["rows"]
    found = [(each["world"], each["measure"], each["year"], *each["record"]) for each in rows]
    assert found == [(each.world, each.measure, each.year, each.low, each.high) for each in facts()]


def test_a_part_without_an_end_is_refused(make_validation: ModuleType) -> None:
    with pytest.raises(ValueError, match="a part has no end"):
        make_validation.rewritten("<!-- made summary -->\n")
