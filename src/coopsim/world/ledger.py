"""Buffers for events and for the reasons of decisions.

Compiled code appends rows; between steps the runner takes them out. Rows are numbers;
the tables below give them names.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopsim.catalogue.rules import HELP_TERMS
from coopsim.world.world import Numbers, Rows, Size

# How much is recorded: nothing, changes and refusals, or every decision that was looked at.
NOTHING, CHANGES, EVERYTHING = 0, 1, 2

# Columns of an event row.
STEP, KIND, ACTOR, PARTNER, SUBJECT, SIZE, CAUSE = range(7)
EVENT_WIDTH = 7
# Columns of a decision row: those above up to SUBJECT, then these, then the terms.
ANSWER, SCORE, THRESHOLD, DRAW, AMOUNT, FIRST_TERM = 5, 6, 7, 8, 9, 10
MAX_TERMS = 11
# The institution in which a vote was cast, or the attacker that decided, stands last.
BODY = FIRST_TERM + MAX_TERMS
DECISION_WIDTH = BODY + 1
NOBODY = -1
# Columns of a nudge: those of a decision up to SUBJECT, then its body, then what is added.
NUDGED_BODY, NUDGE, NUDGE_WIDTH = 5, 6, 7

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
    ("attempt", "threat", "chance"),
    ("failed", "threat", "chance"),
    ("deterred", "threat", "chance"),
    ("attributed", "threat", "severity"),
    ("government_changed", "none", "approval"),
    ("signed", "partnership", "legal_weight"),
    ("ratification_failed", "partnership", "months"),
    ("acceded", "none", "members"),
    ("left", "none", "members"),
    ("founded", "none", "members"),
    ("dissolved", "none", "members"),
    ("relief", "threat", "busd"),
    ("leak", "none", "sharing"),
    ("mission", "threat", "thousand_soldiers"),
    ("intervention", "intervention", "values"),
)
(
    STRIKE, SPREAD, STRIKE_ENDED, REQUEST, MANDATE, FUND_PAID,
    HELP_SENT, HELP_ARRIVED, FORMED, ENDED, LAPSED,
    ATTEMPT, FAILED, DETERRED, ATTRIBUTED,
    GOVERNMENT_CHANGED, SIGNED, RATIFICATION_FAILED,
    ACCEDED, LEFT, FOUNDED, DISSOLVED, RELIEF,
    LEAK, MISSION, INTERVENTION,
) = range(len(EVENTS))  # fmt: skip

# Why an event came about. Positions are codes.
CAUSES = (
    "chance", "plan", "neighbour", "time", "request", "obligation", "vote", "choice", "unpaid",
    "attack", "accident",
    "election", "collapse", "ratification", "new_government", "condition", "agendas",
)  # fmt: skip
(
    CHANCE, PLANNED, NEIGHBOUR, TIME, ASKED, OBLIGED, VOTED, CHOSEN, UNPAID,
    ATTACKED, BY_ACCIDENT,
    ELECTED, FELL, BY_RATIFICATION, NEW_GOVERNMENT, CONDITION, ESTRANGED,
) = range(len(CAUSES))  # fmt: skip

# Answers to a decision. Positions are codes.
ANSWERS = ("no", "yes", "unable", "abstained", "distrusts", "deterred")
NO, YES, UNABLE, ABSTAINED, DISTRUSTS, HELD_BACK = range(len(ANSWERS))

# Kinds of decision, and the terms of their scores. Positions are codes.
# A rule has some of these terms, and leaves the others at 0.
AID_TERMS = HELP_TERMS
VOTE_TERMS = ("stake", "affinity", "future", "grievance", "cost", "opposition")
TIE_TERMS = (
    "security", "agenda", "friction", "autonomy", "grievance", "upkeep", "sovereignty",
    "reassurance", "reputation", "patronage",
)  # fmt: skip
ATTACK_TERMS = ("gain", "failure", "allies")
TARGET_TERMS = ("weakness",)
RATIFY_TERMS = ("gain", "hurdle", "opposition", "fragmentation")
IMITATE_TERMS = ("own_payoff", "other_payoff")
SEAT_TERMS = ("security", "agenda", "grievance", "dues", "resentment", "outside")
DECISIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("contribute", "threat", AID_TERMS),
    ("vote", "threat", VOTE_TERMS),
    ("form", "partnership", TIE_TERMS),
    ("leave", "partnership", TIE_TERMS),
    ("attack", "threat", ATTACK_TERMS),
    ("target", "threat", TARGET_TERMS),
    ("ratify", "partnership", RATIFY_TERMS),
    ("apply", "none", SEAT_TERMS),
    ("admit", "none", SEAT_TERMS),
    ("exit", "none", SEAT_TERMS),
    ("provide", "none", AID_TERMS),
    ("imitate", "none", IMITATE_TERMS),
)
(
    CONTRIBUTE, VOTE, FORM, LEAVE, ATTACK, TARGET, RATIFY, APPLY, ADMIT, EXIT,
    PROVIDE, IMITATE,
) = range(len(DECISIONS))  # fmt: skip
# Decisions and events of an institution: its row is the body, or the partner.
IN_INSTITUTION = (VOTE, APPLY, ADMIT, EXIT)
BY_INSTITUTION = (MANDATE, FUND_PAID, ACCEDED, LEFT, FOUNDED, DISSOLVED)


class Ledger(NamedTuple):
    """Hold the buffers.

    Attributes:
        events: ``[capacity, EVENT_WIDTH]``.
        decisions: ``[capacity, DECISION_WIDTH]``.
        used: ``[2]`` rows used of events and of decisions.
        level: ``[1]`` NOTHING, CHANGES or EVERYTHING.
        nudges: ``[n, NUDGE_WIDTH]`` what to add to the scores of decisions; nearly always none.
    """

    events: Numbers
    decisions: Numbers
    used: Rows
    level: Rows
    nudges: Numbers


def rows_per_step(size: Size) -> tuple[int, int]:
    """Bound the rows of events and of decisions that one step can write."""
    cases = size.threats * size.states
    pairs = size.threats * size.edges
    ties = size.kinds * size.edges
    events = (
        size.planned + size.states + 5 * cases + size.attackers * (size.states + 2)
        + cases * max(size.institutions, 1) * 2 + 2 * pairs + 2 * size.edges + 2 * ties
    )  # fmt: skip
    decisions = pairs + cases * size.institutions * size.states + 2 * ties + size.attackers
    # Seats that are taken, given up or weighed; a coalition casts the votes of its strike.
    seats = size.institutions * (size.states + 3)
    events += 2 * seats + size.organisations * cases
    # Each state gives to the common good or not, and at most so many reconsider by imitation.
    decisions += 3 * seats + 2 * size.states
    return events, decisions


def empty(size: Size, level: int, steps: int = 1) -> Ledger:
    """Make buffers with room for so many of the fullest steps, or none if nothing is recorded."""
    events, decisions = rows_per_step(size) if level != NOTHING else (0, 0)
    return Ledger(
        # A row is written in full, so that what is not used costs nothing.
        events=np.empty((events * steps, EVENT_WIDTH)),
        decisions=np.empty((decisions * steps, DECISION_WIDTH)),
        used=np.zeros(2, dtype=np.int64),
        level=np.full(1, level, dtype=np.int64),
        nudges=np.zeros((0, NUDGE_WIDTH)),
    )
