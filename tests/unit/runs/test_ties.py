from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.runs.raw import RawRun
from coopsim.runs.tables import MISSING, Table
from coopsim.runs.ties import BEFORE, BY, CAUSE, ENDED, FORMED, KIND, ONE, OTHER, lives
from coopsim.runs.ties import partnerships_table as tabulated
from coopsim.world import ledger as book
from unit.runs.samples import DEU, DIALOGUE, FRA, NAMES, PACT, POL, TREATY, event, raw_run

Ties = Sequence[Sequence[int]]


def formed(step: int, one: int, other: int, kind: int = TREATY) -> list[float]:
    return event(step, book.FORMED, (one, other), kind, 0.2, book.CHOSEN)


def left(step: int, one: int, other: int, kind: int = TREATY) -> list[float]:
    return event(step, book.ENDED, (one, other), kind, 0.2, book.CHOSEN)


def lapsed(step: int, one: int, other: int, kind: int = TREATY) -> list[float]:
    return event(step, book.LAPSED, (one, other), kind, 0.01, book.UNPAID)


def run(*events: list[float], ties: Ties = ()) -> RawRun:
    return raw_run(events=events, ties=ties)


def bilateral(table: Table, name: str) -> list[object]:
    """Return a column without the two institutions that come first."""
    column = table.column(name)
    values = table.texts(name) if column.kind == "text" else table.numbers(name).tolist()
    return list(values)[2:]


def test_institutions_come_first_with_all_their_members() -> None:
    table = tabulated([run()], NAMES)
    assert table.texts("id") == ["institution:EU", "institution:PACT"]
    assert table.texts("kind") == ["institution", "institution"]
    assert table.texts("members") == ["DEU;FRA", "DEU;FRA;POL"]
    assert table.numbers("formed").tolist() == [MISSING, MISSING]
    assert table.numbers("ended").tolist() == [MISSING, MISSING]
    assert table.texts("why") == [None, None]


def test_a_tie_before_the_run_has_no_step_in_which_it_formed() -> None:
    table = tabulated([run(ties=[(TREATY, FRA, POL)])], NAMES)
    assert bilateral(table, "id") == ["treaty:FRA-POL:start"]
    assert bilateral(table, "members") == ["FRA;POL"]
    assert bilateral(table, "formed") == [MISSING]
    assert bilateral(table, "ended") == [MISSING]
    assert bilateral(table, "why") == [None]
    assert bilateral(table, "ended_by") == [None]


def test_a_tie_that_one_side_leaves_says_who_and_why() -> None:
    table = tabulated([run(formed(4, DEU, POL), left(9, POL, DEU))], NAMES)
    assert bilateral(table, "id") == ["treaty:DEU-POL:4"]
    assert bilateral(table, "formed") == [4]
    assert bilateral(table, "ended") == [9]
    assert bilateral(table, "why") == ["choice"]
    assert bilateral(table, "ended_by") == ["POL"]


def test_a_tie_that_lapses_was_ended_by_nobody() -> None:
    table = tabulated([run(lapsed(2, DEU, FRA), ties=[(TREATY, DEU, FRA)])], NAMES)
    assert bilateral(table, "ended") == [2]
    assert bilateral(table, "why") == ["unpaid"]
    assert bilateral(table, "ended_by") == [None]


def test_a_tie_may_lapse_and_form_anew_in_one_step() -> None:
    events = (lapsed(3, DEU, FRA), formed(3, DEU, FRA), left(7, DEU, FRA), formed(8, DEU, FRA))
    table = tabulated([run(*events, ties=[(TREATY, DEU, FRA)])], NAMES)
    assert bilateral(table, "id") == [
        "treaty:DEU-FRA:start", "treaty:DEU-FRA:3", "treaty:DEU-FRA:8",
    ]  # fmt: skip
    assert bilateral(table, "ended") == [3, 7, MISSING]
    assert bilateral(table, "why") == ["unpaid", "choice", None]


def test_kinds_of_one_pair_do_not_mix() -> None:
    events = (formed(1, DEU, FRA, DIALOGUE), formed(1, DEU, FRA), left(2, FRA, DEU))
    table = tabulated([run(*events)], NAMES)
    assert bilateral(table, "id") == ["dialogue:DEU-FRA:1", "treaty:DEU-FRA:1"]
    assert bilateral(table, "ended") == [MISSING, 2]


def test_each_replicate_has_its_own_institutions_and_ties() -> None:
    runs = [raw_run(0, events=[formed(1, DEU, FRA)], ties=[]), raw_run(1, events=[], ties=[])]
    table = tabulated(runs, NAMES)
    assert table.numbers("replicate").tolist() == [0, 0, 0, 1, 1]
    assert table.texts("id") == [
        "institution:EU", "institution:PACT", "treaty:DEU-FRA:1",
        "institution:EU", "institution:PACT",
    ]  # fmt: skip


def test_ids_differ_within_a_replicate() -> None:
    events = [formed(step, DEU, FRA) for step in range(0, 20, 2)]
    events += [left(step, FRA, DEU) for step in range(1, 20, 2)]
    table = tabulated([run(*sorted(events))], NAMES)
    assert len(set(table.texts("id"))) == table.n_rows == 12


def test_a_world_without_institutions_has_only_pairs() -> None:
    alone = raw_run(events=[formed(0, FRA, POL)], ties=[])
    alone = alone._replace(foundation=alone.foundation._replace(seats=np.zeros((0, 3))))
    table = tabulated([alone], NAMES._replace(institutions=()))
    assert table.texts("id") == ["treaty:FRA-POL:0"]


@pytest.mark.parametrize("events", [[left(1, DEU, FRA)], [formed(1, DEU, POL), left(2, DEU, FRA)]])
def test_an_end_without_a_beginning_is_a_bug(events: list[list[float]]) -> None:
    with pytest.raises(RuntimeError, match="ends in the ledger that never began"):
        lives(run(*events), 3)


HISTORY = st.lists(
    st.tuples(st.sampled_from([(DEU, FRA), (DEU, POL), (FRA, POL)]), st.integers(0, 1)), max_size=30
)


@given(changes=HISTORY)
def test_lives_are_those_of_a_plain_account(changes: list[tuple[tuple[int, int], int]]) -> None:
    """Hold the matching of beginnings and ends against one that follows the events one by one."""
    events, alive, expected = [], {(0, DEU, FRA): BEFORE}, []
    for step, ((one, other), kind) in enumerate(changes):
        since = alive.pop((kind, one, other), None)
        if since is None:
            alive[kind, one, other] = step
            events.append(formed(step, one, other, kind))
        else:
            expected.append((kind, one, other, since, step, book.CHOSEN, other))
            events.append(left(step, other, one, kind))
    expected += [(*tie, since, MISSING, -1, -1) for tie, since in alive.items()]
    found = lives(run(*events, ties=[(0, DEU, FRA)]), 3)
    order = [KIND, ONE, OTHER, FORMED, ENDED, CAUSE, BY]
    assert sorted(map(tuple, found[:, order].tolist())) == sorted(expected)
    assert found[:, FORMED].tolist() == sorted(found[:, FORMED].tolist())


# --------------------------------------------------------------------------- institutions


def organ(step: int, kind: int, actor: int, row: int = PACT) -> list[float]:
    return event(step, kind, (actor, row), book.NOBODY, 3.0, book.TIME)


def test_an_institution_founded_in_the_run_says_when_and_by_whom() -> None:
    empty = run(
        organ(4, book.FOUNDED, DEU), organ(4, book.ACCEDED, POL), organ(4, book.ACCEDED, DEU),
        organ(6, book.ACCEDED, FRA), organ(9, book.DISSOLVED, DEU),
        # The row serves a second time, from the step in which it became free.
        organ(9, book.FOUNDED, FRA), organ(9, book.ACCEDED, FRA), organ(9, book.ACCEDED, POL),
    )  # fmt: skip
    seats = empty.foundation.seats.copy()
    seats[PACT] = 0.0
    table = tabulated([empty._replace(foundation=empty.foundation._replace(seats=seats))], NAMES)
    assert table.texts("id") == ["institution:EU", "institution:PACT:4", "institution:PACT:9"]
    assert table.texts("members") == ["DEU;FRA", "DEU;POL", "FRA;POL"]
    assert table.numbers("formed").tolist() == [MISSING, 4, 9]
    assert table.numbers("ended").tolist() == [MISSING, 9, MISSING]
    assert table.texts("why") == [None, "time", None]
