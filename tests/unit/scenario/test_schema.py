from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.catalogue.registry import n_parameters
from coopsim.errors import InputError
from coopsim.scenario import Scenario
from coopsim.scenario.kinds import shipped_threats
from unit.scenario.samples import state, values

DROUGHT = {
    "title": "Drought",
    "meaning": "No rain.",
    "exposure": "climate_exposure",
    "need_share": 0,
    "duration_months": 1,
    "severity_spread": 0,
}


def scenario(**keys: Any) -> Scenario:
    return Scenario.model_validate(values(**keys))


def test_a_scenario_is_complete_with_defaults() -> None:
    made = scenario()
    assert (made.steps, made.step_months, made.seed, made.replicates) == (120, 1.0, 0, 1)
    assert (made.start, made.issues, made.threats, made.dyads) == (None, (), (), ())
    assert len(made.parameter_values()) == n_parameters()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "Upper"),
        ("name", "-dash"),
        ("start", "2025-13"),
        ("start", "2025"),
        ("steps", 0),
        ("steps", 100_001),
        ("steps", 12.0),
        ("steps", True),
        ("step_months", 0.05),
        ("step_months", 13),
        ("seed", -1),
        ("seed", 2**63),
        ("replicates", 0),
        ("issues", ["1st"]),
        ("states", []),
        ("colour", "blue"),
    ],
)
def test_a_scenario_is_checked(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        scenario(**{key: value})


def test_agendas_are_completed_in_the_order_of_the_issues() -> None:
    states = [state("AAA", agenda={"b": 0.5}, salience={"a": 0.1})]
    made = scenario(issues=["a", "b"], states=states).states[0]
    assert list(made.agenda.items()) == [("a", 0.0), ("b", 0.5)]
    assert list(made.salience.items()) == [("a", 0.1), ("b", 1.0)]


def test_kinds_are_the_shipped_ones_and_its_own() -> None:
    made = scenario(kinds={"threats": {"drought": DROUGHT}})
    assert list(made.threat_kinds()) == [*shipped_threats(), "drought"]
    assert "drought" not in scenario().threat_kinds()
    assert "dialogue" in made.partnership_kinds()
    assert "unanimity" in made.decision_rules()


def test_without_switches_off_and_keeps_the_parameters() -> None:
    made = scenario(mechanisms={"trust": {"refusal_weight": 3}})
    off = made.without("trust", "damage")
    assert (off.mechanisms["trust"].scale, off.mechanisms["damage"].scale) == (0.0, 0.0)
    assert off.mechanisms["trust"].parameters["refusal_weight"] == 3.0
    assert made.mechanisms["trust"].scale == 1.0
    assert "scale: 0.0  # --without" in off.resolved_yaml()
    assert "# --without" not in made.resolved_yaml()


def test_without_tells_every_unknown_name() -> None:
    with pytest.raises(InputError, match=r'did you mean "trust"\?') as caught:
        scenario().without("trus", "damage", "nothing")
    assert [fault.path for fault in caught.value.faults] == ["trus", "nothing"]


def test_the_hash_depends_on_values_only() -> None:
    one = scenario(steps=24, mechanisms={"trust": "on"}, step_months=1)
    other = Scenario.model_validate({"steps": 24, **values()})
    assert one.sha256() == other.sha256()
    assert len(one.sha256()) == 64


@pytest.mark.parametrize(
    "keys",
    [
        {"seed": 1},
        {"title": "é"},
        {"mechanisms": {"trust": 0.5}},
        {"states": [state("BBB"), state("AAA")]},
        {"states": [state("AAA"), state("BBB", gdp_busd=1.0000000000000002)]},
    ],
)
def test_the_hash_changes_with_every_value(keys: dict[str, Any]) -> None:
    assert scenario(**keys).sha256() != scenario().sha256()


def test_values_read_as_the_same_scenario() -> None:
    made = scenario(dyads=[{"from": "AAA", "to": "BBB", "trust": 1}], mechanisms={"trust": 2})
    again = Scenario.model_validate(json.loads(json.dumps(made.values())))
    assert again == made
    assert again.sha256() == made.sha256()


def test_a_scenario_travels_between_processes() -> None:
    made = scenario().without("trust")
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert again.resolved_yaml() == made.resolved_yaml()


def test_every_key_is_explained() -> None:
    definitions = Scenario.model_json_schema(by_alias=True)
    for part in (definitions, *definitions["$defs"].values()):
        for name, key in part.get("properties", {}).items():
            assert key.get("description") or "$ref" in key, name


def test_importing_brings_nothing_heavy() -> None:
    heavy = ("numba", "numpy", "pandas", "pyarrow", "mesa", "rich", "typer")
    code = f"import sys, coopsim.scenario; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert out.stdout.strip() == "[]"
