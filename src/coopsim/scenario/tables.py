"""Take the rows of CSV tables into a scenario: `tables: {states: states.csv}`.

A column is named after the key that it fills; `agenda.climate` fills the key `climate` of
`agenda`. A cell of a key that holds a list has its items separated by blanks or `;`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from coopsim.documents import Node, read_csv
from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.merging import merge
from coopsim.scenario.shelves import path_beside

TABLES = ("states", "dyads", "partnerships")
_LISTS = frozenset(("languages", "borders", "members"))
_ITEM = re.compile(r"[^\s;]+")


def with_tables(part: Node, file: Path, faults: list[Fault]) -> Node:
    """Return a part of a scenario with its tables' rows in the place of the key `tables`.

    What the part says itself about a state lies over the row of the same id, key by key; its
    dyads and partnerships come after the rows.

    Args:
        part: the keys of a scenario or of a variant.
        file: the file that holds them; tables are named as seen from its folder.
        faults: where faults go, also those of the tables.
    """
    keys = part.value
    if not isinstance(keys, dict) or "tables" not in keys:
        return part
    rest = {key: entry for key, entry in keys.items() if key != "tables"}
    for name, named in _named(keys["tables"], faults):
        rows = _read(name, named, file, faults)
        if rows is None:
            continue
        own = rest.get(name)
        if own is None:
            rest[name] = rows
        elif name == "partnerships" and isinstance(own.value, list):
            rest[name] = replace(own, value=[*_entries(rows), *own.value])
        else:
            rest[name] = merge(rows, own, faults, name)
    return replace(part, value=rest)


def _named(tables: Node, faults: list[Fault]) -> list[tuple[str, Node]]:
    if not isinstance(tables.value, dict):
        message = "must name files by what they hold"
        faults.append(Fault(tables.place, "tables", message, "such as states: states.csv"))
        return []
    named = []
    for name, file in tables.value.items():
        if name not in TABLES:
            hint = suggestion(name, TABLES) or f"known here: {', '.join(TABLES)}"
            faults.append(Fault(file.key_place, f"tables.{name}", "unknown key", hint))
        elif not isinstance(file.value, str):
            message = f"must be the name of a CSV file, not {file.kind()}"
            faults.append(Fault(file.place, f"tables.{name}", message))
        else:
            named.append((name, file))
    return named


def _read(name: str, named: Node, file: Path, faults: list[Fault]) -> Node | None:
    try:
        rows = read_csv(path_beside(file, named))
    except InputError as error:
        faults.extend(_seen_from(named, name, fault) for fault in error.faults)
        return None
    return replace(named, value=[_entry(row) for row in rows])


def _seen_from(named: Node, name: str, fault: Fault) -> Fault:
    """Return the fault of a table; one without a place is told where the table is named."""
    path = f"tables.{name}"
    if fault.place is None:
        return Fault(named.place, path, f"{fault.path}: {fault.message}", fault.hint)
    # The path was refused before a table was read.
    return fault if fault.place is not named.place else replace(fault, path=path)


def _entry(row: dict[str, Node]) -> Node:
    """Return a row as the entry that it would be in the scenario file."""
    entry: dict[str, Node] = {}
    for column, cell in row.items():
        key, dot, inner = column.partition(".")
        if dot:
            nested = entry.setdefault(key, replace(cell, value={}))
            if isinstance(nested.value, dict):
                nested.value[inner] = cell
        elif key in _LISTS and isinstance(cell.value, str):
            entry[key] = replace(cell, value=_items(cell, cell.value))
        else:
            entry[key] = cell
    first = next(iter(row.values()))
    return replace(first, value=entry, key_place=None)


def _items(cell: Node, text: str) -> list[Node]:
    place = cell.place
    # A cell with quotation marks inside is not found so, and its items stand at its beginning.
    begin = place.text.find(text, place.column - 1)
    return [
        replace(
            cell,
            value=item.group(),
            key_place=None,
            place=replace(place, column=begin + item.start() + 1) if begin >= 0 else place,
        )
        for item in _ITEM.finditer(text)
    ]


def _entries(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []
