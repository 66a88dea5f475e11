"""Cultural friction: how much differences between two states drag on common work.

    drag = scale x (friction + strangeness) x (1 - min(1, institutions x standards))
                 x (1 - competence) x (1 - ease)

where institutions is the scale of that mechanism. Delay is multiplied by 1 + drag, effect by
exp(-drag). Working together raises competence, an institution's common standards lower what
is left to overcome. Two parts are 0 in the core: what different hierarchies add
(``culture``), and the ease that comes of forces that fit (``interoperability``) and of people
who know each other (``culture``):

    strangeness = min(1, scale x hierarchy_weight) x hierarchy gap x (1 - friction)
    ease = 1 - (1 - min(1, scale x relief x interoperability))
             x (1 - min(1, scale x understanding))
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.cooperation import (
    CULTURE_ON,
    HIERARCHY_WEIGHT,
    INTEROPERABILITY_ON,
    RELIEF,
)
from coopsim.catalogue.mechanisms.core import FRICTION_ON, INSTITUTIONS_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad
from coopsim.world.world import Numbers


@inlined_kernel
def drag(dyads: Numbers, parameters: Numbers, e: int) -> float:
    """Return the drag on edge e, from 0 (none) upwards."""
    common = min(1.0, parameters[INSTITUTIONS_ON] * dyads[dyad.STANDARDS, e])
    ways = (dyads[dyad.FRICTION, e] + dyads[co.STRANGENESS, e]) * (1.0 - common)
    left = parameters[FRICTION_ON] * ways * (1.0 - dyads[dyad.COMPETENCE, e])
    return left * (1.0 - dyads[co.EASE, e])


@inlined_kernel
def effect(dyads: Numbers, parameters: Numbers, e: int) -> float:
    """Return the share of a common effort on edge e that has effect, in (0, 1]."""
    return math.exp(-drag(dyads, parameters, e))


@kernel
def ease(dyads: Numbers, parameters: Numbers) -> None:
    """Derive for every pair what hierarchies add to friction, and what eases it."""
    fitting = parameters[INTEROPERABILITY_ON] * parameters[RELIEF]
    known = parameters[CULTURE_ON]
    strange = min(1.0, parameters[CULTURE_ON] * parameters[HIERARCHY_WEIGHT])
    for e in range(dyads.shape[1]):
        unfit = 1.0 - min(1.0, fitting * dyads[co.INTEROPERABILITY, e])
        unknown = 1.0 - min(1.0, known * dyads[co.UNDERSTANDING, e])
        dyads[co.EASE, e] = 1.0 - unfit * unknown
        gap = dyads[co.HIERARCHY_GAP, e] * (1.0 - dyads[dyad.FRICTION, e])
        dyads[co.STRANGENESS, e] = strange * gap
