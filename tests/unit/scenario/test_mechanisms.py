from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from coopsim.catalogue.registry import CORE, FULL, MAX_SCALE, MECHANISMS, n_parameters
from coopsim.scenario.mechanisms import (
    Mechanisms,
    MechanismSetting,
    WrittenMechanisms,
    by_profile,
    in_registry_order,
    settings_of,
)

ADAPTER: TypeAdapter[dict[str, MechanismSetting]] = TypeAdapter(Mechanisms)


def read(written: Any) -> dict[str, MechanismSetting]:
    return ADAPTER.validate_python(written)


@pytest.mark.parametrize("profile", [CORE, FULL])
def test_a_profile_says_what_is_on_unless_named(profile: str) -> None:
    settings = by_profile({"profile": profile})
    assert list(settings) == list(MECHANISMS)
    for name, setting in settings.items():
        assert setting.scale == float(MECHANISMS[name].profile in {CORE, profile})
        assert setting.parameters == {
            each.name: each.default for each in MECHANISMS[name].parameters.values()
        }


def test_what_is_named_is_on_in_every_profile() -> None:
    for name in MECHANISMS:
        assert settings_of({name: {}}, CORE)[name].scale == 1.0
        assert settings_of({name: "off"}, FULL)[name].scale == 0.0


@pytest.mark.parametrize(
    ("written", "scale"),
    [
        ("on", 1.0),
        ("off", 0.0),
        (True, 1.0),
        (False, 0.0),
        (0, 0.0),
        (2.5, 2.5),
        ({"scale": 0.5}, 0.5),
        ({"scale": "off"}, 0.0),
        ({"scale": True}, 1.0),
        ({}, 1.0),
    ],
)
def test_a_mechanism_is_switched_or_scaled(written: Any, scale: float) -> None:
    assert read({"trust": written})["trust"].scale == scale


def test_parameters_are_set_and_the_others_keep_their_defaults() -> None:
    setting = read({"trust": {"refusal_weight": 3}})["trust"]
    assert setting.parameters["refusal_weight"] == 3.0
    assert setting.parameters["visibility"] == MECHANISMS["trust"].parameters["visibility"].default


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ({"trust": MAX_SCALE + 1}, ("trust", "scale")),
        ({"trust": -1}, ("trust", "scale")),
        ({"trust": "maybe"}, ("trust", "scale")),
        ({"trust": None}, ("trust", "scale")),
        ({"trust": [1]}, ("trust", "scale")),
        ({"trust": {"refusal_weight": 0.5}}, ("trust", "refusal_weight")),
        ({"trust": {"refusal_weight": "3"}}, ("trust", "refusal_weight")),
        ({"trust": {"weight": 3}}, ("trust", "weight")),
        ({"truth": "on"}, ("truth",)),
    ],
)
def test_errors_have_their_address(written: Any, address: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match=address[-1]) as caught:
        read(written)
    assert [error["loc"] for error in caught.value.errors()] == [address]


def test_values_stand_at_their_places_in_the_registry() -> None:
    values = in_registry_order(read({"trust": {"scale": 0.5, "refusal_weight": 3}}))
    assert len(values) == n_parameters()
    trust = MECHANISMS["trust"]
    assert values[trust.switch] == 0.5
    assert values[trust.parameters["refusal_weight"].index] == 3.0
    assert values[MECHANISMS["damage"].switch] == 1.0


def test_what_is_written_back_reads_as_the_same() -> None:
    settings = read({"trust": {"scale": 0.5, "refusal_weight": 3}, "damage": "off"})
    written = ADAPTER.dump_python(settings)
    assert written["damage"]["scale"] == 0.0
    assert written["trust"]["refusal_weight"] == 3.0
    assert read(written) == settings


def test_help_texts_come_from_the_registry() -> None:
    schema = WrittenMechanisms.model_json_schema()["$defs"]["LogisticsMechanism"]
    assert schema["properties"]["reach_km"]["unit"] == "km a month"
    assert schema["properties"]["reach_km"]["description"].endswith("[km a month]")
    assert schema["description"] == MECHANISMS["logistics"].meaning
