"""Mechanisms of the model as keys of a scenario: on, off, scaled, with their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

# Importing the declarations fills the registry.
from coopsim.catalogue import mechanisms as _declarations  # noqa: F401 (imported for its effect)
from coopsim.catalogue.registry import (
    CORE,
    FULL,
    MAX_SCALE,
    MECHANISMS,
    Mechanism,
    n_parameters,
)
from coopsim.scenario.described import Part, explained

_SWITCH = {"on": 1.0, "off": 0.0}


class MechanismSetting(Part):
    """Say how strongly a mechanism acts, and with which numbers.

    Attributes:
        scale: 0 is off, 1 is on.
        parameters: its numbers by name, complete.
    """

    scale: float
    parameters: dict[str, float]


class _Written(Part):
    """Be the parent of what a scenario may write below a mechanism."""

    @model_validator(mode="before")
    @classmethod
    def _scale_alone(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"scale": value}


def _read_switch(value: Any) -> Any:
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and value in _SWITCH:
        return _SWITCH[value]
    # What is left is a number, whose bounds the schema checks.
    if not isinstance(value, int | float):
        raise PydanticCustomError("switch", "must be on, off or a number")
    return value


_Scale = Annotated[
    float,
    BeforeValidator(_read_switch, json_schema_input_type=float | bool | Literal["on", "off"]),
]


def _keys_of(mechanism: Mechanism) -> type[_Written]:
    parameters: dict[str, Any] = {
        each.name: (
            float,
            Field(
                each.default,
                ge=each.low,
                le=each.high,
                description=explained(each.meaning, each.unit),
                json_schema_extra={"unit": each.unit, "source": each.source},
            ),
        )
        for each in mechanism.parameters.values()
    }
    scale = Field(1.0, ge=0.0, le=MAX_SCALE, description="Strength: 0 or off, 1 or on.")
    keys = {"scale": (_Scale, scale), **parameters}
    name = f"{mechanism.name.capitalize()}Mechanism"
    return create_model(name, __base__=_Written, __doc__=mechanism.meaning, **keys)


# Made from the registry, so that a new mechanism is a key of the scenario at once.
_models: dict[str, Any] = {
    name: (model, Field(default_factory=model, description=MECHANISMS[name].meaning))
    for name, model in ((each.name, _keys_of(each)) for each in MECHANISMS.values())
}
# What may stand below `mechanisms:`; one key for each mechanism of the registry.
WrittenMechanisms: type[Part] = create_model("Mechanisms", __base__=Part, **_models)


def settings_of(value: Any, profile: str) -> dict[str, MechanismSetting]:
    """Return every mechanism as a scenario sets it.

    A mechanism that the scenario names is on unless it says otherwise; one that it does not
    name is on if it belongs to the profile.
    """
    # A ValidationError raised in here reaches the user with its path completed.
    written = WrittenMechanisms.model_validate(value).model_dump(exclude_unset=True)
    settings = {}
    for name, declared in MECHANISMS.items():
        is_on = name in written or profile == FULL or declared.profile == CORE
        keys = dict(written.get(name, {}))
        scale = keys.pop("scale", 1.0 if is_on else 0.0)
        defaults = {each.name: each.default for each in declared.parameters.values()}
        settings[name] = MechanismSetting(scale=scale, parameters={**defaults, **keys})
    return settings


def by_profile(given: Mapping[str, Any]) -> dict[str, MechanismSetting]:
    """Return the mechanisms of a scenario that names none, from what was read before them."""
    return settings_of({}, given.get("profile", CORE))


def _read(value: Any, given: ValidationInfo) -> dict[str, MechanismSetting]:
    return settings_of(value, (given.data or {}).get("profile", CORE))


def as_written(mechanisms: Mapping[str, MechanismSetting]) -> dict[str, dict[str, float]]:
    """Return scales and parameters as a scenario file writes them."""
    return {
        name: {"scale": setting.scale, **setting.parameters} for name, setting in mechanisms.items()
    }


Mechanisms = Annotated[
    dict[str, MechanismSetting],
    PlainValidator(_read, json_schema_input_type=WrittenMechanisms),
    PlainSerializer(as_written),
]


def in_registry_order(mechanisms: dict[str, MechanismSetting]) -> list[float]:
    """Return scales and parameters at their places in ``world.parameters``."""
    values = [0.0] * n_parameters()
    for name, declared in MECHANISMS.items():
        values[declared.switch] = mechanisms[name].scale
        for each in declared.parameters.values():
            values[each.index] = mechanisms[name].parameters[each.name]
    return values
