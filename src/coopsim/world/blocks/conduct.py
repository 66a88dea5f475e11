"""Law and reputation: the record of a state, and how closely an institution watches."""

from __future__ import annotations

from coopsim.world.blocks import dyad, institution, tally
from coopsim.world.blocks.state import BLOCK
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

COMPLIANCE = given(
    BLOCK,
    "compliance",
    "1",
    LEVEL,
    "Record at the start: share of its obligations that others expect the state to meet.",
    default=0.8,
)
RELIABILITY = computed(
    BLOCK,
    "reliability",
    "1",
    LEVEL,
    "Share of its obligations that others expect the state to meet, from its record.",
)
KEPT = computed(BLOCK, "kept", "requests", AMOUNT, "Obliged requests that it met this step.")
BROKEN = computed(
    BLOCK,
    "broken",
    "requests",
    AMOUNT,
    "Obliged requests that it refused this step, able and seen to be able.",
)

MONITORING = given(
    institution.BLOCK,
    "monitoring",
    "1",
    LEVEL,
    "How closely the institution watches whether members honour their obligations.",
    default=0.0,
)
MONITORED = computed(
    dyad.BLOCK, "monitored", "1", LEVEL, "Closest monitoring by an institution of both."
)

WATCHED = computed(
    tally.BLOCK, "watched", "requests", AMOUNT, "Obliged requests among monitored fellows."
)
WATCHED_KEPT = computed(
    tally.BLOCK, "watched_kept", "requests", AMOUNT, "Those of them that were met."
)
