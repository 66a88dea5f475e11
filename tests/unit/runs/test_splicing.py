from __future__ import annotations

import numpy as np

from coopsim.runs.happenings import events_table
from coopsim.runs.splicing import spliced, tie_events
from coopsim.runs.tables import MISSING, Column, Table, Words
from coopsim.world import ledger as book
from unit.runs.samples import (
    CYBER,
    DEU,
    DIALOGUE,
    FRA,
    NAMES,
    POL,
    TREATY,
    event,
    raw_run,
    rows,
)


def table(replicates: list[int], steps: list[int], marks: list[str | None], base: float) -> Table:
    """Make a table whose numbers count up from a base."""
    vocabulary = tuple(sorted({mark for mark in marks if mark}))
    codes = [-1 if mark is None else vocabulary.index(mark) for mark in marks]
    return Table(
        "sample",
        (
            Column("replicate", np.array(replicates, dtype=np.int64), "", ""),
            Column("step", np.array(steps, dtype=np.int64), "", ""),
            Column("mark", Words(np.array(codes, dtype=np.int64), vocabulary), "", ""),
            Column("size", base + np.arange(len(steps), dtype=np.float64), "", ""),
            Column("ended", np.full(len(steps), MISSING, dtype=np.int64), "", ""),
        ),
    )


EARLY = table([0, 0, 0, 1, 1, 2], [0, 1, 2, 0, 1, 0], ["a", None, "b", "c", "a", "d"], 0.0)
LATE = table([0, 0, 1, 1], [1, 2, 0, 2], ["x", "a", "y", None], 100.0)


def test_rows_come_from_either_side_of_the_step() -> None:
    found = spliced(EARLY, LATE, 1, [0, 1])
    assert found.numbers("replicate").tolist() == [0, 0, 0, 1, 1]
    assert found.numbers("step").tolist() == [0, 1, 2, 0, 2]
    assert found.texts("mark") == ["a", "x", "a", "c", None]
    assert found.numbers("size").tolist() == [0.0, 100.0, 101.0, 3.0, 103.0]


def test_types_and_what_is_missing_stay() -> None:
    found = spliced(EARLY, LATE, 1, [0, 1])
    assert [column.kind for column in found.columns] == ["int", "int", "text", "float", "int"]
    assert set(found.numbers("ended").tolist()) == {MISSING}


def test_a_replicate_without_later_rows_keeps_its_earlier_ones() -> None:
    nothing = table([], [], [], 0.0)
    found = spliced(EARLY, nothing, 2, [0, 2])
    assert found.numbers("replicate").tolist() == [0, 0, 2]
    assert found.texts("mark") == ["a", None, "d"]


def test_the_order_inside_a_step_stays() -> None:
    first = table([0, 0, 0], [0, 0, 0], ["c", "a", "b"], 0.0)
    second = table([0, 0], [1, 1], ["z", "a"], 9.0)
    assert spliced(first, second, 1, [0]).texts("mark") == ["c", "a", "b", "z", "a"]


def test_events_of_partnerships_become_rows_of_the_ledger_again() -> None:
    mine = [
        event(0, book.FORMED, (DEU, POL), TREATY, 0.2, book.CHOSEN),
        event(1, book.STRIKE, (FRA, book.NOBODY), CYBER, 0.5, book.CHANCE),
        event(1, book.LAPSED, (DEU, FRA), DIALOGUE, 0.1, book.UNPAID),
        event(2, book.ENDED, (POL, DEU), TREATY, 0.2, book.CHOSEN),
    ]
    told = events_table([raw_run(0), raw_run(3, events=mine)], NAMES)
    found = tie_events(told, NAMES, 3, 2)
    np.testing.assert_array_equal(found, rows([mine[0], mine[2]], book.EVENT_WIDTH))
    assert len(tie_events(told, NAMES, 3, 0)) == 0
