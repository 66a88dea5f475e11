"""Seats in institutions: who may join, who pays what, who resents it, what is founded."""

from __future__ import annotations

from coopsim.world.blocks import tally
from coopsim.world.blocks.institution import BLOCK, MANDATE, SEAT
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

ROW = (-1.0, float("inf"))

ADMISSION_QUORUM = computed(
    BLOCK,
    "admission_quorum",
    "share of votes",
    (-1.0, 1.0),
    "Share of the counted votes that must admit a new member; -1 if there are no new ones.",
)
NEEDS_FIELD = computed(
    BLOCK,
    "needs_row",
    "row",
    ROW,
    "Row of the state field of which a new member needs enough; -1 if none.",
)
NEEDS_LEAST = given(
    BLOCK,
    "needs_least",
    "1",
    LEVEL,
    "Least value of the field that a new member needs.",
    default=0.0,
)
BURDEN_RULE = computed(
    BLOCK,
    "burden_code",
    "code",
    (0.0, 3.0),
    "How dues are shared: 0 by GDP, 1 equally, 2 by military spending, 3 by ability to pay.",
)
SPARE = computed(
    BLOCK, "spare", "1", LEVEL, "1 if the row is kept free for what is founded in the run."
)
COALITION = computed(BLOCK, "coalition", "1", LEVEL, "1 while it is a coalition of the willing.")
CALLED_THREAT = computed(BLOCK, "called_threat", "row", ROW, "Row of the threat that called it.")
CALLED_STATE = computed(BLOCK, "called_state", "row", ROW, "Row of the state that it helps.")

ELIGIBLE = computed(SEAT, "eligible", "1", LEVEL, "1 if the state is of a region that may join.")
ASSESSED = computed(
    SEAT, "assessed", "1", AMOUNT, "Dues of the member over what they would be by GDP."
)
RESENTMENT = computed(
    SEAT,
    "resentment",
    "1",
    AMOUNT,
    "How far the member's share of the cost exceeded its share of the benefit of late.",
)

LEGITIMACY = computed(
    MANDATE, "legitimacy", "1", LEVEL, "Share of the other members that asked for the mandate."
)

ACCESSIONS = computed(tally.BLOCK, "accessions", "states", AMOUNT, "States that were admitted.")
EXITS = computed(tally.BLOCK, "exits", "states", AMOUNT, "Members that left an institution.")
FOUNDED = computed(
    tally.BLOCK, "founded", "institutions", AMOUNT, "Institutions and coalitions that were founded."
)
