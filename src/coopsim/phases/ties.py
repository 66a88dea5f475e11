"""What the partnerships of each pair add up to.

Obligation and sharing are those of the strongest partnership (kind's strength x depth);
contact and goodwill add up, contact to at most 1; one channel suffices to ask for help.
Fellows in an institution may always ask.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms import INSTITUTIONS_ON
from coopsim.compilation import kernel
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import FROM, Numbers, World


@kernel
def add_up(world: World) -> None:
    """Derive the sums of every pair, and every state's upkeep, from the partnerships."""
    months = world.clock[0]
    for i in range(world.states.shape[1]):
        world.states[state.UPKEEP, i] = 0.0
    _clear(world.dyads, 1.0 if world.parameters[INSTITUTIONS_ON] > 0.0 else 0.0)
    for t in range(world.kinds.shape[1]):
        cost = upkeep_per_step(world.kinds, t, months)
        for e in range(world.edges.shape[1]):
            depth = world.partnerships[ps.DEPTH, t, e]
            if depth > 0.0:
                _add(world.dyads, world.kinds, t, e, depth, months)
                world.states[state.UPKEEP, world.edges[FROM, e]] += cost


@kernel
def upkeep_per_step(kinds: Numbers, t: int, months: float) -> float:
    """Return what a partnership of kind t costs each side in a step, billion USD."""
    return kinds[ps.UPKEEP, t] * months / 12.0


@kernel
def _clear(dyads: Numbers, together: float) -> None:
    for e in range(dyads.shape[1]):
        dyads[dyad.OBLIGATION, e] = 0.0
        dyads[dyad.CONTACT, e] = 0.0
        dyads[dyad.GOODWILL, e] = 0.0
        dyads[dyad.SHARING, e] = 0.0
        dyads[dyad.CHANNEL, e] = together * dyads[dyad.FELLOWSHIP, e]


@kernel
def _add(dyads: Numbers, kinds: Numbers, t: int, e: int, depth: float, months: float) -> None:
    duty, shared = depth * kinds[ps.OBLIGATION, t], depth * kinds[ps.SHARING, t]
    contact = dyads[dyad.CONTACT, e] + depth * kinds[ps.CONTACT, t]
    dyads[dyad.OBLIGATION, e] = max(dyads[dyad.OBLIGATION, e], duty)
    dyads[dyad.SHARING, e] = max(dyads[dyad.SHARING, e], shared)
    dyads[dyad.CONTACT, e] = min(1.0, contact)
    dyads[dyad.GOODWILL, e] += depth * kinds[ps.GOODWILL, t] * months
    dyads[dyad.CHANNEL, e] = max(dyads[dyad.CHANNEL, e], kinds[ps.CHANNEL, t])
