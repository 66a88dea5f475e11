"""Domestic politics: further fields of a state."""

from __future__ import annotations

from coopsim.world.blocks.state import BLOCK
from coopsim.world.fields import LEVEL, computed, given

APPROVAL_NORMAL = given(
    BLOCK,
    "approval",
    "1",
    LEVEL,
    "Share of the public that supports the government's work with others, in normal times.",
    default=0.5,
)
APPROVAL = computed(BLOCK, "approval_now", "1", LEVEL, "Share of the public that supports it now.")
OPPOSITION = computed(
    BLOCK,
    "opposition",
    "1",
    LEVEL,
    "How much opposition at home binds the government; 0 without the mechanism.",
)
