from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from coopsim.documents import read_yaml, read_yaml_text
from coopsim.errors import InputError
from coopsim.scenario import load
from coopsim.scenario.json_schema import FILE_KEYS, ROOT, definitions, json_schema
from coopsim.scenario.shelves import shelf
from unit.scenario.samples import SOUND, write

FAULTS = Path(__file__).parents[2] / "faults"
SHIPPED = sorted(shelf().glob("*.yaml"))
SCHEMA = Draft202012Validator(json_schema())
# What one file alone does not show: other files, names that must exist, what fits together.
UNSEEN = {
    "bad-answer",
    "bad-intervention",
    "bad-table-cell",
    "does-not-fit",
    "extends-circle",
    "extends-missing",
    "extends-unknown-name",
    "listed-twice",
    "outside",
    "unknown-reference",
}
SHORT = """\
states:
  - {id: S, count: 3, gdp_busd: {low: 1, high: 9}, defence_share: 0.02, personnel_k: 5,
     latitude: 50, longitude: {low: 0, high: 9}, agenda: {climate: {low: -1, high: 1}}}
issues: [climate]
dyads: {S001-S002: {trade: 0.5}}
mechanisms:
  trust: off
  friction: 2
  damage: true
  response: {scale: off, cost: 2}
  budgets: {operations_share: 0.02}
start:
"""
LAYERS = """\
extends: sound.yaml
steps: null
states:
  EST: {gdp_busd: 50}
  FIN: null
threats:
  - {id: cyber, severity: 0.1}
mechanisms: {trust: {refusal_weight: null, memory_loss: 0.02}}
variants:
  calm:
    threats: {cyber: {severity: 0.2, schedule: null}}
    dyads: {EST-LVA: {trade: null}}
    partnerships: null
"""


def faults(values: Any) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in SCHEMA.iter_errors(values)]


def said(text: str) -> Any:
    return read_yaml_text(text, "s.yaml").plain()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", [*SHIPPED, FAULTS / "sound.yaml"], ids=lambda path: path.name)
def test_every_shipped_scenario_is_accepted(path: Path) -> None:
    assert faults(read_yaml(path).plain()) == []


@pytest.mark.parametrize("text", [SOUND, SHORT, SOUND + "variants:\n"])
def test_whatever_form_a_file_may_have_is_accepted(text: str, tmp_path: Path) -> None:
    load(write(tmp_path, text))
    assert faults(said(text)) == []


def test_a_layer_is_accepted(tmp_path: Path) -> None:
    write(tmp_path, SOUND, "sound.yaml")
    path = write(tmp_path, LAYERS)
    assert [state.id for state in load(path, variant="calm").states] == ["EST", "LVA"]
    assert faults(said(LAYERS)) == []


def test_tables_may_hold_what_the_file_leaves_out() -> None:
    assert faults(said("tables: {states: states.csv}\nthreats: []\n")) == []
    assert faults(said("threats: []\n")) == ["$: 'states' is a required property"]


@pytest.mark.parametrize("path", sorted((FAULTS / "broken").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_broken_scenario_that_shows_it_is_refused(path: Path) -> None:
    try:
        values = read_yaml(path).plain()
    except InputError:
        # Not even YAML, as far as coopsim reads it.
        return
    assert (faults(values) == []) is (path.stem in UNSEEN)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"replicate": 3}, "$: Additional properties are not allowed"),
        ({"steps": 0}, "$.steps: 0 is less than the minimum of 1"),
        ({"steps": 2.5}, "$.steps: 2.5 is not of type"),
        ({"title": 1984}, "$.title: 1984 is not of type"),
        ({"mechanisms": {"trust": 9}}, "$.mechanisms.trust: 9 is not valid"),
        ({"mechanisms": {"trust": "of"}}, "$.mechanisms.trust: 'of' is not valid"),
        ({"mechanisms": {"trusts": 1}}, "$.mechanisms: Additional properties"),
        ({"dyads": {"EST": {"trade": 1}}}, "$.dyads: 'EST' does not match"),
        ({"variants": {"calm": {"extends": "x.yaml"}}}, "$.variants.calm: Additional properties"),
        ({"variants": {"calm": {"steps": "ten"}}}, "$.variants.calm.steps: 'ten' is not of type"),
        ({"tables": {"threats": "x.csv"}}, "$.tables: Additional properties"),
    ],
)
def test_a_fault_is_told_at_its_place(change: dict[str, Any], told: str) -> None:
    assert any(fault.startswith(told) for fault in faults({**said(SOUND), **change}))


def test_entries_without_a_name_must_be_complete_in_a_layer() -> None:
    changed = said(LAYERS) | {"partnerships": [{"kind": "dialogue"}]}
    assert faults(changed) == ["$.partnerships[0]: 'members' is a required property"]


def test_every_key_is_explained() -> None:
    parts = {**definitions(), "file": {"properties": FILE_KEYS}}
    silent = [
        f"{part}.{key}"
        for part, told in parts.items()
        for key, value in told.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []
    assert parts[ROOT]["properties"]["states"]["items"] == {"$ref": "#/$defs/State"}


def test_the_schema_beside_the_scenarios_is_this_one() -> None:
    # Remade by: coopsim schema > scenarios/scenario.schema.json
    beside = Path("scenarios/scenario.schema.json").read_text(encoding="utf-8")
    assert json.loads(beside) == json_schema()
