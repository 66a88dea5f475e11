"""What can be asked about a run: how often each question came up, and which answers stand out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopsim.analysis.asking import KINDS, Question
from coopsim.analysis.finding import Decision, decision_of
from coopsim.analysis.replaying import Case
from coopsim.world import ledger as book
from coopsim.world.world import Numbers

# So many decisions are all named; of more, so many at either end.
ALL, SHOWN = 12, 3


class Count(NamedTuple):
    """Count the answers to one kind of decision, by answer."""

    decision: str
    answers: dict[str, int]


class Overview(NamedTuple):
    """Hold what there is to ask about.

    Attributes:
        counts: answers by kind of decision, of the kinds that came up.
        named: all decisions, or the clearest and the closest, the clearest first. What was never
            weighed stands last.
        is_whole: whether all are named.
    """

    counts: tuple[Count, ...]
    named: tuple[Decision, ...]
    is_whole: bool


def overview(case: Case, rows: Numbers) -> Overview:
    """Sum raw decisions up."""
    margins = np.abs(rows[:, book.SCORE] - rows[:, book.THRESHOLD])
    # Stable, so that equals keep the order in which they were decided; NaN comes last.
    order = np.argsort(-margins, kind="stable")
    is_whole = len(order) <= ALL
    if not is_whole:
        order = order[np.isfinite(margins[order])]
        order = np.concatenate([order[:SHOWN], order[-SHOWN:]])
    named = tuple(decision_of(case, rows[n]) for n in order)
    return Overview(tuple(_counts(rows)), named, is_whole)


def question_for(decision: Decision) -> Question:
    """Return the question that only this decision answers, or hardly any other."""
    return Question(
        decision.actor or decision.body or None,
        decision.partner or decision.body or None,
        decision.step,
        decision.kind,
        decision.subject or None,
    )


def _counts(rows: Numbers) -> list[Count]:
    counts = []
    for code, kind in enumerate(KINDS):
        answers = rows[rows[:, book.KIND] == code, book.ANSWER]
        if len(answers):
            codes, numbers = np.unique(answers.astype(int), return_counts=True)
            named = {book.ANSWERS[a]: int(n) for a, n in zip(codes, numbers, strict=True)}
            counts.append(Count(kind, named))
    return counts
