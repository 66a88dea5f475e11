"""What the partnerships of each pair add up to.

Obligation and sharing are those of the strongest partnership (kind's strength x depth);
contact and goodwill add up, contact to at most 1; one channel suffices to ask for help.
Fellows in an institution may always ask.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import Numbers, World


@kernel
def add_up(world: World) -> None:
    """Derive the sums of every pair, and every state's upkeep, from the partnerships."""
    months = world.clock[0]
    together = 1.0 if world.parameters[INSTITUTIONS_ON] > 0.0 else 0.0
    for i in range(world.states.shape[1]):
        upkeep = 0.0
        for e in range(world.row_start[i], world.row_start[i + 1]):
            channel = together * world.dyads[dyad.FELLOWSHIP, e]
            upkeep += _add(world.dyads, world.kinds, world.partnerships, e, channel, months)
        world.states[state.UPKEEP, i] = upkeep * months / 12.0


@inlined_kernel
def upkeep_per_step(kinds: Numbers, t: int, months: float) -> float:
    """Return what a partnership of kind t costs each side in a step, billion USD."""
    return kinds[ps.UPKEEP, t] * months / 12.0


@inlined_kernel
def _add(
    dyads: Numbers, kinds: Numbers, partnerships: Numbers, e: int, channel: float, months: float
) -> float:
    """Add up the partnerships on edge e; return their upkeep for one side, a year.

    A kind that the pair does not have has depth 0 and adds nothing, so no branch is needed.
    """
    duty, contact, goodwill, sharing, upkeep = 0.0, 0.0, 0.0, 0.0, 0.0
    for t in range(kinds.shape[1]):
        depth = partnerships[ps.DEPTH, t, e]
        here = 1.0 if depth > 0.0 else 0.0
        duty = max(duty, depth * kinds[ps.OBLIGATION, t])
        contact += depth * kinds[ps.CONTACT, t]
        goodwill += depth * kinds[ps.GOODWILL, t]
        sharing = max(sharing, depth * kinds[ps.SHARING, t])
        channel = max(channel, here * kinds[ps.CHANNEL, t])
        upkeep += here * kinds[ps.UPKEEP, t]
    dyads[dyad.OBLIGATION, e] = duty
    dyads[dyad.CONTACT, e] = min(1.0, contact)
    dyads[dyad.GOODWILL, e] = goodwill * months
    dyads[dyad.SHARING, e] = sharing
    dyads[dyad.CHANNEL, e] = channel
    return upkeep
