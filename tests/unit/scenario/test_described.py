"""Contract: every field that a scenario gives is a key of the schema, and says the same."""

from __future__ import annotations

import math

import pytest
from pydantic import BaseModel, ValidationError

from coopsim.scenario.actors import Dyad, Institution, Partnership, State
from coopsim.scenario.attackers import Attacker
from coopsim.scenario.dangers import Threat
from coopsim.scenario.described import (
    ATTACKER,
    DYAD,
    INSTITUTION,
    ORGANISATION,
    PARTNERSHIP,
    PARTNERSHIP_KIND,
    STATE,
    THREAT,
    Part,
    bounds_of,
    explained,
    optional_field,
    world_field,
)
from coopsim.scenario.kinds import PartnershipKind, ThreatKind
from coopsim.scenario.organisations import Organisation
from coopsim.world.fields import FIELDS, Field, fields_of

HOMES: dict[str, tuple[type[BaseModel], ...]] = {
    STATE: (State,),
    DYAD: (Dyad,),
    PARTNERSHIP: (Partnership,),
    PARTNERSHIP_KIND: (PartnershipKind,),
    INSTITUTION: (Institution,),
    THREAT: (Threat, ThreatKind),
    ATTACKER: (Attacker,),
    ORGANISATION: (Organisation,),
}
GIVEN = [field for block in FIELDS.values() for field in block.values() if field.given]
SETTING_A_FIELD = [
    (block, model, name)
    for block, models in HOMES.items()
    for model in models
    for name, key in model.model_fields.items()
    if isinstance(key.json_schema_extra, dict) and "unit" in key.json_schema_extra
]


class Sample(Part):
    """Hold one key of each sort."""

    gdp_busd: float = world_field(STATE, "gdp_busd")
    logistics: float = world_field(STATE, "logistics")
    severity: float | None = optional_field(THREAT, "severity")


@pytest.mark.parametrize("field", GIVEN, ids=lambda field: f"{field.block}.{field.name}")
def test_every_given_field_is_required_in_exactly_one_model_or_has_its_default(
    field: Field,
) -> None:
    homes = [model for model in HOMES[field.block] if field.name in model.model_fields]
    # A threat may replace a number of its kind; there it is None unless it is given.
    own = [each for each in homes if len(homes) == 1 or each is ThreatKind]
    assert len(own) == 1
    key = own[0].model_fields[field.name]
    assert key.description == explained(field.meaning, field.unit)
    if not key.is_required():
        assert key.default in (field.default, None)


@pytest.mark.parametrize(("block", "model", "name"), SETTING_A_FIELD)
def test_no_key_sets_a_field_that_is_not_given(
    block: str, model: type[BaseModel], name: str
) -> None:
    assert FIELDS[block][name].given, model


@pytest.mark.parametrize("block", HOMES)
def test_every_block_that_has_given_fields_has_a_model(block: str) -> None:
    assert any(field.given for field in fields_of(block))
    assert {field.block for field in GIVEN} == set(HOMES)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("gdp_busd", -0.1, "greater than or equal to 0"),
        ("logistics", 0.04, "greater than or equal to 0.05"),
        ("logistics", 1.01, "less than or equal to 1"),
        ("severity", 1.5, "less than or equal to 1"),
        ("severity", "1", "valid number"),
        ("severity", True, "valid number"),
        ("gdp_busd", math.nan, "finite"),
        ("gdp_busd", math.inf, "finite"),
        ("gpd", 1, "not permitted"),
    ],
)
def test_bounds_and_types_are_those_of_the_declaration(
    key: str, value: object, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        Sample.model_validate({"gdp_busd": 1, key: value})


def test_defaults_are_those_of_the_declaration() -> None:
    sample = Sample.model_validate({"gdp_busd": 3})
    assert (sample.gdp_busd, sample.logistics, sample.severity) == (3.0, 0.5, None)
    assert type(sample.gdp_busd) is float


def test_parts_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Sample.model_validate({"gdp_busd": 3}).gdp_busd = 4.0  # type: ignore[misc]  # the point


def test_bounds_may_be_open() -> None:
    assert bounds_of(STATE, "gdp_busd") == (0.0, math.inf)
    assert bounds_of(STATE, "latitude") == (-90.0, 90.0)


def test_units_stand_behind_the_meaning() -> None:
    assert explained("Length.", "km") == "Length [km]"
    assert explained("A share.", "1") == "A share."
