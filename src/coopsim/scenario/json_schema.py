"""Describe scenario files in JSON Schema, for editors and for people who look a key up.

The keys, their ranges and meanings come from the schema of the scenario; what may be written
shorter, or left to another file, is added here. A schema sees one file: names that must exist,
and entries that only lack what another file or a table gives, are left to `coopsim validate`.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from coopsim.catalogue.registry import MAX_SCALE
from coopsim.scenario.population import MOST_STATES
from coopsim.scenario.schema import Scenario
from coopsim.scenario.tables import TABLES

Json: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ROOT: Final = "Scenario"
# The same description without what is required: a layer over something else.
LAYER: Final = "Layer"
_REFERENCE: Final = "#/$defs/"
_SWITCH: Final[Json] = {
    "anyOf": [
        {"type": "number", "minimum": 0.0, "maximum": MAX_SCALE},
        {"type": "boolean"},
        {"enum": ["on", "off"]},
    ]
}
# Keywords for a mapping say nothing about numbers, so one description can hold both.
_OR_RANGE: Final[Json] = {
    "type": ["number", "object"],
    "properties": {"low": {"type": "number"}, "high": {"type": "number"}},
    "required": ["low", "high"],
    "additionalProperties": False,
}
# What entries of a list are merged by.
_NAMED: Final = {
    "Dyad": ["from", "to"],
    "State": ["id"],
    "Threat": ["id"],
    "Institution": ["id"],
}
_COUNT: Final[Json] = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_STATES,
    "description": "Make so many synthetic states; the id is their prefix.",
}
# Keys that are dealt with before a scenario is complete.
FILE_KEYS: Final[Json] = {
    "extends": {
        "type": "string",
        "description": "Scenario that this file changes: a shipped one, or a file beside it.",
    },
    "tables": {
        "type": "object",
        "description": "CSV files beside this one with states, pairs of states, or partnerships.",
        "properties": {name: {"type": "string"} for name in TABLES},
        "additionalProperties": False,
    },
    "variants": {
        "type": ["object", "null"],
        "description": "Changes by name, chosen with --variant.",
        "additionalProperties": {"$ref": f"{_REFERENCE}{ROOT}{LAYER}"},
    },
}


def json_schema() -> Json:
    """Return the JSON Schema of scenario files.

    A file that extends another one or has tables may leave out what these give.
    """
    parts = definitions()
    layers = {f"{name}{LAYER}": _layer(part) for name, part in parts.items()}
    layer = layers[f"{ROOT}{LAYER}"]
    del layer["properties"]["variants"]
    layer["properties"]["tables"] = FILE_KEYS["tables"]
    top = {**layer, "type": "object", "properties": {**layer["properties"], **FILE_KEYS}}
    needs_nothing = [{"required": [key]} for key in ("extends", "tables")]
    return {
        "$schema": DIALECT,
        **top,
        "title": "Scenario of coopsim",
        "if": {"not": {"anyOf": needs_nothing}},
        "then": {"$ref": f"{_REFERENCE}{ROOT}"},
        "$defs": {**parts, **layers},
    }


def definitions() -> dict[str, Json]:
    """Return what a complete scenario and each of its parts may hold, by name of the part."""
    root = Scenario.model_json_schema()
    parts: dict[str, Json] = {name: joined(part) for name, part in root.pop("$defs").items()}
    parts[ROOT] = joined(root)
    keys: Json = parts[ROOT]["properties"]
    keys["variants"] = FILE_KEYS["variants"]
    keys["dyads"] |= {
        "type": ["array", "object"],
        "propertyNames": {"pattern": "^.+-.+$"},
        "additionalProperties": {"$ref": f"{_REFERENCE}Dyad{LAYER}"},
    }
    _allow_switches(parts)
    _allow_populations(parts["State"])
    return parts


def _allow_switches(parts: dict[str, Json]) -> None:
    """Let each mechanism be `on`, `off` or a scale instead of its numbers."""
    mechanisms: Json = parts["Mechanisms"]["properties"]
    for name, numbers in mechanisms.items():
        scale: Json = parts[numbers["$ref"].removeprefix(_REFERENCE)]["properties"]["scale"]
        scale |= _SWITCH
        meaning = parts[numbers["$ref"].removeprefix(_REFERENCE)]["description"]
        mechanisms[name] = {"description": meaning, "anyOf": [*_SWITCH["anyOf"], numbers]}


def _allow_populations(state: Json) -> None:
    """Let an entry make many states, with ranges in the place of numbers."""
    for name, value in state["properties"].items():
        if value.get("type") == "number":
            state["properties"][name] = {**value, **_OR_RANGE}
        elif value.get("additionalProperties", {}).get("type") == "number":
            value["additionalProperties"] |= _OR_RANGE
    state["properties"]["count"] = _COUNT


def joined(value: Json) -> Json:
    """Return a description in which `anyOf: [something, null]` has become one with two types.

    Editors then point at the value that is wrong, and not at the choice.
    """
    told = {key: _inside(each) for key, each in value.items() if key != "anyOf"}
    choices = [joined(each) for each in value.get("anyOf", ())]
    if len(choices) == 2 and choices[1] == {"type": "null"} and "type" in choices[0]:
        return {**told, **choices[0], "type": [choices[0]["type"], "null"]}
    return {**told, "anyOf": choices} if choices else told


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return joined(value)
    return [_inside(each) for each in value] if isinstance(value, list) else value


def _layer(part: Json) -> Json:
    """Return a part as it may stand in a layer: nothing is required, and null takes away."""
    loose = {key: each for key, each in part.items() if key not in {"required", "default"}}
    if "$ref" in loose:
        return {**loose, "$ref": f"{loose['$ref']}{LAYER}"}
    if "anyOf" in loose:
        return {**loose, "anyOf": [*map(_layer, loose["anyOf"]), {"type": "null"}]}
    if "enum" in loose:
        loose["enum"] = [*loose["enum"], None]
    if "type" in loose:
        loose["type"] = sorted({*_types(loose), "null"})
    if "properties" in loose:
        loose["properties"] = {name: _layer(each) for name, each in part["properties"].items()}
    if isinstance(loose.get("additionalProperties"), dict):
        loose["additionalProperties"] = _layer(loose["additionalProperties"])
    return loose | _entries(loose.get("items", {}))


def _types(value: Json) -> list[str]:
    kinds = value["type"]
    return kinds if isinstance(kinds, list) else [kinds]


def _entries(items: Json) -> Json:
    """Let entries stand in a list, or by id or position in a mapping, where null takes one away."""
    if "$ref" not in items:
        return {}
    part = items["$ref"]
    keys = _NAMED.get(part.removeprefix(_REFERENCE))
    return {
        "type": ["array", "null", "object"],
        # Entries that have no name replace the list below, so they must be complete.
        "items": {"$ref": f"{part}{LAYER}", "type": "object", "required": keys} if keys else items,
        "additionalProperties": {"$ref": f"{part}{LAYER}"},
    }
