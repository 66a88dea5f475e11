from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.runs.hashing import content_hash
from coopsim.runs.parquet import read_parquet, write_parquet
from coopsim.runs.tables import MISSING, Column, Table, Words, distinct
from unit.runs.samples import record


def stored(table: Table) -> bytes:
    file = io.BytesIO()
    write_parquet(table, file)
    return file.getvalue()


def reread(table: Table, folder: Path) -> Table:
    file = folder / "trial.parquet"
    file.write_bytes(stored(table))
    return read_parquet(file, table.name)


@pytest.mark.parametrize("name", list(record().tables()))
def test_a_table_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    table = record().table(name)
    back = reread(table, tmp_path)
    assert content_hash(back) == content_hash(table)
    assert [(c.name, c.unit, c.meaning, c.kind) for c in back.columns] == [
        (c.name, c.unit, c.meaning, c.kind) for c in table.columns
    ]


def test_what_is_missing_is_null_in_the_file(tmp_path: Path) -> None:
    table = Table(
        "trial",
        (
            Column("ended", np.array([MISSING, 3]), "steps", ""),
            Column("trust", np.array([0.5, np.nan]), "1", ""),
            Column("state", Words(np.array([-1, 0]), ("FRA",)), "", ""),
        ),
    )
    file = tmp_path / "trial.parquet"
    file.write_bytes(stored(table))
    assert pq.read_table(file).to_pydict() == {
        "ended": [None, 3],
        "trust": [0.5, None],
        "state": [None, "FRA"],
    }
    back = read_parquet(file, "trial")
    assert back.numbers("ended").tolist() == [MISSING, 3]
    assert np.isnan(back.numbers("trust")).tolist() == [False, True]
    assert back.texts("state") == [None, "FRA"]


@pytest.mark.parametrize("n_rows", [0, 1])
def test_few_rows_or_none_come_back(n_rows: int, tmp_path: Path) -> None:
    table = Table(
        "trial",
        (
            Column("step", np.arange(n_rows, dtype=np.int64), "", ""),
            Column("all_missing", np.full(n_rows, np.nan), "", ""),
            Column("no_word", Words(np.full(n_rows, -1), ()), "", ""),
        ),
    )
    back = reread(table, tmp_path)
    assert content_hash(back) == content_hash(table)
    assert [column.kind for column in back.columns] == ["int", "float", "text"]


def test_a_table_in_many_groups_of_rows_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopsim.runs.parquet._ROWS_A_GROUP", 3)
    table = record().table("partnerships")
    back = reread(table, tmp_path)
    assert pq.read_metadata(tmp_path / "trial.parquet").num_row_groups == 3
    assert content_hash(back) == content_hash(table)


def test_the_file_says_what_its_columns_mean() -> None:
    schema = pq.read_schema(io.BytesIO(stored(record().table("metrics"))))
    assert schema.metadata is not None
    assert schema.metadata[b"results_version"] == b"1"
    assert schema.metadata[b"table"] == b"metrics"
    notes = schema.field("damage_busd").metadata
    assert notes is not None
    assert notes[b"unit"] == b"billion USD"
    assert notes[b"meaning"].startswith(b"Damage: sum over strikes")


def test_equal_tables_give_equal_bytes() -> None:
    for name in record().tables():
        assert stored(record().table(name)) == stored(record().table(name))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all, but long enough"])
def test_a_file_that_is_no_table_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bad.parquet"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"(?i)parquet|arrow"):
        read_parquet(file, "bad")


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_half_a_file_is_refused(cut: float, tmp_path: Path) -> None:
    whole = stored(record().table("metrics"))
    file = tmp_path / "half.parquet"
    file.write_bytes(whole[: int(cut * len(whole))])
    with pytest.raises(ValueError, match=r"(?i)parquet"):
        read_parquet(file, "half")


def test_columns_of_foreign_types_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "foreign.parquet"
    pq.write_table(pa.table({"when": pa.array([True, False])}), file)
    with pytest.raises(ValueError, match="type bool is none that coopsim writes"):
        read_parquet(file, "foreign")


def test_a_file_without_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bare.parquet"
    pq.write_table(pa.table({}), file)
    with pytest.raises(ValueError, match="it has no columns"):
        read_parquet(file, "bare")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.parquet"):
        read_parquet(tmp_path / "gone.parquet", "gone")


@given(
    numbers=st.lists(st.floats(), min_size=3, max_size=3),
    counts=st.lists(st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3),
    texts=st.lists(st.text(st.characters(codec="utf-8")), min_size=3, max_size=3),
)
def test_any_values_come_back(
    numbers: list[float],
    counts: list[int],
    texts: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    table = Table(
        "any",
        (
            Column("float", np.array(numbers), "", ""),
            Column("int", np.array(counts, dtype=np.int64), "", ""),
            Column("text", distinct(texts), "", ""),
        ),
    )
    assert content_hash(reread(table, tmp_path_factory.mktemp("any"))) == content_hash(table)
