from __future__ import annotations

import pytest

from coopsim.world import ledger as book
from coopsim.world.ledger import empty, rows_per_step
from coopsim.world.world import Size


@pytest.mark.parametrize(
    ("size", "events", "decisions"),
    [
        # 3 governments change; 6 edges receive help, and leak. 3 states provide, and imitate.
        (Size(3, 6, 0, 0, 0, 0, 1), 3 + 12, 6),
        # 3 cases: end, spread, strike, request, attribution of each; 6 pairs send, and go on a
        # mission; a mandate and a payment of each case. 6 decisions to help.
        (Size(3, 6, 0, 0, 1, 0, 1), 15 + 15 + 12 + 6, 12),
        (Size(3, 6, 0, 0, 1, 5, 1), 53, 12),
        # Attackers: a decision, an attempt and what comes of it, an accident with each state
        (Size(3, 6, 0, 0, 1, 0, 1, 2), 48 + 10, 14),
        # Votes: each state on each case in each institution; besides, seats come and go
        (Size(3, 6, 0, 2, 1, 0, 1), 48 + 6 + 24, 12 + 18 + 36),
        # Each pair with each kind: two for forming it, two for leaving
        (Size(3, 6, 4, 0, 0, 0, 1), 15 + 48, 54),
    ],
)
def test_the_fullest_step(size: Size, events: int, decisions: int) -> None:
    assert rows_per_step(size) == (events, decisions)


@pytest.mark.parametrize("level", [book.CHANGES, book.EVERYTHING])
def test_buffers_hold_so_many_of_the_fullest_steps(level: int) -> None:
    size = Size(3, 6, 1, 1, 1, 0, 1)
    ledger = empty(size, level, steps=4)
    n_events, n_decisions = rows_per_step(size)
    assert ledger.events.shape == (4 * n_events, book.EVENT_WIDTH)
    assert ledger.decisions.shape == (4 * n_decisions, book.DECISION_WIDTH)
    assert ledger.used.tolist() == [0, 0]
    assert ledger.level.tolist() == [level]


def test_what_records_nothing_takes_no_room() -> None:
    ledger = empty(Size(3, 6, 1, 1, 1, 0, 1), book.NOTHING, steps=4)
    assert ledger.events.shape[0] == ledger.decisions.shape[0] == 0


def test_codes_stand_for_their_names() -> None:
    names = [name for name, _, _ in book.EVENTS]
    assert names[book.STRIKE] == "strike"
    assert names[book.STRIKE_ENDED] == "strike_ended"
    assert names[book.HELP_ARRIVED] == "help_arrived"
    assert names[book.LAPSED] == "lapsed"
    assert book.CAUSES[book.PLANNED] == "plan"
    assert book.CAUSES[book.UNPAID] == "unpaid"
    assert names[book.ATTRIBUTED] == "attributed"
    assert book.CAUSES[book.BY_ACCIDENT] == "accident"
    assert book.ANSWERS[book.DISTRUSTS] == "distrusts"
    assert book.ANSWERS[book.HELD_BACK] == "deterred"
    first = ["contribute", "vote", "form", "leave", "attack", "target"]
    assert [name for name, _, _ in book.DECISIONS][: len(first)] == first
    assert book.DECISIONS[book.LEAVE][0] == "leave"


def test_a_row_has_room_for_all_terms() -> None:
    assert max(len(terms) for _, _, terms in book.DECISIONS) <= book.MAX_TERMS
    assert book.BODY == book.FIRST_TERM + book.MAX_TERMS
    assert book.DECISION_WIDTH == book.BODY + 1
    columns = [
        book.STEP, book.KIND, book.ACTOR, book.PARTNER, book.SUBJECT, book.ANSWER, book.SCORE,
        book.THRESHOLD, book.DRAW, book.AMOUNT, book.FIRST_TERM,
    ]  # fmt: skip
    assert columns == list(range(len(columns)))
