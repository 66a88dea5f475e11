"""What the partnerships of each pair add up to.

Contact and goodwill add up, contact to at most 1; of everything else the strongest partnership
counts (kind's strength x depth). One channel suffices to ask for help, and fellows in an
institution may always ask. What belongs to a mechanism counts only with it.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.capability import (
    CAPACITY_BUILDING_ON,
    PROCUREMENT_ON,
    TECHNOLOGY_ON,
)
from coopsim.catalogue.mechanisms.cooperation import (
    CHANNELS_ON,
    CULTURE_ON,
    INTEROPERABILITY_ON,
    LIAISON_ON,
    MISSIONS_ON,
    PROVOCATION_ON,
    RESTRAINT_ON,
)
from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.friction import ease
from coopsim.world.blocks import capability as cap
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.world import Numbers, World

# What the strongest partnership of a pair gives: row of the dyad, attribute of the kind, and
# the scale of the mechanism without which it counts for nothing.
STRONGEST = (
    (co.CALM, co.KIND_CALM, CHANNELS_ON),
    (co.MATCHING, co.KIND_MATCHING, INTEROPERABILITY_ON),
    (co.LIAISON, co.KIND_LIAISON, LIAISON_ON),
    (co.PROVOCATION, co.KIND_PROVOCATION, PROVOCATION_ON),
    (co.RESTRAINT, co.KIND_RESTRAINT, RESTRAINT_ON),
    (co.EXCHANGE, co.KIND_EXCHANGE, CULTURE_ON),
    (co.PRESENCE, co.KIND_PRESENCE, MISSIONS_ON),
    (cap.TRAINING, cap.KIND_TRAINING, CAPACITY_BUILDING_ON),
    (cap.TRANSFER, cap.KIND_TRANSFER, TECHNOLOGY_ON),
    (cap.JOINT_BUYING, cap.KIND_JOINT_BUYING, PROCUREMENT_ON),
)


@kernel
def add_up(world: World) -> None:
    """Derive the sums of every pair, and every state's upkeep, from the partnerships."""
    dyads, kinds, depths = world.dyads, world.kinds, world.partnerships[ps.DEPTH]
    months = world.clock[0]
    _keep_strongest(dyads[dyad.OBLIGATION], depths, kinds[ps.OBLIGATION], 1.0)
    _keep_strongest(dyads[dyad.SHARING], depths, kinds[ps.SHARING], 1.0)
    for n in range(len(STRONGEST)):
        row, trait, switch = STRONGEST[n]
        _keep_strongest(dyads[row], depths, kinds[trait], world.parameters[switch])
    _sum(dyads[dyad.CONTACT], depths, kinds[ps.CONTACT])
    _sum(dyads[dyad.GOODWILL], depths, kinds[ps.GOODWILL])
    together = 1.0 if world.parameters[INSTITUTIONS_ON] > 0.0 else 0.0
    for e in range(dyads.shape[1]):
        dyads[dyad.CONTACT, e] = min(1.0, dyads[dyad.CONTACT, e])
        dyads[dyad.GOODWILL, e] *= months
        dyads[dyad.CHANNEL, e] = together * dyads[dyad.FELLOWSHIP, e]
    _add_upkeep(world, months)
    ease(dyads, world.parameters)


@inlined_kernel
def upkeep_per_step(kinds: Numbers, t: int, months: float) -> float:
    """Return what a partnership of kind t costs each side in a step, billion USD."""
    return kinds[ps.UPKEEP, t] * months / 12.0


@kernel
def _keep_strongest(best: Numbers, depths: Numbers, strengths: Numbers, scale: float) -> None:
    """Note for every pair the most that one of its partnerships gives; nothing at scale 0.

    Edges are the inner loop, and kinds without this strength are left out: vector code.
    """
    for e in range(best.shape[0]):
        best[e] = 0.0
    for t in range(strengths.shape[0]):
        strength = strengths[t]
        if strength > 0.0 and scale > 0.0:
            for e in range(best.shape[0]):
                best[e] = max(best[e], depths[t, e] * strength)


@kernel
def _sum(together: Numbers, depths: Numbers, strengths: Numbers) -> None:
    """Note for every pair what its partnerships give together."""
    for e in range(together.shape[0]):
        together[e] = 0.0
    for t in range(strengths.shape[0]):
        strength = strengths[t]
        if strength > 0.0:
            for e in range(together.shape[0]):
                together[e] += depths[t, e] * strength


@kernel
def _add_upkeep(world: World, months: float) -> None:
    """Open the channels of all partnerships, and sum up what each state's cost it."""
    upkeep, channel = world.scratch[0], world.dyads[dyad.CHANNEL]
    n_edges = channel.shape[0]
    for e in range(n_edges):
        upkeep[e] = 0.0
    for t in range(world.kinds.shape[1]):
        cost, may_ask = world.kinds[ps.UPKEEP, t], world.kinds[ps.CHANNEL, t]
        depth = world.partnerships[ps.DEPTH, t]
        for e in range(n_edges):
            here = 1.0 if depth[e] > 0.0 else 0.0
            upkeep[e] += here * cost
            channel[e] = max(channel[e], here * may_ask)
    for i in range(world.states.shape[1]):
        whole = 0.0
        for e in range(world.row_start[i], world.row_start[i + 1]):
            whole += upkeep[e]
        world.states[state.UPKEEP, i] = whole * months / 12.0
