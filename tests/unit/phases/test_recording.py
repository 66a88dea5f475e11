from __future__ import annotations

import numpy as np
import pytest

from coopsim.phases.recording import drop_last_two, explain, note, weigh
from coopsim.world import ledger as book
from worlds import NOBODY, Decision, Event, decisions, events, ledger_for, tiny_world

LEVELS = (book.CHANGES, book.EVERYTHING)


@pytest.mark.parametrize("level", LEVELS)
def test_events_follow_each_other(level: int) -> None:
    ledger = ledger_for(tiny_world(), level)
    note(ledger, 3, book.STRIKE, book.CHANCE, 1, NOBODY, 0, 0.5)
    note(ledger, 4, book.HELP_SENT, book.OBLIGED, 2, 1, 0, 7.0)
    assert events(ledger) == [
        Event("strike", 1, NOBODY, 0, 0.5, "chance"),
        Event("help_sent", 2, 1, 0, 7.0, "obligation"),
    ]
    assert ledger.events[:2, book.STEP].tolist() == [3.0, 4.0]
    assert ledger.used.tolist() == [2, 0]


@pytest.mark.parametrize("level", LEVELS)
def test_a_decision_carries_its_terms(level: int) -> None:
    ledger = ledger_for(tiny_world(), level)
    terms = tuple(0.1 * n for n in range(len(book.TIE_TERMS)))
    row = explain(ledger, 3, book.FORM, 0, 1, 0, book.YES)
    weigh(ledger, row, 0.6, 0.2, 0.4, 0.5, terms)
    assert row == 0
    assert decisions(ledger) == [Decision("form", 0, 1, 0, "yes", 0.6, 0.2, 0.5, list(terms))]
    assert ledger.decisions[0, [book.STEP, book.DRAW]].tolist() == [3.0, 0.4]


def test_what_is_not_weighed_stays_empty_also_where_an_older_decision_stood() -> None:
    ledger = ledger_for(tiny_world())
    ledger.decisions[:] = 9.0
    row = explain(ledger, 3, book.VOTE, 0, 1, 0, book.YES)
    weigh(ledger, row, 0.6, 0.2, 0.4, 0.5, (0.6,))
    explain(ledger, 3, book.CONTRIBUTE, 0, 1, 0, book.UNABLE)
    assert np.isnan(ledger.decisions[0, book.FIRST_TERM + 1 :]).all()
    assert np.isnan(ledger.decisions[1, book.SCORE :]).all()
    assert not np.isnan(ledger.decisions[1, : book.SCORE]).any()


def test_nothing_is_written_where_nothing_is_recorded() -> None:
    ledger = ledger_for(tiny_world(), book.NOTHING)
    note(ledger, 0, book.STRIKE, book.CHANCE, 1, NOBODY, 0, 0.5)
    row = explain(ledger, 0, book.FORM, 0, 1, 0, book.YES)
    weigh(ledger, row, 0.6, 0.2, 0.4, 0.5, (0.1,))
    drop_last_two(ledger)
    assert row == -1
    assert ledger.used.tolist() == [0, 0]
    assert ledger.events.shape[0] == ledger.decisions.shape[0] == 0


@pytest.mark.parametrize(
    ("level", "kept"), [(book.CHANGES, [0.0]), (book.EVERYTHING, [0.0, 1.0, 2.0])]
)
def test_decisions_that_changed_nothing_are_dropped_unless_all_are_wanted(
    level: int, kept: list[float]
) -> None:
    ledger = ledger_for(tiny_world(), level)
    for actor in range(3):
        explain(ledger, 0, book.FORM, actor, 1, 0, book.NO)
    drop_last_two(ledger)
    assert [decision.actor for decision in decisions(ledger)] == kept
