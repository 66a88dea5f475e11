"""Put the beginning of one history before the end of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coopsim.runs.tables import NO_WORD, Column, Table, Values, Words, whole
from coopsim.world import ledger as book
from coopsim.world.world import Numbers, Rows

if TYPE_CHECKING:
    from coopsim.scenario.founding import Names


def spliced(before: Table, after: Table, step: int, replicates: Sequence[int]) -> Table:
    """Return the rows of one table before a step, and those of another from it on.

    Rows stand by replicate and step.

    Args:
        before: a table with the columns ``replicate`` and ``step``.
        after: a table of the same columns.
        step: the first step of the second.
        replicates: those that are in the second, even if it has no row of them.
    """
    first = (before.numbers("step") < step) & np.isin(before.numbers("replicate"), replicates)
    second = after.numbers("step") >= step
    order = np.lexsort(
        [
            np.concatenate((before.numbers(name)[first], after.numbers(name)[second]))
            for name in ("step", "replicate")
        ]
    )
    columns = []
    for column in after.columns:
        early, late = before.column(column.name).values, column.values
        joined = _joined(_taken(early, first), _taken(late, second))
        columns.append(Column(column.name, _taken(joined, order), column.unit, column.meaning))
    return Table(after.name, tuple(columns))


def tie_events(events: Table, names: Names, replicate: int, until: int) -> Numbers:
    """Return what happened to partnerships before a step as rows of the ledger.

    Args:
        events: the table of events.
        names: ids of rows.
        replicate: whose events.
        until: the step before which they happened.
    """
    mine = (events.numbers("replicate") == replicate) & (events.numbers("step") < until)
    kinds = _codes(events, "kind", [kind for kind, _, _ in book.EVENTS])
    mine &= np.isin(kinds, [book.FORMED, book.ENDED, book.LAPSED])
    rows = np.zeros((int(np.count_nonzero(mine)), book.EVENT_WIDTH))
    rows[:, book.STEP] = events.numbers("step")[mine]
    rows[:, book.KIND] = kinds[mine]
    rows[:, book.ACTOR] = _codes(events, "actor", names.states)[mine]
    rows[:, book.PARTNER] = _codes(events, "partner", names.states)[mine]
    rows[:, book.SUBJECT] = _codes(events, "subject", names.kinds)[mine]
    rows[:, book.SIZE] = events.numbers("size")[mine]
    rows[:, book.CAUSE] = _codes(events, "cause", book.CAUSES)[mine]
    return rows


def _codes(table: Table, name: str, vocabulary: list[str] | tuple[str, ...]) -> Rows:
    """Return the place of each word in a vocabulary; NOBODY if it is not there."""
    values = table.column(name).values
    assert isinstance(values, Words)  # The tables of events are made so.
    places = {word: at for at, word in enumerate(vocabulary)}
    known = [*(places.get(word, book.NOBODY) for word in values.vocabulary), book.NOBODY]
    # The code of no word, -1, picks the last.
    return np.array(known, dtype=np.int64)[values.codes]


def _taken(values: Values, rows: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Values:
    if isinstance(values, Words):
        return Words(values.codes[rows], values.vocabulary)
    taken: Values = values[rows]
    return taken


def _joined(first: Values, second: Values) -> Values:
    if isinstance(first, Words) and isinstance(second, Words):
        moved = np.where(second.codes == NO_WORD, NO_WORD, second.codes + len(first.vocabulary))
        codes = np.concatenate((first.codes, moved))
        return Words(codes, first.vocabulary + second.vocabulary)
    assert not isinstance(first, Words)  # Columns of one name hold one kind of value.
    assert not isinstance(second, Words)
    if first.dtype.kind == "i":
        return np.concatenate((whole(first), whole(second)))
    return np.concatenate((first.astype(np.float64), second.astype(np.float64)))
