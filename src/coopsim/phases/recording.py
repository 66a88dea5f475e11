"""Write events and decisions into the ledger."""

from __future__ import annotations

import math

from coopsim.compilation import kernel
from coopsim.world import ledger as book
from coopsim.world.ledger import Ledger


@kernel
def note(
    ledger: Ledger,
    step: int,
    kind: int,
    cause: int,
    actor: int,
    partner: int,
    subject: int,
    size: float,
) -> None:
    """Append an event: who, towards whom, about which threat or kind, how large, and why.

    Actor, partner and subject are rows, or NOBODY. Nothing is written at level NOTHING.
    """
    if ledger.level[0] == book.NOTHING:
        return
    row = ledger.used[0]
    ledger.events[row, book.STEP] = step
    ledger.events[row, book.KIND] = kind
    ledger.events[row, book.ACTOR] = actor
    ledger.events[row, book.PARTNER] = partner
    ledger.events[row, book.SUBJECT] = subject
    ledger.events[row, book.SIZE] = size
    ledger.events[row, book.CAUSE] = cause
    ledger.used[0] = row + 1


@kernel
def explain(
    ledger: Ledger,
    step: int,
    kind: int,
    actor: int,
    partner: int,
    subject: int,
    answer: int,
) -> int:
    """Append a decision and give back its row, or -1 if nothing is recorded.

    The caller fills in the row with ``weigh``; what is never weighed stays empty (NaN).
    """
    if ledger.level[0] == book.NOTHING:
        return -1
    row = int(ledger.used[1])
    ledger.decisions[row, book.STEP] = step
    ledger.decisions[row, book.KIND] = kind
    ledger.decisions[row, book.ACTOR] = actor
    ledger.decisions[row, book.PARTNER] = partner
    ledger.decisions[row, book.SUBJECT] = subject
    ledger.decisions[row, book.ANSWER] = answer
    for column in range(book.SCORE, book.DECISION_WIDTH):
        ledger.decisions[row, column] = math.nan
    ledger.used[1] = row + 1
    return row


@kernel
def weigh(
    ledger: Ledger,
    row: int,
    score: float,
    threshold: float,
    luck: float,
    amount: float,
    terms: tuple[float, ...],
) -> None:
    """Fill in a decision's score, threshold, draw, amount and the terms that make the score."""
    if row < 0:
        return
    ledger.decisions[row, book.SCORE] = score
    ledger.decisions[row, book.THRESHOLD] = threshold
    ledger.decisions[row, book.DRAW] = luck
    ledger.decisions[row, book.AMOUNT] = amount
    for k in range(len(terms)):
        ledger.decisions[row, book.FIRST_TERM + k] = terms[k]


@kernel
def drop_last_two(ledger: Ledger) -> None:
    """Forget the last two decisions unless everything is recorded: they changed nothing."""
    if ledger.level[0] == book.CHANGES:
        ledger.used[1] -= 2


@kernel
def drop_last(ledger: Ledger) -> None:
    """Forget the last decision unless everything is recorded: it changed nothing."""
    if ledger.level[0] == book.CHANGES:
        ledger.used[1] -= 1
