"""Lay one part of a scenario over another: an extending file, a variant, a `--set`.

Mappings are merged key by key, and null takes a key away. Things with an `id` are merged by id,
also when the upper part writes them as a mapping: `states: {FRA: {defence_share: 0.02}}`; there
null takes the thing away. Entries of `dyads` are added, since a later one changes an earlier one
anyway. Any other list replaces the lower one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coopsim.documents import Node
from coopsim.errors import Fault, suggestion
from coopsim.scenario.addressing import name_of

_SHOWN = 12
# A position beyond every list.
_FAR = 10**9


def merge(base: Node, over: Node, faults: list[Fault], path: str = "") -> Node:
    """Lay a part over another and return the result; neither is changed.

    Args:
        base: what lies below.
        over: what is laid over it; it wins.
        faults: where faults go: names in `over` that are not in `base`.
        path: where in the scenario both stand, for faults.
    """
    match base.value, over.value:
        case dict(), dict():
            return replace(base, value=_merge_keys(base.value, over.value, faults, path))
        case list(), dict():
            return replace(base, value=_merge_entries(base.value, over.value, faults, path))
        case list(), list() if _all_have(("from", "to"), base.value, over.value):
            return replace(base, value=[*base.value, *over.value])
        case list(), list() if _all_have(("id",), base.value, over.value):
            return replace(base, value=_merge_by_id(base.value, over.value, faults, path))
    return over


def relabelled(node: Node, origin: str) -> Node:
    """Return a node whose values all say that they came from `origin`."""
    value = node.value
    if isinstance(value, dict):
        value = {key: relabelled(entry, origin) for key, entry in value.items()}
    elif isinstance(value, list):
        value = [relabelled(entry, origin) for entry in value]
    return replace(node, value=value, origin=origin)


def _merge_keys(
    base: dict[str, Node], over: dict[str, Node], faults: list[Fault], path: str
) -> dict[str, Node]:
    merged = dict(base)
    for key, entry in over.items():
        # A null that takes nothing away stays, and the schema tells a mistyped key.
        if key not in base:
            merged[key] = entry
        elif entry.value is None:
            del merged[key]
        else:
            merged[key] = merge(base[key], entry, faults, f"{path}.{key}" if path else key)
    return merged


def _merge_by_id(base: list[Node], over: list[Node], faults: list[Fault], path: str) -> list[Node]:
    merged = list(base)
    places = _positions(base)
    for entry in over:
        at = places.get(name_of(entry))
        if at is None:
            merged.append(entry)
        else:
            merged[at] = merge(merged[at], entry, faults, f"{path}[{name_of(entry)}]")
    return merged


def _merge_entries(
    base: list[Node], over: dict[str, Node], faults: list[Fault], path: str
) -> list[Node]:
    """Lay a mapping of entries over a list; its keys are ids, or positions from 0."""
    merged: list[Node | None] = list(base)
    places = _positions(base)
    for key, entry in over.items():
        # Ids begin with a letter, so that a number can only be a position.
        at = places.get(key, _position(key))
        if at >= len(base):
            faults.append(_unknown_entry(key, entry, [*places], len(base), path))
        elif entry.value is None:
            merged[at] = None
        else:
            merged[at] = merge(base[at], entry, faults, f"{path}[{key}]")
    return [entry for entry in merged if entry is not None]


def _unknown_entry(key: str, entry: Node, names: list[str], count: int, path: str) -> Fault:
    if key.isdecimal() or not names:
        hint = f"there are {count}, counted from 0"
    else:
        more = ", …" if len(names) > _SHOWN else ""
        hint = suggestion(key, names) or f"there are: {', '.join(names[:_SHOWN])}{more}"
    return Fault(entry.key_place or entry.place, f"{path}[{key}]", "no such entry", hint)


def _positions(entries: Iterable[Node]) -> dict[str, int]:
    return {name: i for i, entry in enumerate(entries) if (name := name_of(entry))}


def _position(key: str) -> int:
    # Longer digits count more entries than there can be, and take long to read.
    return int(key) if key.isdecimal() and len(key) <= len(str(_FAR)) else _FAR


def _all_have(keys: tuple[str, ...], *lists: list[Node]) -> bool:
    return all(
        bool(entries)
        and all(
            isinstance(entry.value, dict) and all(key in entry.value for key in keys)
            for entry in entries
        )
        for entries in lists
    )
