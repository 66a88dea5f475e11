"""Working together: what partnerships bring a pair beside help, and what comes of it.

Further rows of the blocks of kinds, dyads, states, impacts and tallies. What a kind has is
times the depth of the partnership; ``phases.ties`` adds it up for every pair.
"""

from __future__ import annotations

from coopsim.world.blocks.dyad import BLOCK as DYAD
from coopsim.world.blocks.partnership import KIND
from coopsim.world.blocks.state import BLOCK as STATE
from coopsim.world.blocks.tally import BLOCK as TALLY
from coopsim.world.blocks.threat import IMPACT
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

KIND_CALM = given(
    KIND, "calm", "1", LEVEL, "How well it lets two governments talk in a crisis.", default=0.0
)
KIND_MATCHING = given(
    KIND,
    "matching",
    "1",
    LEVEL,
    "How much it makes communications, equipment and procedures fit together.",
    default=0.0,
)
KIND_LIAISON = given(
    KIND, "liaison", "1", LEVEL, "How much its officers on the spot speed up common work.",
    default=0.0,
)  # fmt: skip
KIND_PROVOCATION = given(
    KIND, "provocation", "1", LEVEL, "How much its show of force alarms rivals.", default=0.0
)
KIND_RESTRAINT = given(
    KIND, "restraint", "1", LEVEL, "How far it limits what the two could do to each other.",
    default=0.0,
)  # fmt: skip
KIND_EXCHANGE = given(
    KIND, "exchange", "1", LEVEL, "How much people get to know the other's ways in it.",
    default=0.0,
)  # fmt: skip
KIND_PRESENCE = given(
    KIND, "presence", "1", LEVEL, "Share of its ready forces that one may bring to the other.",
    default=0.0,
)  # fmt: skip

CALM = computed(
    DYAD, "calm", "1", LEVEL, "How well the two can talk in a crisis, through their partnerships."
)
MATCHING = computed(
    DYAD, "matching", "1", LEVEL, "How much their partnerships make their forces fit together."
)
LIAISON = computed(DYAD, "liaison", "1", LEVEL, "How much liaison speeds up their common work.")
PROVOCATION = computed(
    DYAD, "provocation", "1", LEVEL, "How much their common show of force alarms rivals."
)
RESTRAINT = computed(
    DYAD, "restraint", "1", LEVEL, "How far agreements limit what they could do to each other."
)
EXCHANGE = computed(DYAD, "exchange", "1", LEVEL, "How much their people meet in exchanges.")
PRESENCE = computed(
    DYAD, "presence", "1", LEVEL, "Share of its ready forces that the row may bring to the column."
)
INTEROPERABILITY = given(
    DYAD,
    "interoperability",
    "1",
    LEVEL,
    "How well communications, equipment and procedures of the two fit together.",
    default=0.0,
)
UNDERSTANDING = computed(
    DYAD, "understanding", "1", LEVEL, "Share of the cultural friction that exchanges wore away."
)
HIERARCHY_GAP = computed(
    DYAD, "hierarchy_gap", "1", LEVEL, "Difference of hierarchy between the two."
)
STRANGENESS = computed(
    DYAD, "strangeness", "1", LEVEL, "Friction that differences of hierarchy add."
)
EASE = computed(
    DYAD,
    "ease",
    "1",
    LEVEL,
    "Share of friction that interoperability and understanding take away.",
)
LEAKED = computed(
    DYAD, "leaked", "1", LEVEL, "1 if the row lost a secret of the column to others this step."
)

HIERARCHY = given(
    STATE,
    "hierarchy",
    "1",
    LEVEL,
    "How strictly orders run from the top, from delegating (0) to strictly top-down (1).",
    default=0.5,
)
ALARM = computed(
    STATE, "alarm", "1", LEVEL, "Fear of rivals' exercises, as a danger added to what it sees."
)
DEPLOYED = computed(
    STATE, "deployed_k", "thousand persons", AMOUNT, "Soldiers away on missions this step."
)
CROWDED_OUT = computed(
    STATE,
    "crowded_out",
    "1",
    LEVEL,
    "Share of the diplomacy budget that immediate needs took.",
)

CLARITY = computed(
    IMPACT, "clarity", "1", LEVEL, "Share of the error that talks with those behind it take away."
)
REASSURANCE = computed(
    IMPACT, "reassurance", "1", LEVEL, "Share of the danger that verified restraint takes away."
)
DREAD = computed(
    IMPACT, "dread", "1", LEVEL, "Danger that alarm over rivals adds; 0 for threats of no rival."
)
MISSION = computed(
    IMPACT, "mission", "1", LEVEL, "Strength of the mission that answers the strike; 0 if none."
)

LEAKS = computed(TALLY, "leaks", "leaks", AMOUNT, "Secrets lost this step.")
MISSIONS = computed(TALLY, "missions", "missions", AMOUNT, "Strikes that a mission answers.")
