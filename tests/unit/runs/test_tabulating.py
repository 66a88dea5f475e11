from __future__ import annotations

import pytest

from coopsim.runs.tabulating import tabulate
from coopsim.world import ledger as book
from unit.runs.samples import NAMES, raw_run


@pytest.mark.parametrize(
    ("recorded", "n_tables"), [(book.NOTHING, 1), (book.CHANGES, 4 + len(book.DECISIONS))]
)
def test_only_what_was_recorded_becomes_a_table(recorded: int, n_tables: int) -> None:
    tables = tabulate([raw_run()], NAMES, recorded)
    assert len(tables) == n_tables
    assert next(iter(tables)) == "metrics"


def test_all_columns_say_what_they_mean() -> None:
    for table in tabulate([raw_run()], NAMES, book.EVERYTHING).values():
        for column in table.columns:
            assert column.meaning, f"{table.name}.{column.name}"
            if column.kind == "float":
                assert column.unit, f"{table.name}.{column.name}"
