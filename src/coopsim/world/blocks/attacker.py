"""Attackers ``[field, attacker]`` and what they see in each target ``[field, attacker, state]``.

An attacker is a rival state's plan, or a group, that chooses whom to strike with one threat.
Further rows say what attackers mean to states, to pairs, and to the tallies of a step.
"""

from __future__ import annotations

from coopsim.world.blocks.dyad import BLOCK as DYAD
from coopsim.world.blocks.state import BLOCK as STATE
from coopsim.world.blocks.tally import BLOCK as TALLY
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "attacker"
AIM = "aim"

CAPABILITY = given(
    BLOCK, "capability_busd", "billion USD a year", AMOUNT, "Means that it can spend on attacks."
)
RATE = given(
    BLOCK,
    "attempts_per_year",
    "attempts a year",
    AMOUNT,
    "How often it considers an attack, on whichever target suits it best.",
    default=1.0,
)
GAIN = given(
    BLOCK,
    "gain",
    "utility",
    AMOUNT,
    "What success is worth to it, where failure costs 1.",
    default=1.0,
)
THREAT = computed(BLOCK, "threat_row", "row", AMOUNT, "Row of the threat with which it strikes.")
SPONSOR = computed(
    BLOCK, "sponsor_row", "row", (-1.0, float("inf")), "Row of the state behind it; -1 if none."
)
STRATEGY = computed(BLOCK, "strategy_code", "code", LEVEL, "0 rival, 1 group.")
EXPECTED = computed(
    AIM, "expected", "1", LEVEL, "Chance of success that it expects, learnt from its attempts."
)

BORDER_CONTROL = given(
    STATE,
    "border_control",
    "1",
    LEVEL,
    "How well borders, coasts and airports are controlled.",
    default=0.5,
)
RIVALRY = computed(
    DYAD, "rivalry", "1", LEVEL, "1 if an attacker that one of the two sponsors aims at the other."
)

ATTEMPTS = computed(TALLY, "attempts", "attempts", AMOUNT, "Attacks that were tried.")
FAILED = computed(TALLY, "failed", "attempts", AMOUNT, "Those that failed.")
DETERRED = computed(
    TALLY, "deterred", "attempts", AMOUNT, "Attacks that the allies of the target prevented."
)
ACCIDENTS = computed(TALLY, "accidents", "crises", AMOUNT, "Crises that nobody chose.")
