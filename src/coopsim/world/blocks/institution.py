"""Institutions ``[field, institution]``, their seats and their mandates.

Seats are ``[field, institution, state]``; mandates, one for each strike on a member, are
``[field, institution, threat, state]``.
"""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "institution"
SEAT = "seat"
MANDATE = "mandate"

QUORUM = given(
    BLOCK, "quorum", "share of votes", LEVEL, "Share of the counted votes that must say yes."
)
ABSTENTION = given(
    BLOCK,
    "abstention_band",
    "utility",
    AMOUNT,
    "How far below its threshold a member abstains instead of saying no (unanimity only).",
    default=0.0,
)
LEAD = computed(
    BLOCK,
    "lead_row",
    "row",
    (-1.0, float("inf")),
    "Row of the lead nation that decides; -1 if none.",
)
OBLIGATION = given(
    BLOCK, "obligation", "1", LEVEL, "Duty of members to help once a mandate is adopted."
)
DUES_SHARE = given(
    BLOCK, "dues_share", "share of GDP", LEVEL, "Dues into the common fund.", default=0.0
)
STANDARDS = given(
    BLOCK,
    "standards",
    "1",
    LEVEL,
    "Share of friction between members removed by common standards.",
    default=0.0,
)
FUND = given(BLOCK, "fund_busd", "billion USD", AMOUNT, "Common fund.", default=0.0)

MEMBER = computed(SEAT, "member", "1", LEVEL, "1 if the state is a member.")

STATUS = computed(
    MANDATE, "status", "1", (0.0, 2.0), "0 not asked for, 1 under decision, 2 adopted."
)
SINCE = computed(MANDATE, "since", "step", (-1.0, float("inf")), "Step in which the status began.")
