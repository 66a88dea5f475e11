from __future__ import annotations

import numpy as np
import pytest

from coopsim.errors import CoopsimError
from coopsim.runs.tables import Column, Table, Values, Words, distinct, whole


def table() -> Table:
    return Table(
        "trial",
        (
            Column("step", np.arange(3, dtype=np.int64), "steps", "Step."),
            Column("trust", np.array([0.5, np.nan, 1.0]), "1", "Trust."),
            Column("state", Words(np.array([1, -1, 0]), ("FRA", "DEU")), "", "State."),
        ),
    )


def test_a_table_knows_its_rows_and_kinds() -> None:
    assert table().n_rows == 3
    assert [column.kind for column in table().columns] == ["int", "float", "text"]


def test_words_are_spelled_out_and_missing_ones_are_none() -> None:
    assert table().texts("state") == ["DEU", None, "FRA"]
    assert Words(np.zeros(0, dtype=np.int64), ()).texts() == []


def test_texts_that_differ_are_coded_one_by_one() -> None:
    assert distinct(["b", "a", "b"]).texts() == ["b", "a", "b"]


def test_numbers_are_those_of_the_column() -> None:
    np.testing.assert_array_equal(table().numbers("step"), [0, 1, 2])
    np.testing.assert_array_equal(table().numbers("trust"), [0.5, np.nan, 1.0])


def test_whole_numbers_become_int64() -> None:
    numbers = whole(np.array([3.0, -1.0]))
    assert numbers.dtype == np.int64
    assert numbers.tolist() == [3, -1]


def test_a_mistyped_column_is_told_the_right_one() -> None:
    with pytest.raises(CoopsimError, match=r'trial has no column "trsut"; did you mean "trust"\?'):
        table().column("trsut")


def test_text_is_not_given_for_numbers_nor_the_other_way_round() -> None:
    with pytest.raises(CoopsimError, match="state of trial holds text, not numbers"):
        table().numbers("state")
    with pytest.raises(CoopsimError, match="trust of trial holds numbers, not text"):
        table().texts("trust")


@pytest.mark.parametrize(
    "short", [np.zeros(2), np.zeros(2, dtype=np.int64), Words(np.zeros(2, dtype=np.int64), ("x",))]
)
def test_columns_of_different_length_are_refused(short: Values) -> None:
    with pytest.raises(ValueError, match="the columns of trial differ in length"):
        Table("trial", (*table().columns, Column("short", short, "", "")))
