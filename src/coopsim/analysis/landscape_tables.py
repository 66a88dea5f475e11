"""Read who aligns from two tables: propensities, a square, and sizes, `name,size`."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np

from coopsim.analysis.landscape import Actors
from coopsim.documents import Node, read_csv
from coopsim.documents.source import FaultLog
from coopsim.errors import Fault, InputError, abbreviated, suggestion

# Products of three such numbers still leave a sum its digits.
LARGEST: Final = 1e12
_NAME, _SIZE = "name", "size"
_Row = dict[str, Node]


def read_actors(propensities: Path, sizes: Path) -> Actors:
    """Read who aligns.

    Args:
        propensities: one row and one column an actor, of the same names; the first column, whatever
            its heading, names the rows. The diagonal is not read.
        sizes: the columns ``name`` and ``size``, with one row for each of these actors.

    Raises:
        InputError: with every fault of the first table that has any, each at its line and column.
    """
    log = FaultLog()
    rows = _by_name(propensities, read_csv(propensities, corner=_NAME), log)
    square = _square(rows, log)
    log.raise_if_any()
    names = tuple(rows)
    return Actors(names, _sizes(names, sizes), np.array(square))


def _square(rows: dict[str, _Row], log: FaultLog) -> list[list[float]]:
    strange = {
        column: cell
        for row in rows.values()
        for column, cell in row.items()
        if column != _NAME and column not in rows
    }
    for column, cell in strange.items():
        hint = suggestion(column, rows) or "rows and columns must name the same actors"
        log.add(cell.key_place, column, "a column without a row of that name", hint)
    return [[_propensity(name, other, row, log) for other in rows] for name, row in rows.items()]


def _propensity(name: str, other: str, row: _Row, log: FaultLog) -> float:
    if name == other:
        return 0.0
    if other not in row:
        message = f"no propensity of {abbreviated(name)} for {abbreviated(other)}"
        log.add(row[_NAME].place, "", message, "write 0 if there is none")
        return 0.0
    return _number(row[other], other, -LARGEST, log)


def _sizes(names: tuple[str, ...], file: Path) -> np.typing.NDArray[np.float64]:
    log = FaultLog()
    rows = _by_name(file, read_csv(file), log)
    found = {}
    for name, row in rows.items():
        for column in sorted(row.keys() - {_NAME, _SIZE}):
            hint = suggestion(column, [_SIZE]) or "the columns are name and size"
            log.add(row[column].key_place, column, "unknown column", hint)
        if name not in names:
            hint = suggestion(name, names) or "leave the row out"
            log.add(row[_NAME].place, _NAME, "not among the actors with propensities", hint)
        elif _SIZE not in row:
            log.add(row[_NAME].place, _SIZE, f"no size of {abbreviated(name)}", "give one above 0")
        else:
            found[name] = _number(row[_SIZE], _SIZE, math.nextafter(0.0, 1.0), log)
    missing = [name for name in names if name not in rows]
    if missing and not log.faults:
        hint = "write a row for each actor with propensities"
        log.add(None, str(file), f"no size of {', '.join(missing[:10])}", hint)
    log.raise_if_any()
    return np.array([found[name] for name in names])


def _by_name(file: Path, rows: list[_Row], log: FaultLog) -> dict[str, _Row]:
    named: dict[str, _Row] = {}
    if not rows:
        raise InputError([Fault(None, str(file), "no rows below the header", "write one an actor")])
    for row in rows:
        node = row.get(_NAME)
        if node is None:
            place = next(iter(row.values())).place
            log.add(place, _NAME, "a row without a name", "the column name says who it is about")
        elif not isinstance(node.value, str):
            message = f"must be a name, not {node.kind()} (got {abbreviated(node.value)})"
            log.add(node.place, _NAME, message, "put a letter in front, such as S1")
        elif node.value in named:
            first = named[node.value][_NAME].place.line
            log.add(node.place, _NAME, f"named twice, first on line {first}", "keep one of the two")
        else:
            named[node.value] = row
    return named


def _number(cell: Node, column: str, least: float, log: FaultLog) -> float:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"must be a number, not {cell.kind()} (got {abbreviated(cell.plain())})"
        log.add(cell.place, column, message)
    elif value < least or value > LARGEST:
        bounds = "above 0" if least > 0.0 else f"at least {least:g}"
        message = f"must be {bounds} and at most {LARGEST:g} (got {abbreviated(value)})"
        log.add(cell.place, column, message)
    else:
        return float(value)
    return 0.0
