"""Lay a part over a scenario, and forget whatever named a state that it takes away.

A variant without a state, `states: {FRA: null}`, then need not mend every border, pair, membership
and target in which the state occurs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coopsim.documents import Node
from coopsim.errors import Fault
from coopsim.scenario.merging import merge

_PAIR = 2
_Mend = Callable[[Node, tuple[str, ...]], Node | None]


def lay(base: Node, over: Node, faults: list[Fault]) -> Node:
    """Lay a part over the scenario; return the result.

    Args:
        base: the scenario so far.
        over: the part; `null` for a state takes it away.
        faults: where faults go: names in `over` that are not in `base`.
    """
    states = _keys(over).get("states")
    gone = tuple(name for name, entry in _keys(states).items() if entry.value is None)
    merged = merge(base, over, faults)
    if not gone:
        return merged
    keys = _keys(merged)
    mended = {
        part: replace(keys[part], value=_kept(keys[part], gone, mend))
        for part, mend in _MENDS.items()
        if part in keys and isinstance(keys[part].value, list)
    }
    return replace(merged, value={**keys, **mended})


def _state(entry: Node, gone: tuple[str, ...]) -> Node | None:
    return _listing(entry, "borders", gone)


def _dyad(entry: Node, gone: tuple[str, ...]) -> Node | None:
    ends = (_keys(entry).get(end) for end in ("from", "to"))
    return None if any(end and end.value in gone for end in ends) else entry


def _partnership(entry: Node, gone: tuple[str, ...]) -> Node | None:
    # Only those that lose a member may disappear; others are left to the schema.
    kept = _listing(entry, "members", gone)
    return kept if kept is entry or len(_entries(_keys(kept).get("members"))) >= _PAIR else None


def _institution(entry: Node, gone: tuple[str, ...]) -> Node | None:
    return _listing(entry, "members", gone)


def _threat(entry: Node, gone: tuple[str, ...]) -> Node | None:
    entry = _listing(entry, "targets", gone)
    schedule = _keys(entry).get("schedule")
    if not _entries(schedule) or schedule is None:
        return entry
    return replace(
        entry,
        value={**_keys(entry), "schedule": replace(schedule, value=_kept(schedule, gone, _strike))},
    )


def _attacker(entry: Node, gone: tuple[str, ...]) -> Node | None:
    sponsor = _keys(entry).get("sponsor")
    return None if sponsor and sponsor.value in gone else entry


def _organisation(entry: Node, gone: tuple[str, ...]) -> Node | None:
    kept = _listing(entry, "serves", gone)
    return kept if kept is entry or _entries(_keys(kept).get("serves")) else None


def _strike(entry: Node, gone: tuple[str, ...]) -> Node | None:
    kept = _listing(entry, "targets", gone)
    return kept if kept is entry or _entries(_keys(kept).get("targets")) else None


_MENDS: dict[str, _Mend] = {
    "states": _state,
    "dyads": _dyad,
    "partnerships": _partnership,
    "institutions": _institution,
    "threats": _threat,
    "attackers": _attacker,
    "organisations": _organisation,
}


def _kept(entries: Node, gone: tuple[str, ...], mend: _Mend) -> list[Node]:
    mended = (mend(entry, gone) for entry in _entries(entries))
    return [entry for entry in mended if entry is not None]


def _listing(entry: Node, key: str, gone: tuple[str, ...]) -> Node:
    """Return an entry without the states that are gone in one of its lists of ids."""
    names = _keys(entry).get(key)
    kept = [name for name in _entries(names) if name.value not in gone]
    if names is None or len(kept) == len(_entries(names)):
        return entry
    return replace(entry, value={**_keys(entry), key: replace(names, value=kept)})


def _keys(node: Node | None) -> dict[str, Node]:
    return node.value if node and isinstance(node.value, dict) else {}


def _entries(node: Node | None) -> list[Node]:
    return node.value if node and isinstance(node.value, list) else []
