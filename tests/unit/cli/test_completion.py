from __future__ import annotations

from pathlib import Path

import pytest
import typer

from coopsim.catalogue.registry import MECHANISMS
from coopsim.cli.application import app
from coopsim.cli.completion import mechanism_names, scenario_files, variant_names
from unit.cli.samples import small


def typed(source: str | None) -> typer.Context:
    """Return the context of a command line on which a scenario was typed."""
    context = typer.Context(typer.main.get_command(app))
    context.params["source"] = source
    return context


def test_shipped_scenarios_are_offered() -> None:
    assert "baseline" in scenario_files("")
    assert scenario_files("base") == ["baseline"]
    assert scenario_files("scenarios/b") == []


def test_mechanisms_are_offered() -> None:
    assert mechanism_names("") == sorted(MECHANISMS)
    assert mechanism_names("tr") == ["trust"]


def test_the_variants_of_the_typed_scenario_are_offered(tmp_path: Path) -> None:
    context = typed(small(tmp_path))
    assert variant_names(context, "") == ["calm"]
    assert variant_names(context, "d") == []


@pytest.mark.parametrize("source", [None, "no-such-scenario", "/no/such.yaml"])
def test_without_a_scenario_nothing_is_offered(source: str | None) -> None:
    assert variant_names(typed(source), "") == []
