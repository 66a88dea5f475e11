"""Buffers for events and for the reasons of decisions.

Compiled code appends rows; between steps the runner takes them out. Rows are numbers;
the tables below give them names.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopsim.world.world import Numbers, Rows, Size

# How much is recorded: nothing, changes and refusals, or every decision that was looked at.
NOTHING, CHANGES, EVERYTHING = 0, 1, 2

# Columns of an event row.
STEP, KIND, ACTOR, PARTNER, SUBJECT, SIZE, CAUSE = range(7)
EVENT_WIDTH = 7
# Columns of a decision row: those above up to SUBJECT, then these, then the terms.
ANSWER, SCORE, THRESHOLD, DRAW, AMOUNT, FIRST_TERM = 5, 6, 7, 8, 9, 10
MAX_TERMS = 7
# The institution in which a vote was cast stands last.
BODY = FIRST_TERM + MAX_TERMS
DECISION_WIDTH = BODY + 1
NOBODY = -1

# Kinds of event, and what their subject and size are. Positions are codes.
EVENTS: tuple[tuple[str, str, str], ...] = (
    ("strike", "threat", "severity"),
    ("spread", "threat", "severity"),
    ("strike_ended", "threat", "severity"),
    ("request", "threat", "busd"),
    ("mandate", "threat", "busd"),
    ("fund_paid", "threat", "busd"),
    ("help_sent", "threat", "busd"),
    ("help_arrived", "none", "acts"),
    ("formed", "partnership", "depth"),
    ("ended", "partnership", "depth"),
    ("lapsed", "partnership", "depth"),
    ("intervention", "intervention", "values"),
)
(
    STRIKE, SPREAD, STRIKE_ENDED, REQUEST, MANDATE, FUND_PAID,
    HELP_SENT, HELP_ARRIVED, FORMED, ENDED, LAPSED, INTERVENTION,
) = range(len(EVENTS))  # fmt: skip

# Why an event came about. Positions are codes.
CAUSES = (
    "chance", "plan", "neighbour", "time", "request", "obligation", "vote", "choice", "unpaid",
    "condition",
)  # fmt: skip
(
    CHANCE, PLANNED, NEIGHBOUR, TIME, ASKED, OBLIGED, VOTED, CHOSEN, UNPAID, CONDITION,
) = range(len(CAUSES))  # fmt: skip

# Answers to a decision. Positions are codes.
ANSWERS = ("no", "yes", "unable", "abstained", "distrusts")
NO, YES, UNABLE, ABSTAINED, DISTRUSTS = range(len(ANSWERS))

# Kinds of decision, and the terms of their scores. Positions are codes.
AID_TERMS = ("stake", "affinity", "private_benefit", "obligation", "future", "grievance", "cost")
VOTE_TERMS = ("stake", "affinity", "future", "grievance", "cost")
TIE_TERMS = ("security", "agenda", "friction", "autonomy", "grievance", "upkeep")
DECISIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("contribute", "threat", AID_TERMS),
    ("vote", "threat", VOTE_TERMS),
    ("form", "partnership", TIE_TERMS),
    ("leave", "partnership", TIE_TERMS),
)
CONTRIBUTE, VOTE, FORM, LEAVE = range(len(DECISIONS))


class Ledger(NamedTuple):
    """Hold the buffers.

    Attributes:
        events: ``[capacity, EVENT_WIDTH]``.
        decisions: ``[capacity, DECISION_WIDTH]``.
        used: ``[2]`` rows used of events and of decisions.
        level: ``[1]`` NOTHING, CHANGES or EVERYTHING.
    """

    events: Numbers
    decisions: Numbers
    used: Rows
    level: Rows


def rows_per_step(size: Size) -> tuple[int, int]:
    """Bound the rows of events and of decisions that one step can write."""
    cases = size.threats * size.states
    pairs = size.threats * size.edges
    ties = size.kinds * size.edges
    events = (
        size.planned + 4 * cases + cases * max(size.institutions, 1) * 2
        + pairs + size.edges + 2 * ties
    )  # fmt: skip
    decisions = pairs + cases * size.institutions * size.states + 2 * ties
    return events, decisions


def empty(size: Size, level: int, steps: int = 1) -> Ledger:
    """Make buffers with room for so many of the fullest steps, or none if nothing is recorded."""
    events, decisions = rows_per_step(size) if level != NOTHING else (0, 0)
    return Ledger(
        events=np.zeros((events * steps, EVENT_WIDTH)),
        decisions=np.zeros((decisions * steps, DECISION_WIDTH)),
        used=np.zeros(2, dtype=np.int64),
        level=np.full(1, level, dtype=np.int64),
    )
