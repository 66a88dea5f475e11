"""Partnerships ``[field, kind, edge]`` and their kinds ``[field, kind]``.

A pair of states has at most one partnership of each kind. Both directions of the pair
hold the same depth and age.
"""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "partnership"
KIND = "partnership_kind"

DEPTH = given(
    BLOCK, "depth", "1", LEVEL, "How far the partnership is developed; 0 if none.", default=0.5
)
SINCE = computed(
    BLOCK, "since", "step", (-1.0, float("inf")), "Step in which it formed; -1 before the run."
)
LEAST_LUCK = computed(
    BLOCK,
    "least_luck",
    "1",
    LEVEL,
    "Luck below which the row would not have been in it at the start; 0 if it was not.",
)

MIN_TRUST = given(KIND, "min_trust", "1", LEVEL, "Least trust both sides need to form one.")
UPKEEP = given(KIND, "upkeep_busd", "billion USD a year", AMOUNT, "Cost for each side.")
LEGAL_WEIGHT = given(
    KIND, "legal_weight", "1", LEVEL, "How binding it is: raises the hurdle of ratifying and exit."
)
AUTONOMY_COST = given(
    KIND,
    "autonomy_cost",
    "1",
    LEVEL,
    "Freedom given up to a stronger partner.",
    source="Morrow 1991",
)
SECURITY = given(KIND, "security", "1", LEVEL, "What it adds to the security of each side.")
COORDINATION = given(
    KIND, "coordination", "1", LEVEL, "How much it suffers from cultural friction."
)
CONTACT = given(KIND, "contact", "1", LEVEL, "How much the two work together in it.")
GOODWILL = given(
    KIND, "goodwill", "evidence a month", AMOUNT, "Good experience it brings, in acts of help."
)
SHARING = given(KIND, "sharing", "1", LEVEL, "Share of knowledge about threats that it passes on.")
CHANNEL = given(KIND, "channel", "1", LEVEL, "1 if partners ask each other for help through it.")
OBLIGATION = given(KIND, "obligation", "1", LEVEL, "Strength of the duty to help.")
DEEPENING = given(
    KIND, "deepening", "1/month", LEVEL, "Pace at which its depth follows what is paid for it."
)
NEEDS_LEAST = given(
    KIND,
    "needs_least",
    "1",
    LEVEL,
    "Least value of the field that it needs, on both sides.",
    default=0.0,
)
NEEDS_FIELD = computed(
    KIND,
    "needs_row",
    "row",
    (-1.0, float("inf")),
    "Row of the state field of which both sides need enough; -1 if none.",
)
