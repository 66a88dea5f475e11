"""What the partnerships of each pair add up to.

Contact and goodwill add up, contact to at most 1; of everything else the strongest partnership
counts (kind's strength x depth). One channel suffices to ask for help, and fellows in an
institution may always ask. What belongs to a mechanism counts only with it. While a strike of a
kind with a ladder of escalation lasts, the talks of the target with the state behind it suffer:

    calm x (1 - suspension)
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
    SUSPENSION,
)
from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON
from coopsim.catalogue.mechanisms.politics import OPINION_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.friction import ease
from coopsim.world.blocks import capability as cap
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import threat as th
from coopsim.world.world import BAND, MIRROR, TO, Numbers, World

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
    (pol.OUTREACH, pol.KIND_OUTREACH, OPINION_ON),
    (cap.TRAINING, cap.KIND_TRAINING, CAPACITY_BUILDING_ON),
    (cap.TRANSFER, cap.KIND_TRANSFER, TECHNOLOGY_ON),
    (cap.JOINT_BUYING, cap.KIND_JOINT_BUYING, PROCUREMENT_ON),
)


@kernel
def forget_ties(world: World) -> None:
    """Forget what mechanisms made of partnerships: those that are off now add nothing to it."""
    for n in range(len(STRONGEST)):
        _set_to_zero(world.dyads[STRONGEST[n][0]])
    _set_to_zero(world.dyads[co.EASE])
    _set_to_zero(world.dyads[co.STRANGENESS])


@kernel
def add_up(world: World) -> None:
    """Derive the sums of every pair, and every state's upkeep, from the partnerships."""
    n_edges, months = world.dyads.shape[1], world.clock[0]
    for first in range(0, n_edges, BAND):
        last = min(first + BAND, n_edges)
        _add_up_band(world, first, last, months)
        _open_channels(world, first, last)
    _suspend_talks(world)
    upkeep = world.scratch[0]
    for i in range(world.states.shape[1]):
        whole = 0.0
        for e in range(world.row_start[i], world.row_start[i + 1]):
            whole += upkeep[e]
        world.states[state.UPKEEP, i] = whole * months / 12.0
    if world.parameters[INTEROPERABILITY_ON] > 0.0 or world.parameters[CULTURE_ON] > 0.0:
        ease(world.dyads, world.parameters)


@kernel
def _suspend_talks(world: World) -> None:
    """Let less of the talks count between the two sides of each crisis that lasts, once a pair."""
    left = 1.0 - world.parameters[SUSPENSION]
    if left >= 1.0 or world.parameters[CHANNELS_ON] <= 0.0:
        return
    for i in range(world.states.shape[1]):
        for e in range(world.row_start[i], world.row_start[i + 1]):
            # The row that comes first does it for both.
            if world.edges[TO, e] > i and _in_crisis(world, i, world.edges[TO, e]):
                world.dyads[co.CALM, e] *= left
                world.dyads[co.CALM, world.edges[MIRROR, e]] *= left


@kernel
def _in_crisis(world: World, i: int, j: int) -> bool:
    """Tell whether one of two states is behind a strike on the other, on a ladder of escalation."""
    for h in range(world.impacts.shape[1]):
        if world.threats[th.LADDER, h] > 0.0:
            if world.impacts[th.SEVERITY, h, i] > 0.0 and world.impacts[th.SPONSOR, h, i] == j:
                return True
            if world.impacts[th.SEVERITY, h, j] > 0.0 and world.impacts[th.SPONSOR, h, j] == i:
                return True
    return False


@inlined_kernel
def upkeep_per_step(kinds: Numbers, t: int, months: float) -> float:
    """Return what a partnership of kind t costs each side in a step, billion USD."""
    return kinds[ps.UPKEEP, t] * months / 12.0


@kernel
def _set_to_zero(values: Numbers) -> None:
    for e in range(values.shape[0]):
        values[e] = 0.0


@kernel
def _add_up_band(world: World, first: int, last: int, months: float) -> None:
    dyads, kinds, depths = world.dyads, world.kinds, world.partnerships[ps.DEPTH]
    _keep_strongest(dyads[dyad.OBLIGATION], depths, kinds[ps.OBLIGATION], first, last)
    _keep_strongest(dyads[dyad.SHARING], depths, kinds[ps.SHARING], first, last)
    for n in range(len(STRONGEST)):
        row, trait, switch = STRONGEST[n]
        if world.parameters[switch] > 0.0:
            _keep_strongest(dyads[row], depths, kinds[trait], first, last)
    _sum(dyads[dyad.CONTACT], depths, kinds[ps.CONTACT], first, last)
    _sum(dyads[dyad.GOODWILL], depths, kinds[ps.GOODWILL], first, last)
    for e in range(first, last):
        dyads[dyad.CONTACT, e] = min(1.0, max(0.0, dyads[dyad.CONTACT, e]))
        dyads[dyad.GOODWILL, e] *= months


@kernel
def _keep_strongest(
    best: Numbers, depths: Numbers, strengths: Numbers, first: int, last: int
) -> None:
    """Note for every pair the most that one of its partnerships gives.

    Edges are the inner loop, and kinds without this strength are left out: vector code.
    """
    for e in range(first, last):
        best[e] = 0.0
    for t in range(strengths.shape[0]):
        strength = strengths[t]
        if strength > 0.0:
            for e in range(first, last):
                # With 0 among them, or the compiler (LLVM 22) writes only where it changes
                # anything, under a mask: five times as slow on processors of AMD.
                best[e] = max(0.0, best[e], depths[t, e] * strength)


@kernel
def _sum(together: Numbers, depths: Numbers, strengths: Numbers, first: int, last: int) -> None:
    """Note for every pair what its partnerships give together."""
    for e in range(first, last):
        together[e] = 0.0
    for t in range(strengths.shape[0]):
        strength = strengths[t]
        if strength > 0.0:
            for e in range(first, last):
                together[e] += depths[t, e] * strength


@kernel
def _open_channels(world: World, first: int, last: int) -> None:
    """Open the channels of fellows and partners; what a pair pays stands in the first scratch row.

    Fellows may ask as long as institutions are more than a name.
    """
    upkeep, channel = world.scratch[0], world.dyads[dyad.CHANNEL]
    together = 1.0 if world.parameters[INSTITUTIONS_ON] > 0.0 else 0.0
    for e in range(first, last):
        upkeep[e] = 0.0
        channel[e] = together * world.dyads[dyad.FELLOWSHIP, e]
    for t in range(world.kinds.shape[1]):
        cost, may_ask = world.kinds[ps.UPKEEP, t], world.kinds[ps.CHANNEL, t]
        depth = world.partnerships[ps.DEPTH, t]
        for e in range(first, last):
            here = 1.0 if depth[e] > 0.0 else 0.0
            upkeep[e] += here * cost
            channel[e] = max(0.0, channel[e], here * may_ask)
