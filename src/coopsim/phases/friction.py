"""Cultural friction: how much differences between two states drag on common work.

    drag = scale x friction x (1 - min(1, institutions x standards)) x (1 - competence)

where institutions is the scale of that mechanism. Delay is multiplied by 1 + drag, effect by
exp(-drag). Working together raises competence, an institution's common standards lower what
is left to overcome.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.core import FRICTION_ON, INSTITUTIONS_ON
from coopsim.compilation import inlined_kernel
from coopsim.world.blocks import dyad
from coopsim.world.world import Numbers


@inlined_kernel
def drag(dyads: Numbers, parameters: Numbers, e: int) -> float:
    """Return the drag on edge e, from 0 (none) upwards."""
    common = min(1.0, parameters[INSTITUTIONS_ON] * dyads[dyad.STANDARDS, e])
    ways = dyads[dyad.FRICTION, e] * (1.0 - common)
    return parameters[FRICTION_ON] * ways * (1.0 - dyads[dyad.COMPETENCE, e])


@inlined_kernel
def effect(dyads: Numbers, parameters: Numbers, e: int) -> float:
    """Return the share of a common effort on edge e that has effect, in (0, 1]."""
    return math.exp(-drag(dyads, parameters, e))
