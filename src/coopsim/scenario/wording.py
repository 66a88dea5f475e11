"""Turn the schema's complaints into plain words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args, get_origin

import annotated_types
from pydantic import BaseModel, PlainValidator, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from coopsim.errors import abbreviated, suggestion
from coopsim.scenario.actors import ID_PATTERN
from coopsim.scenario.addressing import Address, Finding
from coopsim.scenario.schema import ISSUE_PATTERN, MONTH_PATTERN, NAME_PATTERN, Scenario

# Keys that are read before the schema is asked; a typing error may mean them.
TOP_KEYS = ("extends", "tables", "variants")
_ALSO_KNOWN: dict[Address, tuple[str, ...]] = {(): TOP_KEYS, ("states",): ("count",)}
_TYPES = {
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": 'must hold keys, as in "key: value"',
    "model_type": 'must hold keys, as in "key: value"',
    "model_attributes_type": 'must hold keys, as in "key: value"',
    "finite_number": "must be a finite number",
}
_PATTERNS = {
    ID_PATTERN: "must begin with a letter and have letters, digits and _ only, at most 24",
    ISSUE_PATTERN: "must begin with a letter and have letters, digits and _ only, at most 40",
    NAME_PATTERN: "must have small letters, digits and - only, at most 64",
    MONTH_PATTERN: "must be a month such as 2025-01",
}
_BOUNDS = {
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "less_than": "less than {lt}",
}


def schema_findings(
    error: ValidationError, schema: type[BaseModel] = Scenario
) -> Iterator[Finding]:
    """Yield the faults that a schema found, in plain words."""
    for each in error.errors(include_url=False):
        if not _is_consequence(each):
            yield _finding(each, FieldInfo.from_annotation(schema))


def _is_consequence(error: ErrorDetails) -> bool:
    """Say whether an error only follows from another one that is told already."""
    if error["type"] == "too_short":
        # Entries with faults are not counted.
        return bool(len(error["input"]) >= error["ctx"]["min_length"])
    return error["type"] == "default_factory_not_called"


def _finding(error: ErrorDetails, root: FieldInfo) -> Finding:
    address, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(address, root)
    field = _field_at(address, root)
    if kind == "missing":
        return Finding(address, "is required", (field and field.description) or "")
    # An error of pydantic holds the whole input; only a shortened form of it is shown.
    value = error["input"]
    word = _WORDS.get(kind)
    message, hint = word(error, field) if word else (error["msg"], "")
    return Finding(address, f"{message} (got {_got(value)})", hint)


def _unknown_key(address: Address, root: FieldInfo) -> Finding:
    key = str(address[-1])
    is_scenario = root.annotation is Scenario
    if is_scenario and len(address) == 1 and key in TOP_KEYS:
        message = "cannot be set here, only at the top of a scenario file"
        return Finding(address, message, at_key=True)
    field = _field_at(address[:-1], root)
    known = list(_keys_of(field)) if field else []
    if is_scenario:
        known += _ALSO_KNOWN.get(_names(address[:-1]), ())
    hint = suggestion(key, known) or f"known here: {', '.join(known)}"
    return Finding(address, "unknown key", hint, at_key=True)


def _type_words(error: ErrorDetails, _: FieldInfo | None) -> tuple[str, str]:
    value = error["input"]
    is_bare = error["type"] == "string_type" and isinstance(value, int | float)
    return _TYPES[error["type"]], f'write it in quotes: "{abbreviated(value)}"' if is_bare else ""


def _bound_words(error: ErrorDetails, field: FieldInfo | None) -> tuple[str, str]:
    low, high = _bounds(field) if field else (-math.inf, math.inf)
    if math.isfinite(low) and math.isfinite(high):
        return f"must be between {_number(low)} and {_number(high)}", ""
    limits = {key: _number(limit) for key, limit in error["ctx"].items()}
    return f"must be {_BOUNDS[error['type']].format(**limits)}", ""


def _literal_words(error: ErrorDetails, field: FieldInfo | None) -> tuple[str, str]:
    value = error["input"]
    choices = [str(each) for each in _choices(field.annotation)] if field else []
    hint = suggestion(value, choices) if isinstance(value, str) else ""
    return f"must be one of {', '.join(choices)}", hint


def _choices(annotation: Any) -> list[Any]:
    """Return the words of a Literal, also of one that may be left out."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [choice for each in get_args(annotation) for choice in _choices(each)]


def _pattern_words(error: ErrorDetails, _: FieldInfo | None) -> tuple[str, str]:
    return _PATTERNS[error["ctx"]["pattern"]], ""


def _length_words(error: ErrorDetails, _: FieldInfo | None) -> tuple[str, str]:
    least = error["ctx"]["min_length"]
    return f"must have at least {least} {'entry' if least == 1 else 'entries'}", ""


_WORDS: dict[str, Callable[[ErrorDetails, FieldInfo | None], tuple[str, str]]] = {
    **dict.fromkeys(_TYPES, _type_words),
    **dict.fromkeys(_BOUNDS, _bound_words),
    "literal_error": _literal_words,
    "string_pattern_mismatch": _pattern_words,
    "too_short": _length_words,
}


def _got(value: Any) -> str:
    return f"text {abbreviated(value)}" if isinstance(value, str) else abbreviated(value)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)


def _names(address: Address) -> Address:
    return tuple(part for part in address if isinstance(part, str))


def _bounds(field: FieldInfo) -> tuple[float, float]:
    low, high = -math.inf, math.inf
    for limit in field.metadata:
        match limit:
            case annotated_types.Ge(ge=float() | int() as bound):
                low = float(bound)
            case annotated_types.Le(le=float() | int() as bound):
                high = float(bound)
    return low, high


def _field_at(address: Address, root: FieldInfo) -> FieldInfo | None:
    """Return what the schema says about a value; None if it knows no such value."""
    field: FieldInfo | None = root
    for part in address:
        field = _inside(field, part) if field else None
    return field


def _inside(field: FieldInfo, part: str | int) -> FieldInfo | None:
    annotation = field.annotation
    if get_origin(annotation) is tuple:
        return FieldInfo.from_annotation(get_args(annotation)[0])
    keys = _keys_of(field)
    if not keys and get_origin(annotation) is dict:
        return FieldInfo.from_annotation(get_args(annotation)[1])
    return keys.get(str(part))


def _keys_of(field: FieldInfo) -> dict[str, FieldInfo]:
    """Return the keys below a value by name; none if it is no mapping or its keys are free."""
    # Mechanisms are written in another form than they are kept.
    written = [
        each.json_schema_input_type for each in field.metadata if isinstance(each, PlainValidator)
    ]
    model = written[0] if written else field.annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {each.alias or name: each for name, each in model.model_fields.items()}
