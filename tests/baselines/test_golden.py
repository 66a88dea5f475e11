"""Numbers change on purpose only; another seed changes them all."""

from __future__ import annotations

import json

import pytest

from baselines.golden import GOLDEN, SCENARIOS, measured
from coopsim.catalogue.registry import FULL, MECHANISMS


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_gives_the_golden_numbers(name: str) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))[name]
    found = measured(name)
    # The summary first: it says what moved, where a hash only says that something did.
    assert found["summary"] == golden["summary"]
    assert found["tables"] == golden["tables"]


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_what_is_off_changes_nothing_whatever_its_numbers_are(end: int) -> None:
    off: dict[str, object] = {}
    for each in MECHANISMS.values():
        if each.profile == FULL:
            off[f"mechanisms.{each.name}.scale"] = 0.0
            for one in each.parameters.values():
                off[f"mechanisms.{each.name}.{one.name}"] = (one.low, one.high)[end]
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))["baseline"]
    assert measured("baseline", settings=off) == golden


def test_another_seed_gives_another_history() -> None:
    one, other = measured("baseline", seed=0), measured("baseline", seed=1)
    assert all(one["tables"][name] != other["tables"][name] for name in one["tables"])
