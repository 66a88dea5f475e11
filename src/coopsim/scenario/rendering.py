"""Write a scenario in full, and say behind each value where it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from coopsim.documents.scalars import plain_scalar
from coopsim.errors import visible
from coopsim.scenario.addressing import Address

Origins: TypeAlias = dict[Address, str]

DEFAULT = "default"
# Derived from the states when they are left out, and too many for a line each.
_ON_ONE_LINE = ("dyads",)
_HEAD = (
    "# Every value of the scenario, and where it came from.",
    "# What is left out of dyads is derived from the two states.",
)
_PLAIN_TEXT = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*", re.ASCII)
_INDENT = "  "


def render(values: dict[str, Any], origins: Origins) -> str:
    """Return the text of a scenario file with the given values, one a line.

    Args:
        values: every value by key, as nested dicts, lists and scalars.
        origins: where values came from, by address; the others are defaults.
    """
    return "\n".join([*_HEAD, *_mapping_lines(values, (), "", origins), ""])


def _mapping_lines(
    values: dict[str, Any], here: Address, indent: str, origins: Origins
) -> Iterator[str]:
    for key, value in values.items():
        yield from _lines(f"{indent}{_text(key)}:", value, (*here, key), indent, origins)


def _lines(head: str, value: Any, here: Address, indent: str, origins: Origins) -> Iterator[str]:
    """Yield the lines of a value behind its key, or behind the dash of a list."""
    if isinstance(value, dict) and value:
        yield head
        yield from _mapping_lines(value, here, indent + _INDENT, origins)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield head
        for position, entry in enumerate(value):
            yield from _entry_lines(entry, (*here, position), indent + _INDENT, origins)
    else:
        yield f"{head} {_flow(value)}  # {visible(_origin(here, origins))}"


def _entry_lines(
    entry: dict[str, Any], here: Address, indent: str, origins: Origins
) -> Iterator[str]:
    if here[0] in _ON_ONE_LINE:
        told = {key: value for key, value in entry.items() if value is not None}
        sources = dict.fromkeys(_origin((*here, key), origins) for key in told)
        yield f"{indent}- {_flow(told)}  # {visible(', '.join(sources))}"
        return
    lines = _mapping_lines(entry, here, indent + _INDENT, origins)
    yield f"{indent}- {next(lines).lstrip()}"
    yield from lines


def _origin(here: Address, origins: Origins) -> str:
    return origins.get(here, DEFAULT)


def _flow(value: Any) -> str:
    match value:
        case dict():
            inner = ", ".join(f"{_text(key)}: {_flow(each)}" for key, each in value.items())
            return f"{{{inner}}}"
        case list():
            return f"[{', '.join(_flow(each) for each in value)}]"
        case str():
            return _text(value)
    return json.dumps(value, allow_nan=False)


def _text(text: str) -> str:
    """Return text so that the reader takes it for the same text: plain, or in double quotes."""
    if _PLAIN_TEXT.fullmatch(text) and isinstance(plain_scalar(text), str):
        return text
    # JSON's escapes mean the same in YAML, but YAML refuses more characters than JSON.
    return "".join(
        char if char.isprintable() else _escaped(char)
        for char in json.dumps(text, ensure_ascii=False)
    )


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
