"""Help on its way: how long it takes, how much of it has effect, when it arrives.

    delay = scale x (staging + haul x distance / (reach x logistics)) x (1 + drag)   [months]

Liaison officers on the spot (``liaison``) leave of the time for staging

    staging x (1 - min(1, scale x speed_up x liaison))

Help sent arrives in the two whole steps around its delay, in parts that make up the delay
on average, so that a little more friction always means a little later.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.cooperation import LIAISON_ON, SPEED_UP
from coopsim.catalogue.mechanisms.core import LOGISTICS_ON, REACH, STAGING
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.friction import drag
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state, tally
from coopsim.world.blocks import threat as th
from coopsim.world.world import FROM, SLOTS, Numbers, World


@inlined_kernel
def delay_of(world: World, h: int, e: int) -> float:
    """Return how many months help against threat h needs along edge e."""
    speed = world.parameters[REACH] * world.states[state.LOGISTICS, world.edges[FROM, e]]
    travel = world.threats[th.HAUL, h] * world.dyads[dyad.DISTANCE, e] / speed
    saved = world.parameters[LIAISON_ON] * world.parameters[SPEED_UP] * world.dyads[co.LIAISON, e]
    staging = world.parameters[STAGING] * (1.0 - min(1.0, saved))
    months = (staging + travel) * (1.0 + drag(world.dyads, world.parameters, e))
    return world.parameters[LOGISTICS_ON] * months


@kernel
def fund_delay(parameters: Numbers) -> float:
    """Return how many months help from a common fund needs: it is bought where it is needed."""
    return parameters[LOGISTICS_ON] * parameters[STAGING]


@inlined_kernel
def send(world: World, step: int, h: int, i: int, e: int, effective: float, months: float) -> None:
    """Put effective help for state i on its way; e is the helper's edge, or -1 for a fund."""
    steps = min(months / world.clock[0], SLOTS - 2.0)
    whole = math.floor(steps)
    later = steps - whole
    slot = (step + whole) % SLOTS
    after = (step + whole + 1) % SLOTS
    world.transit[slot, h, i] += effective * (1.0 - later)
    world.transit[after, h, i] += effective * later
    world.tallies[tally.EFFECTIVE] += effective
    world.tallies[tally.DELAY] += effective * months
    if e >= 0:
        world.shipments[slot, e] += 1.0 - later
        world.shipments[after, e] += later


@kernel
def arriving(transit: Numbers, step: int, h: int, i: int) -> float:
    """Return the effective help for state i against threat h that arrives this step."""
    return transit[step % SLOTS, h, i]


@kernel
def unload(world: World, step: int) -> None:
    """Take out what arrives this step: help into the impacts, acts of help into the dyads."""
    slot = step % SLOTS
    for h in range(world.impacts.shape[1]):
        for i in range(world.impacts.shape[2]):
            world.impacts[th.ARRIVED, h, i] = world.transit[slot, h, i]
            world.transit[slot, h, i] = 0.0
    for e in range(world.edges.shape[1]):
        world.dyads[dyad.CREDIT, e] = world.shipments[slot, e]
        world.shipments[slot, e] = 0.0
