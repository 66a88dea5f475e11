"""What happened in a step, and how each decision came about."""

from __future__ import annotations

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

    ``changes`` tells whether it belongs in a record of changes and refusals; only reviews of
    partnerships that left everything as it was do not.
    """

    step: int
    kind: int
    actor: int
    partner: int
    subject: int
    answer: int
    score: float = 0.0
    threshold: float = 0.0
    luck: float = 0.0
    amount: float = 0.0
    terms: tuple[float, ...] = ()
    changes: bool = True


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
