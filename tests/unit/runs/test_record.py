from __future__ import annotations

import pytest

from coopsim.errors import CoopsimError
from coopsim.metrics.registry import METRICS
from coopsim.runs.record import LEVELS
from coopsim.world import ledger as book
from unit.runs.samples import record

NAMES_OF_TABLES = [
    "metrics", "states", "partnerships", "events",
    *(f"decisions/{kind}" for kind, _, _ in book.DECISIONS),
]  # fmt: skip


def test_a_record_holds_its_tables_in_order() -> None:
    assert list(record().tables()) == NAMES_OF_TABLES
    assert all(table.name == name for name, table in record().tables().items())


def test_a_record_has_a_frame_for_each_table() -> None:
    made = record()
    shapes = {name: len(getattr(made, name)) for name in NAMES_OF_TABLES[:4]}
    assert shapes == {"metrics": 6, "states": 18, "partnerships": 8, "events": 12}
    assert list(made.metrics.columns) == ["replicate", "step", *METRICS]
    assert made.events["kind"].tolist()[:2] == ["strike", "mandate"]
    assert len(made.decisions) == 6


def test_a_frame_is_made_once() -> None:
    made = record()
    assert made.metrics is made.metrics
    assert made.decisions is made.decisions


def test_without_reasons_there_are_metrics_only() -> None:
    bare = record(recorded=book.NOTHING)
    assert list(bare.tables()) == ["metrics"]
    assert len(bare.metrics) == 6


@pytest.mark.parametrize("name", ["states", "partnerships", "events", "decisions"])
def test_what_was_not_recorded_is_not_an_empty_table(name: str) -> None:
    bare = record(recorded=book.NOTHING)
    with pytest.raises(CoopsimError, match=f'no table "{name}" here, only: metrics'):
        getattr(bare, name)


def test_levels_have_the_names_of_the_ledger() -> None:
    assert LEVELS[book.NOTHING] == "nothing"
    assert LEVELS[book.CHANGES] == "changes"
    assert LEVELS[book.EVERYTHING] == "everything"
