from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from coopsim.errors import InputError
from coopsim.experiment.tables import read_table


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_table_has_a_column_a_factor(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "share,rule\n0.5,majority\n1,unanimity\n"))
    assert table == {"share": [0.5, 1], "rule": ["majority", "unanimity"]}


def test_a_parquet_table_has_a_column_a_factor(tmp_path: Path) -> None:
    pd.DataFrame({"share": [0.5, 1.0], "n": [1, 2]}).to_parquet(tmp_path / "t.parquet")
    assert read_table(tmp_path / "t.parquet") == {"share": [0.5, 1.0], "n": [1, 2]}


def test_an_empty_cell_is_told_at_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"t.csv:3:1: rule: this row has no value here"):
        read_table(written(tmp_path, "share,rule\n0.5,majority\n1,\n"))


def test_a_table_needs_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"must have between 1 and 1,000,000 rows \(got 0\)"):
        read_table(written(tmp_path, "share\n"))


def test_a_parquet_table_without_a_number_is_refused(tmp_path: Path) -> None:
    pd.DataFrame({"share": [0.5, float("nan")]}).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError, match=r"share: row 1 has no number or text here"):
        read_table(tmp_path / "t.parquet")


@pytest.mark.parametrize(("name", "message"), [("no", "no such file"), ("bad", "can't be read")])
def test_a_parquet_file_that_is_none_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"nonsense")
    with pytest.raises(InputError, match=message):
        read_table(tmp_path / f"{name}.parquet")
