"""Write a table as a Parquet file and read it back. Equal tables give equal bytes.

Fixed settings and no times in the file; units and meanings stand in the metadata of its columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

import numpy as np
import numpy.typing as npt

from coopsim.runs.tables import MISSING, NO_WORD, RESULTS_VERSION, Column, Table, Values, Words
from coopsim.world.world import Numbers, Rows

SUFFIX: Final = ".parquet"
_ROWS_A_GROUP: Final = 2**20
# Its stubs refuse calls that it documents.
Arrow = Any
N = TypeVar("N", bound=np.generic)


def write_parquet(table: Table, file: BinaryIO, notes: Mapping[str, str] | None = None) -> None:
    """Write a table into an open file, with notes in its footer."""
    pa, pq = _arrow()
    fields = [
        pa.field(
            column.name,
            _types()[column.kind],
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in table.columns
    ]
    told = {"table": table.name, "results_version": str(RESULTS_VERSION), **(notes or {})}
    schema = pa.schema(fields, told)
    arrays = [_array(column.values) for column in table.columns]
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=schema),
        file,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        # Measured numbers rarely repeat; looking for repetitions would cost half of the time.
        use_dictionary=[column.name for column in table.columns if column.kind != "float"],
        row_group_size=_ROWS_A_GROUP,
        store_schema=True,
    )


def read_notes(file: Path) -> tuple[int, dict[str, str]]:
    """Return the number of rows of a file and the notes in its footer, without its values.

    Raises:
        OSError: The file can't be read.
        ValueError: It is no such file, or is damaged.
    """
    pa, pq = _arrow()
    try:
        with pq.ParquetFile(file) as opened:
            notes = opened.schema_arrow.metadata or {}
            return opened.metadata.num_rows, {
                key.decode(): value.decode() for key, value in notes.items()
            }
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def read_parquet(file: Path, name: str) -> Table:
    """Read a table from a file that `write_parquet` wrote.

    Raises:
        OSError: The file can't be read.
        ValueError: It is no such file, or is damaged.
    """
    pa, pq = _arrow()
    try:
        with pq.ParquetFile(file) as opened:
            found = opened.read()
        columns = tuple(
            Column(field.name, _values(found.column(at)), *_notes(field))
            for at, field in enumerate(found.schema)
        )
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error
    if not columns:
        raise ValueError("it has no columns")
    return Table(name, columns)


def _arrow() -> tuple[Arrow, Arrow]:
    """Return the modules for arrays and for Parquet, which take a fifth of a second to import."""
    import pyarrow
    import pyarrow.parquet

    return pyarrow, pyarrow.parquet


def _types() -> dict[str, Arrow]:
    pa, _ = _arrow()
    return {"int": pa.int64(), "float": pa.float64(), "text": pa.string()}


def _array(values: Values) -> Arrow:
    pa, _ = _arrow()
    if isinstance(values, Words):
        codes = _from_memory(values.codes, values.codes != NO_WORD)
        encoded = [text.encode() for text in values.vocabulary]
        ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
        words = pa.StringArray.from_buffers(
            len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))
        )
        return pa.DictionaryArray.from_arrays(codes, words).dictionary_decode()
    if values.dtype.kind == "i":
        return _from_memory(values, values != MISSING)
    return _from_memory(values, ~np.isnan(values))


def _from_memory(values: Rows | Numbers, is_there: npt.NDArray[np.bool_]) -> Arrow:
    """Make an Arrow array of numbers; ``pyarrow.array`` would import pandas to look at it."""
    pa, _ = _arrow()
    kind = pa.int64() if values.dtype.kind == "i" else pa.float64()
    bits = None if is_there.all() else pa.py_buffer(np.packbits(is_there, bitorder="little"))
    numbers = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [bits, numbers])


def _values(column: Arrow) -> Values:
    """Turn a column of a file into values.

    Raises:
        ValueError: Its type is none of the three that tables have.
    """
    kinds = {data_type: kind for kind, data_type in _types().items()}
    kind = kinds.get(column.type)
    found = column.combine_chunks()
    if kind == "int":
        return _to_memory(found, np.dtype(np.int64), MISSING)
    if kind == "float":
        return _to_memory(found, np.dtype(np.float64), np.nan)
    if kind is None:
        raise ValueError(f"a column of type {column.type} is none that coopsim writes")
    coded = found.dictionary_encode()
    codes = _to_memory(coded.indices, np.dtype(np.int32), NO_WORD)
    return Words(codes.astype(np.int64), tuple(coded.dictionary.to_pylist()))


def _to_memory(found: Arrow, kind: np.dtype[N], missing: float) -> npt.NDArray[N]:
    """Copy an Arrow array of numbers, without pandas."""
    bits, numbers = found.buffers()
    if len(found) == 0:
        return np.zeros(0, kind)
    whole = slice(found.offset, found.offset + len(found))
    values = np.frombuffer(numbers, kind)[whole].copy()
    if found.null_count:
        is_there = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")[whole]
        values[is_there == 0] = missing
    return values


def _notes(field: Arrow) -> tuple[str, str]:
    """Return the unit and the meaning of a column."""
    notes = field.metadata or {}
    return notes.get(b"unit", b"").decode(), notes.get(b"meaning", b"").decode()
