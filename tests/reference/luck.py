"""The luck that engine and reference share: the same address gives the same draw."""

from __future__ import annotations

import math

from coopsim.compilation import entry
from coopsim.randomness import draw, draw_pair
from reference.objects import Society


@entry
def draw_at(
    k0: int, k1: int, step: int, purpose: int, subject: int, ordinal: int, actor: int, partner: int
) -> float:
    """Draw from Python, which the engine's own functions cannot be called from."""
    return draw(k0, k1, step, purpose, subject, ordinal, actor, partner)


def luck_of(
    society: Society,
    step: int,
    purpose: int,
    *,
    subject: int = 0,
    ordinal: float = 0.0,
    actor: int = 0,
    partner: int = 0,
) -> float:
    """Return the uniform draw of this run, strictly between 0 and 1."""
    k0, k1 = society.run_key
    return float(draw_at(k0, k1, step, purpose, subject, int(ordinal), actor, partner))


@entry
def draw_pair_at(k0: int, k1: int, step: int, purpose: int, ordinal: int) -> tuple[float, float]:
    """Draw two lots from Python that belong to nobody."""
    return draw_pair(k0, k1, step, purpose, 0, ordinal, 0, 0)


def two_lots_of(society: Society, step: int, purpose: int, *, ordinal: int) -> tuple[float, float]:
    """Return two uniform draws of this run, each strictly between 0 and 1."""
    k0, k1 = society.run_key
    one, two = draw_pair_at(k0, k1, step, purpose, ordinal)
    return float(one), float(two)


def logit(luck: float) -> float:
    """Return the standard logistic deviate of a uniform draw."""
    return math.log(luck / (1.0 - luck))
