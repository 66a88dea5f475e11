"""The smallest change of one term that turns a decision, and the run made again with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from coopsim.analysis.finding import Decision, Term, address_of, decision_of
from coopsim.analysis.replaying import Case, decisions_with
from coopsim.errors import CoopsimError, Fault, InputError, suggestion
from coopsim.world import ledger as book
from coopsim.world.world import Numbers

# A score must be larger than its threshold, not equal: how far beyond a change carries it, as a
# share of the numbers compared. Far above rounding, far below anything that matters.
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Flip:
    """Hold a change that turns a decision.

    Attributes:
        term: the term that is named, though the same change of any other does it too.
        value: what the term was.
        change: what is added to it.
    """

    term: str
    value: float
    change: float

    @property
    def needed(self) -> float:
        """Return what the term would have to be."""
        return self.value + self.change


def smallest_flip(decision: Decision) -> Flip | None:
    """Return the smallest change of one term that carries the score past the threshold.

    Terms add up, so the change is the margin and a hair for each of them. The term that is named
    is the one that it changes least for its size, and of those that keep their sign if any do: a
    cost that turned into a gain would be no cost. None if nothing was weighed.
    """
    if not math.isfinite(decision.margin) or not decision.terms:
        return None
    hair = HAIR * max(1.0, abs(decision.score), abs(decision.threshold))
    change = -decision.margin + (-hair if decision.beats else hair)
    term = max(decision.terms, key=lambda each: _fitness(each, change))
    return Flip(term.name, term.value, change)


def override(case: Case, decision: Decision, term: str, change: float) -> Decision:
    """Run the replicate again with one term of one decision changed; return that decision.

    Everything before the decision is as it was, and so is its luck.

    Raises:
        InputError: The decision has no such term.
        CoopsimError: The run took another course, so that nothing was decided there.
    """
    names = [each.name for each in decision.terms]
    if term not in names:
        hint = suggestion(term, names) or f"one of: {', '.join(names)}"
        raise InputError([Fault(None, "term", f'{decision.kind} has no term "{term}"', hint)])
    nudges = np.array([[*decision.address, change]])
    assert nudges.shape == (1, book.NUDGE_WIDTH)
    row = _row_at(decision, decisions_with(case, decision.step, nudges))
    if row is None:
        raise CoopsimError(f"with {term} changed, nobody decides this in step {decision.step}")
    again = decision_of(case, row)
    if again.address != decision.address:
        return again
    # The engine adds the change to the score; here it is told where it belongs.
    moved = (
        replace(each, value=each.value + change) if each.name == term else each
        for each in again.terms
    )
    return replace(again, terms=tuple(moved))


def _fitness(term: Term, change: float) -> tuple[bool, float]:
    keeps_sign = term.value * (term.value + change) > 0.0
    return keeps_sign, abs(term.value)


def _row_at(decision: Decision, rows: Numbers) -> Numbers | None:
    """Return the raw decision at the same place, or what an attacker decided instead."""
    _, kind, actor, _, _, body = decision.address
    instead: Numbers | None = None
    for row in np.asarray(rows[rows[:, book.KIND] == kind]):
        address = address_of(row)
        if address == decision.address:
            return np.asarray(row)
        if kind == book.TARGET and (address[2], address[5]) == (actor, body):
            instead = np.asarray(row)
    return instead
