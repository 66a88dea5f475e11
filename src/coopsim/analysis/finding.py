"""A decision as it was recorded, with names for its numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from coopsim.analysis.asking import BY_ATTACKER
from coopsim.analysis.replaying import Case
from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import MECHANISMS, Parameter
from coopsim.runs.happenings import decision_tables
from coopsim.runs.raw import Foundation, RawRun
from coopsim.runs.tables import Table
from coopsim.world import ledger as book
from coopsim.world.world import Numbers

# Rows of step, kind, actor, partner, subject, and of the institution or attacker.
Address = tuple[int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one term of a score.

    Attributes:
        name: what it is called.
        value: what it adds to the score.
        meaning: one sentence.
        equation: what it is made of.
        weight: path of the parameter that weighs it, or "" if there is no single one.
        weighs: value of that parameter with the sign it has in the equation, or NaN.
    """

    name: str
    value: float
    meaning: str
    equation: str
    weight: str = ""
    weighs: float = math.nan

    @property
    def input(self) -> float:
        """Return what the weight is multiplied with, or NaN."""
        return self.value / self.weighs if self.weighs else math.nan


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one decision; numbers that were never weighed are NaN.

    Attributes:
        replicate, step: when.
        kind: which decision.
        actor: the state that decides; "" for an attacker without a state behind it.
        partner: the state it decides about, or "".
        subject: the threat or the kind of partnership, or "".
        body: the institution in which it decides, or the attacker, or "".
        answer: what it decided.
        score, threshold: the answer depends on which is larger.
        draw: the luck in the threshold.
        amount, amount_means: what it is about besides.
        terms: what the score is the sum of.
        address: rows instead of ids.
    """

    replicate: int
    step: int
    kind: str
    actor: str
    partner: str
    subject: str
    body: str
    answer: str
    score: float
    threshold: float
    draw: float
    amount: float
    amount_means: str
    terms: tuple[Term, ...]
    address: Address

    @property
    def margin(self) -> float:
        """Return how far the score is beyond the threshold; NaN if one of them is not known."""
        return self.score - self.threshold

    @property
    def beats(self) -> bool:
        """Tell whether the score beats the threshold."""
        return self.score > self.threshold


def decision_of(case: Case, row: Numbers) -> Decision:
    """Give names to a raw decision ``[DECISION_WIDTH]``."""
    code = int(row[book.KIND])
    kind, _, terms = book.DECISIONS[code]
    table = decision_tables([_alone(case, row)], case.names)[f"decisions/{kind}"]
    body = "institution" if code in book.IN_INSTITUTION else "attacker"
    has_body = code in (*book.IN_INSTITUTION, *BY_ATTACKER)
    return Decision(
        replicate=case.replicate,
        step=int(row[book.STEP]),
        kind=kind,
        actor=_text(table, "actor"),
        partner=_text(table, "partner"),
        subject=_text(table, "subject"),
        body=_text(table, body) if has_body else "",
        answer=_text(table, "answer"),
        score=float(row[book.SCORE]),
        threshold=float(row[book.THRESHOLD]),
        draw=float(row[book.DRAW]),
        amount=float(row[book.AMOUNT]),
        amount_means=table.column("amount").meaning,
        terms=tuple(
            _term(case, kind, name, float(row[at]))
            for at, name in enumerate(terms, start=book.FIRST_TERM)
        ),
        address=address_of(row),
    )


def address_of(row: Numbers) -> Address:
    """Return where a raw decision stands; no body is NOBODY."""
    step, kind, actor, partner, subject = (int(row[at]) for at in range(book.SUBJECT + 1))
    body = book.NOBODY if math.isnan(row[book.BODY]) else int(row[book.BODY])
    return step, kind, actor, partner, subject, body


def _alone(case: Case, row: Numbers) -> RawRun:
    """Wrap a decision as a run in which nothing else happened."""
    nothing = np.empty((0, 0))
    foundation = Foundation(np.empty((0, 3), dtype=np.int64), nothing)
    events = np.empty((0, book.EVENT_WIDTH))
    return RawRun(case.replicate, nothing, nothing, events, row[np.newaxis], foundation)


def _text(table: Table, column: str) -> str:
    return table.texts(column)[0] or ""


def _term(case: Case, kind: str, name: str, value: float) -> Term:
    words = read_catalogue("words").plain()
    told = words["terms"][words["decisions"][kind]["terms"]][name]
    weight = _weight(told["equation"])
    if weight is None:
        return Term(name, value, told["meaning"], told["equation"])
    path = f"{weight.mechanism}.{weight.name}"
    sign = -1.0 if told["equation"].startswith("-") else 1.0
    weighs = sign * case.scenario.parameter_values()[weight.index]
    return Term(name, value, told["meaning"], told["equation"], path, weighs)


def _weight(equation: str) -> Parameter | None:
    """Return the parameter that an equation begins with, behind a sign; None if it is none."""
    first, times, _ = equation.removeprefix("-").removeprefix("scale x ").partition(" x ")
    if not times:
        return None
    # Names that later mechanisms have too mean the first, which is of the core.
    owners = (each.parameters[first] for each in MECHANISMS.values() if first in each.parameters)
    return next(owners, None)
