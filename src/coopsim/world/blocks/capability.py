"""What forces can do: training, technology, equipment, and the rules on passing them on.

Further rows of the blocks of kinds, dyads, states, threats and tallies.
"""

from __future__ import annotations

from coopsim.world.blocks.dyad import BLOCK as DYAD
from coopsim.world.blocks.partnership import KIND
from coopsim.world.blocks.state import BLOCK as STATE
from coopsim.world.blocks.tally import BLOCK as TALLY
from coopsim.world.blocks.threat import BLOCK as THREAT
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

KIND_TRAINING = given(
    KIND, "training", "1", LEVEL, "How much the better prepared side trains the other.",
    default=0.0,
)  # fmt: skip
KIND_TRANSFER = given(
    KIND, "transfer", "1", LEVEL, "Share of a lead in technology that may pass in it.", default=0.0
)
KIND_JOINT_BUYING = given(
    KIND, "joint_buying", "1", LEVEL, "Share of equipment bought together.", default=0.0
)
KIND_EXIT_COST = given(
    KIND, "exit_cost", "utility", (0.0, 10.0), "Loss of leaving it: shares in common production.",
    default=0.0,
)  # fmt: skip

TRAINING = computed(DYAD, "training", "1", LEVEL, "How much the better prepared trains the other.")
TRANSFER = computed(
    DYAD, "transfer", "1", LEVEL, "Share of a lead in technology that may pass between the two."
)
JOINT_BUYING = computed(DYAD, "joint_buying", "1", LEVEL, "Share of equipment bought together.")

TECHNOLOGY_START = given(
    STATE,
    "technology",
    "1",
    LEVEL,
    "Military technology at the start, 1 being the best there is.",
    default=0.4,
)
RESEARCH_SHARE = given(
    STATE,
    "research_share",
    "share of military spending",
    LEVEL,
    "Military spending that goes into research and development.",
    default=0.05,
)
EQUIPMENT_START = given(
    STATE,
    "equipment",
    "1",
    LEVEL,
    "Share of the forces that has the equipment it needs, at the start.",
    default=0.8,
)
EQUIPMENT_SHARE = given(
    STATE,
    "equipment_share",
    "share of military spending",
    LEVEL,
    "Military spending that buys equipment.",
    default=0.2,
)
INDUSTRY = given(
    STATE,
    "industry",
    "1",
    LEVEL,
    "Strength of the defence industry: what share of orders it can fill, and whether it can take "
    "part in common programmes.",
    default=0.5,
)
SECURE_SHARE = given(
    STATE,
    "secure_share",
    "share of military spending",
    LEVEL,
    "Military spending on secure communications and cyber hygiene.",
    default=0.02,
)
EXPORT_CONTROL = given(
    STATE,
    "export_control",
    "1",
    LEVEL,
    "How strictly it licenses what its industry passes on.",
    default=0.5,
)
HUMAN_RIGHTS = given(
    STATE,
    "human_rights",
    "1",
    LEVEL,
    "Respect for human rights and control over arms, as exporters' criteria see it.",
    default=0.5,
)
TECHNOLOGY = computed(
    STATE, "technology_now", "1", LEVEL, "Military technology, 1 being the best there is."
)
EQUIPMENT = computed(
    STATE, "equipment_now", "1", LEVEL, "Share of the forces that has the equipment it needs."
)
ORDERED = computed(
    STATE, "ordered", "1", AMOUNT, "Equipment that is paid and not delivered, as a share of need."
)
UNIT_COST = computed(
    STATE, "unit_cost", "1", (0.0, 1.0), "Price of its equipment, 1 being that of buying alone."
)
ORDER_MONTHS = computed(
    STATE, "order_months", "months", AMOUNT, "How long an order of equipment takes on average."
)
WORK = computed(
    STATE, "industry_work", "billion USD", AMOUNT, "What its defence industry makes in a step."
)
TRAINED = computed(
    STATE, "trained", "1", LEVEL, "Readiness in normal times that others' training added."
)

ARMING = given(
    THREAT,
    "arming",
    "1",
    AMOUNT,
    "How much its rate grows with arms that were diverted: by this factor at a full stock.",
    default=0.0,
)
DIVERTED_STOCK = computed(
    THREAT, "diverted_stock", "1", LEVEL, "Diverted arms and technology that are about."
)
SHRINKS = given(
    THREAT,
    "shrinks_income",
    "share of income",
    LEVEL,
    "Income lost while a strike of severity 1 on a fully exposed state lasts.",
    default=0.0,
)

TRANSFERRED = computed(
    TALLY, "transferred", "1", AMOUNT, "Technology that passed between states, summed up."
)
DIVERTED = computed(
    TALLY, "diverted", "1", AMOUNT, "Technology passed on to others by those who received it."
)
TAUGHT = computed(
    TALLY, "taught", "billion USD", AMOUNT, "What training other states' soldiers cost."
)
