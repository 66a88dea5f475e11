"""Turn tables into pandas DataFrames. Nothing else in a run needs pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

from coopsim.runs.tables import MISSING, Table, Words
from coopsim.world.world import Numbers, Rows

Frame: TypeAlias = pd.DataFrame


def frame(table: Table) -> Frame:
    """Turn a table into a DataFrame; steps that may be missing become ``Int64``."""
    return pd.DataFrame({column.name: _series(column.values) for column in table.columns})


def decisions_frame(tables: Mapping[str, Table]) -> Frame:
    """Put the decisions of all kinds below each other, with the kind in the column ``decision``.

    Terms that a kind does not have are NaN. Rows are sorted by replicate and step.
    """
    parts = []
    for name, table in tables.items():
        part = frame(table)
        part.insert(2, "decision", name.removeprefix("decisions/"))
        parts.append(part)
    merged = pd.concat(parts, ignore_index=True)
    # Sorting by several columns keeps the order of equal rows.
    return merged.sort_values(["replicate", "step"], ignore_index=True)


def _series(values: Rows | Numbers | Words) -> pd.Series:
    if isinstance(values, Words):
        # The code of no word, -1, picks the last.
        vocabulary = np.array([*values.vocabulary, None], dtype=object)
        return pd.Series(vocabulary[values.codes], dtype="str")
    missing = values == MISSING
    if values.dtype.kind == "i" and np.any(missing):
        return pd.Series(pd.arrays.IntegerArray(values.astype(np.int64), missing))
    return pd.Series(values)
