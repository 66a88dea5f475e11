"""The keys of a scenario file, explained from its JSON Schema."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from coopsim.cli.entry import Entry, known, span
from coopsim.scenario.json_schema import FILE_KEYS, ROOT, definitions


def key_entries() -> Iterator[Entry]:
    """Yield every key of a scenario file but those of mechanisms, which explain themselves."""
    parts = definitions()
    parts[ROOT]["properties"] |= FILE_KEYS
    yield from _keys(ROOT, "", parts)


def _keys(part: str, path: str, parts: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the keys of a part of a scenario file, and of the parts below them."""
    required = parts[part].get("required", ())
    for name, value in parts[part].get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if here == "mechanisms":
            yield Entry(here, "key of a scenario", value["description"])
            continue
        facts = known(
            unit=value.get("unit"),
            range=span(value.get("minimum", -math.inf), value.get("maximum", math.inf)),
            choices=", ".join(str(each) for each in value.get("enum", ()) if each is not None),
            default="must be given" if name in required else _default(value),
            source=value.get("source"),
        )
        yield Entry(here, "key of a scenario", _meaning(value), facts=facts)
        inner = _part_below(value)
        # Layers below `variants` have the same keys once more.
        if inner in parts:
            yield from _keys(inner, here, parts)


def _meaning(value: Mapping[str, Any]) -> str:
    """Return what a key means, without the unit, which is told by itself."""
    told: str = value["description"]
    ending = f" [{value.get('unit')}]"
    return f"{told.removesuffix(ending)}." if told.endswith(ending) else told


def _part_below(value: Mapping[str, Any]) -> str:
    """Return the name of the part that a value holds, alone, in a list or by name; or ""."""
    below = value.get("items") or value
    # What may be left out is written as a choice between itself and null.
    below = next(iter(below.get("anyOf", ())), below)
    if "$ref" not in below and isinstance(below.get("additionalProperties"), dict):
        below = below["additionalProperties"]
    return str(below.get("$ref", "")).rpartition("/")[2]


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    if isinstance(default, bool):
        return str(default).lower()
    return f"{default:g}" if isinstance(default, int | float) else str(default or "")
