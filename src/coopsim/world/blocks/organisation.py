"""Relief organisations ``[field, organisation]`` and whom they serve.

``[field, organisation, state]`` says which states an organisation works in.
"""

from __future__ import annotations

from coopsim.world.blocks import state, tally, threat
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

BLOCK = "organisation"
SERVICE = "service"

CAPACITY = given(
    BLOCK, "capacity_busd", "billion USD a year", AMOUNT, "Relief that it can give in a year."
)
KNOWLEDGE = given(
    BLOCK,
    "local_knowledge",
    "1",
    LEVEL,
    "How well it knows places and people: relief comes sooner, and more is known.",
    default=0.5,
)
SERVES = computed(SERVICE, "serves", "1", LEVEL, "1 if it works in the state.")

RELIEF = given(
    threat.BLOCK,
    "relief",
    "1",
    LEVEL,
    "Share of the help that relief organisations can give: 1 food and shelter, 0 forces only.",
    default=0.0,
)
PRESENCE = computed(
    state.BLOCK,
    "presence",
    "1",
    LEVEL,
    "Local knowledge of the relief organisations at work on its strikes; 0 if none.",
)
RELIEVED = computed(
    tally.BLOCK, "relieved", "billion USD", AMOUNT, "Relief given by organisations."
)
