"""Settle what entries on pairs of states say: at most one entry for each direction in the end.

Entries are read in order, a later one changing the keys that it gives. However they were spread
over files, tables and overrides, equal facts end up as equal entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from coopsim.documents import Node

_HEAD = ("from", "to", "both_ways")


@dataclass(slots=True)
class _Facts:
    """Hold what is said about one direction.

    Attributes:
        entry: the first entry that spoke of it.
        row: the node of the id of the state that holds it.
        column: the node of the id of the other state.
        values: the facts by key.
    """

    entry: Node
    row: Node
    column: Node
    values: dict[str, Node] = field(default_factory=dict)


def settled(root: Node) -> Node:
    """Return the scenario with its dyads settled and sorted; entries of a wrong form stay first."""
    keys = root.value
    if not isinstance(keys, dict) or "dyads" not in keys:
        return root
    dyads = keys["dyads"]
    if not isinstance(dyads.value, list):
        return root
    facts: dict[tuple[str, str], _Facts] = {}
    odd = [entry for entry in dyads.value if not _take(entry, facts)]
    pairs = sorted({(min(pair), max(pair)) for pair in facts})
    entries = [entry for pair in pairs for entry in _entries(facts, pair)]
    return replace(root, value={**keys, "dyads": replace(dyads, value=[*odd, *entries])})


def _take(entry: Node, facts: dict[tuple[str, str], _Facts]) -> bool:
    """Add what an entry says; return whether it has the form of one."""
    keys = entry.value
    if not isinstance(keys, dict) or not {"from", "to"} <= keys.keys():
        return False
    row, column = keys["from"], keys["to"]
    both = keys["both_ways"].value if "both_ways" in keys else True
    if not (isinstance(row.value, str) and isinstance(column.value, str) and type(both) is bool):
        return False
    if row.value == column.value:
        return False
    said = {key: node for key, node in keys.items() if key not in _HEAD and node.value is not None}
    for one, other in ((row, column), (column, row))[: 1 + both]:
        pair = str(one.value), str(other.value)
        facts.setdefault(pair, _Facts(entry, one, other)).values.update(said)
    return True


def _entries(facts: dict[tuple[str, str], _Facts], pair: tuple[str, str]) -> list[Node]:
    there, back = facts.get(pair), facts.get((pair[1], pair[0]))
    # One entry where one will do keeps resolved files short.
    if there and back and _plain(there) == _plain(back):
        return [_entry(there, both_ways=True)]
    return [_entry(each, both_ways=False) for each in (there, back) if each]


def _plain(facts: _Facts) -> dict[str, object]:
    return {key: node.plain() for key, node in facts.values.items()}


def _entry(facts: _Facts, *, both_ways: bool) -> Node:
    head = {"from": facts.row, "to": facts.column}
    way = replace(facts.row, value=both_ways)
    return replace(facts.entry, value={**head, "both_ways": way, **facts.values})
