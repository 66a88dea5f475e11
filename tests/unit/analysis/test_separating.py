from __future__ import annotations

import pytest

from coopsim.analysis.separating import changes_between
from coopsim.errors import InputError
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from unit.analysis.samples import base


def differing(**settings: object) -> Scenario:
    return altered(base(), set=settings)


def test_equal_scenarios_have_nothing_between_them() -> None:
    assert changes_between(base(), base()) == []
    assert changes_between(base(), differing(title="Other", seed=7, replicates=3)) == []


def test_one_key_of_all_states_is_one_change() -> None:
    second = altered(
        base(),
        set={"states[DEU].readiness": 0.7, "states[POL].readiness": 0.8, "states[POL].gdp_busd": 9},
    )
    found = {each.title: each.set for each in changes_between(base(), second)}
    assert found == {
        "states: readiness": {"states[DEU].readiness": 0.7, "states[POL].readiness": 0.8},
        "states: gdp_busd": {"states[POL].gdp_busd": 9.0},
    }


def test_mechanisms_institutions_threats_and_parts_are_changes() -> None:
    settings: dict[str, object] = {
        "mechanisms.trust.memory_loss": 0.03, "mechanisms.trust.scale": 2,
        "threats[cyber].severity": 0.2, "institutions[PACT].obligation": 0.9,
        "partnerships": [{"kind": "dialogue", "members": ["DEU", "POL"]}],
    }  # fmt: skip
    found = {each.title: set(each.set) for each in changes_between(base(), differing(**settings))}
    assert found == {
        "institutions[PACT]": {"institutions[PACT].obligation"},
        "mechanisms.trust": {"mechanisms.trust.memory_loss", "mechanisms.trust.scale"},
        "partnerships": {"partnerships"},
        "threats[cyber]": {"threats[cyber].severity"},
    }


def test_all_changes_together_make_the_second_scenario() -> None:
    second = altered(
        base(),
        set={"states[DEU].readiness": 0.7, "dyads[DEU-FRA].trust": 0.9, "threats[cyber].haul": 0.5},
        without=["friction"],
    )
    settings: dict[str, object] = {}
    for change in changes_between(base(), second):
        settings |= change.set
    assert altered(base(), set=settings).sha256() == second.sha256()


def test_another_cast_can_not_be_taken_apart() -> None:
    second = altered(base(), set={"states[POL]": None})
    with pytest.raises(InputError, match="states: the two scenarios don't have the same ones"):
        changes_between(base(), second)
