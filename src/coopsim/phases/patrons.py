"""With whom to side: against a common attacker, with the one behind it, or away from a rival.

The common danger of i and j is the belief about the threat that both fear most. Where an attacker
uses that threat, partners are worth less to each other if even together they could not stand up
to it, and the state behind it is worth more to its target:

    strong = min(1, forces of i and j / means of the attackers)
    common danger = min(belief_i, belief_j) x (1 - scale x (1 - strong))
    siding = scale x belief of the target x (1 - min(1, forces of the target / means))

A patron wants partners that work with its rivals (``phases.rivals``):

    courted = max over rivals k of i of rivalry_ik x contact_kj
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.rivalry import BANDWAGONING_ON, PATRONAGE_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.attacks import forces
from coopsim.phases.neighbours import ABSENT, edge_between
from coopsim.phases.rivals import rivalry
from coopsim.world.blocks import attacker as at
from coopsim.world.blocks import dyad
from coopsim.world.blocks import threat as th
from coopsim.world.world import FROM, TO, World


@kernel
def common_danger(world: World, i: int, j: int) -> float:
    """Return the danger that makes states i and j worth something to each other, [0, 1]."""
    scale, worst = min(1.0, world.parameters[BANDWAGONING_ON]), 0.0
    for h in range(world.impacts.shape[1]):
        danger = min(world.impacts[th.BELIEF, h, i], world.impacts[th.BELIEF, h, j])
        if scale > 0.0:
            danger = _facing(world, h, i, j, danger, scale)
        worst = max(worst, danger)
    return worst


@inlined_kernel
def _facing(world: World, h: int, i: int, j: int, danger: float, scale: float) -> float:
    """Return what is left of a common danger if the attackers are too strong for both."""
    one, other = forces(world.states, i), forces(world.states, j)
    means, siding = 0.0, 0.0
    for a in range(world.attackers.shape[1]):
        if int(world.attackers[at.THREAT, a]) != h:
            continue
        theirs, sponsor = world.attackers[at.CAPABILITY, a], int(world.attackers[at.SPONSOR, a])
        if sponsor in (i, j):
            own, target = (other, j) if sponsor == i else (one, i)
            weak = 1.0 - min(1.0, own / theirs) if theirs > 0.0 else 0.0
            siding = max(siding, scale * world.impacts[th.BELIEF, h, target] * weak)
        else:
            means += theirs
    strong = min(1.0, (one + other) / means) if means > 0.0 else 1.0
    return max(danger * (1.0 - scale * (1.0 - strong)), siding)


@kernel
def courted(world: World, e: int) -> float:
    """Return how closely the column of edge e works with a rival of its row, [0, 1]."""
    if world.parameters[PATRONAGE_ON] <= 0.0:
        return 0.0
    i, j = world.edges[FROM, e], world.edges[TO, e]
    most = 0.0
    for back in range(world.row_start[j], world.row_start[j + 1]):
        contact = world.dyads[dyad.CONTACT, back]
        # Rivalry is at most 1, so few contacts are worth a look at who it is with.
        if contact > most and world.edges[TO, back] != i:
            rival = edge_between(world.edges, world.row_start, i, world.edges[TO, back])
            if rival != ABSENT:
                most = max(most, rivalry(world.dyads, rival) * contact)
    return most
