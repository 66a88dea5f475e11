"""What happened in a step, and how each decision came about."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from coopsim.world import ledger as book

NOBODY = book.NOBODY


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; who and what are rows, the rest codes of the ledger."""

    step: int
    kind: int
    actor: int
    partner: int
    subject: int
    size: float
    cause: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, the terms of its score, and what the score had to beat.

    Who could not have acted weighs nothing: its numbers are NaN.

    ``changes`` tells whether it belongs in a record of changes and refusals; only reviews of
    partnerships that left everything as it was do not.
    """

    step: int
    kind: int
    actor: int
    partner: int
    subject: int
    answer: int
    score: float = math.nan
    threshold: float = math.nan
    luck: float = math.nan
    amount: float = math.nan
    terms: tuple[float, ...] = ()
    changes: bool = True
    # The institution in which a vote was cast.
    body: float = math.nan


@dataclass(slots=True)
class Diary:
    """All events and decisions of a step, in order."""

    events: list[Event] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def total(terms: tuple[float, ...]) -> float:
    """Add up the terms of a score, from left to right."""
    score = 0.0
    for term in terms:
        score += term
    return score
