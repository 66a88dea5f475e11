"""Voluntary provision: who takes part, and what it gives."""

from __future__ import annotations

from coopsim.world.blocks import tally
from coopsim.world.blocks.state import BLOCK
from coopsim.world.fields import AMOUNT, LEVEL, computed, given

TAKES_PART_FIRST = given(
    BLOCK,
    "takes_part",
    "1",
    LEVEL,
    "1 if the state takes part in common efforts at the start.",
    default=0.0,
)
TAKES_PART = computed(
    BLOCK,
    "takes_part_now",
    "1",
    LEVEL,
    "1 if it gave something in its last step; for states that imitate: if it is ready to give.",
)
PROVIDED = computed(
    BLOCK, "provided", "billion USD a step", AMOUNT, "What it gave to the common good."
)
WARNED = computed(
    BLOCK, "warned", "1", LEVEL, "Share of its uncertainty removed by the common good."
)

TAKING = computed(
    tally.BLOCK, "taking", "states", AMOUNT, "States that took part before this step's decisions."
)
