"""Tallies ``[field]``: sums over one step that no other block keeps, for the metrics."""

from __future__ import annotations

from coopsim.world.fields import AMOUNT, computed

BLOCK = "tally"

STRIKES = computed(BLOCK, "strikes", "strikes", AMOUNT, "Strikes that began this step.")
REQUESTS = computed(BLOCK, "requests", "requests", AMOUNT, "Requests that partners received.")
OBLIGED = computed(BLOCK, "obliged", "requests", AMOUNT, "Those to which the partner was obliged.")
HONOURED = computed(BLOCK, "honoured", "requests", AMOUNT, "Obliged requests that were met.")
WAR_OBLIGED = computed(
    BLOCK, "war_obliged", "requests", AMOUNT, "Obliged requests after armed attacks."
)
WAR_HONOURED = computed(BLOCK, "war_honoured", "requests", AMOUNT, "Those of them that were met.")
FUND_PAID = computed(BLOCK, "fund_paid", "billion USD", AMOUNT, "Help paid by common funds.")
EFFECTIVE = computed(BLOCK, "effective", "billion USD", AMOUNT, "Effective help sent out.")
WAITED = computed(BLOCK, "waited", "steps", AMOUNT, "Steps waited by strikes first helped now.")
FIRST_HELPED = computed(BLOCK, "first_helped", "strikes", AMOUNT, "Strikes first helped now.")
FORMED = computed(BLOCK, "formed", "partnerships", AMOUNT, "Partnerships that formed.")
ENDED = computed(BLOCK, "ended", "partnerships", AMOUNT, "Partnerships that ended.")
RETURNED = computed(
    BLOCK, "returned", "billion USD", AMOUNT, "Reserves above their cap, given back."
)
DELAY = computed(BLOCK, "delay", "months x billion USD", AMOUNT, "Delay of the help sent, by size.")
