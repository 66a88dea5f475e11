"""Read a design that a user made: a CSV or Parquet file with a column a factor."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final

from coopsim.documents import read_csv
from coopsim.errors import Fault, InputError, abbreviated, shortened
from coopsim.experiment.factors import Scalar
from coopsim.experiment.schema import MOST_POINTS

PARQUET: Final = ".parquet"


def read_table(path: Path) -> dict[str, list[Scalar]]:
    """Return the columns of a table by name.

    Raises:
        InputError: It can't be read, has no rows, or has a cell without a value.
    """
    columns = _from_parquet(path) if path.suffix == PARQUET else _from_csv(path)
    n_rows = len(next(iter(columns.values()), []))
    if not 1 <= n_rows <= MOST_POINTS:
        message = f"must have between 1 and {MOST_POINTS:,} rows (got {n_rows:,})"
        raise InputError([Fault(None, str(path), message)])
    return columns


def _from_csv(path: Path) -> dict[str, list[Scalar]]:
    rows = read_csv(path)
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns: dict[str, list[Scalar]] = {name: [] for name in names}
    faults = []
    for row in rows:
        for name in names:
            node = row.get(name)
            if node is None or not isinstance(node.value, bool | int | float | str):
                place = next(iter(row.values())).place
                faults.append(Fault(place, name, "this row has no value here", "fill the cell"))
            else:
                columns[name].append(node.value)
    if faults:
        raise InputError(faults)
    return columns


def _from_parquet(path: Path) -> dict[str, list[Scalar]]:
    # A fifth of a second that only such a design needs.
    import pyarrow
    from pyarrow import parquet

    try:
        table: Any = parquet.read_table(path)
    except FileNotFoundError:
        raise InputError([Fault(None, str(path), "no such file")]) from None
    except (pyarrow.ArrowException, OSError) as error:
        message = f"can't be read as Parquet: {shortened(str(error), 120)}"
        raise InputError([Fault(None, str(path), message)]) from None
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    for name, values in columns.items():
        for i, value in enumerate(values):
            if not isinstance(value, bool | int | float | str) or math.isnan(_number(value)):
                message = f"row {i} has no number or text here (got {abbreviated(value)})"
                raise InputError([Fault(None, f"{path}: {name}", message)])
    return columns


def _number(value: Scalar) -> float:
    return 0.0 if isinstance(value, str) else float(value)
