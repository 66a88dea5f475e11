"""Dyads ``[field, edge]``: what one state (the row) holds towards another (the column)."""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "dyad"

TRUST_PRIOR = given(
    BLOCK,
    "trust",
    "1",
    LEVEL,
    "Trust at the start, to which trust returns as memory fades; agenda affinity if not given.",
    source="Josang and Ismail 2002, beta reputation",
)
FRICTION = given(
    BLOCK,
    "friction",
    "1",
    LEVEL,
    "Cultural friction: share of language, military customs and procedures not in common.",
)
DISTANCE = given(BLOCK, "distance_km", "km", AMOUNT, "Distance; between the capitals if not given.")
CONTIGUITY = given(BLOCK, "contiguity", "1", LEVEL, "1 if the two share a border.", default=0.0)
TRADE = given(
    BLOCK,
    "trade",
    "1",
    LEVEL,
    "Closeness of trade and networks, along which some threats spread.",
    default=0.0,
)
COMPETENCE = given(
    BLOCK,
    "competence",
    "1",
    LEVEL,
    "Competence gained by working together; it buys back friction.",
    default=0.0,
)

AFFINITY = computed(
    BLOCK,
    "affinity",
    "1",
    LEVEL,
    "Closeness of the two agendas, weighted by what the row finds salient.",
)
REGIME_DISTANCE = computed(
    BLOCK, "regime_distance", "1", LEVEL, "Difference of the two regimes' democracy."
)
EVIDENCE_FOR = computed(
    BLOCK, "evidence_for", "1", AMOUNT, "Remembered help, counted from the prior upwards."
)
EVIDENCE_AGAINST = computed(
    BLOCK, "evidence_against", "1", AMOUNT, "Remembered refusals, counted from the prior upwards."
)
TRUST = computed(BLOCK, "trust_now", "1", LEVEL, "Trust: evidence for over all evidence.")
GRIEVANCE = computed(
    BLOCK, "grievance", "1", LEVEL, "Anger over an obligation that was not honoured."
)
OBLIGATION = computed(
    BLOCK, "obligation", "1", LEVEL, "Strength of the bilateral duty of the row to help the column."
)
CONTACT = computed(
    BLOCK, "contact", "1", LEVEL, "How much the two work together through their partnerships."
)
GOODWILL = computed(
    BLOCK, "goodwill", "evidence a step", AMOUNT, "Good experience that their partnerships bring."
)
SHARING = computed(
    BLOCK, "sharing", "1", LEVEL, "Share of what one knows about threats that it tells the other."
)
CHANNEL = computed(BLOCK, "channel", "1", LEVEL, "1 if the column may ask the row for help.")
STANDARDS = computed(
    BLOCK, "standards", "1", LEVEL, "Share of friction removed by common standards."
)
FELLOWSHIP = computed(BLOCK, "fellowship", "1", LEVEL, "1 if both sit in one institution.")
CREDIT = computed(
    BLOCK, "credit", "acts", AMOUNT, "Help of the row that arrived at the column, in whole acts."
)
REFUSED = computed(
    BLOCK, "refused", "acts", AMOUNT, "Requests that the row refused, able and seen to be able."
)
BETRAYED = computed(
    BLOCK, "betrayed", "1", LEVEL, "Strongest obligation of the row among the requests it refused."
)
