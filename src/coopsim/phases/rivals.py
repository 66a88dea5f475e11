"""How rivals see each other: shows of force alarm, talks clear up, verified restraint calms.

    rivalry of i with j = max(attacker between them, grievance, 1 - 2 x affinity), at least 0
    show of j = 1 - prod over its partners k of
                (1 - provocation_jk x (1 - allied_discount x obligation_jk))
    alarm_i = 1 - prod over rivals j of (1 - scale x weight x rivalry_ij x strength of j
              x show of j x (1 - provocation_ij) x (1 - calm_ij) x (1 - restraint_ij))

Exercises alarm less if those who hold them are bound by an alliance (Kuo and Blankenship
2022), or if the rival takes part itself. Alarm adds to the danger of threats that have a
sponsor or a ladder of escalation. For a threat with a sponsor j,

    clarity_i = min(1, scale x clarity x calm_ij)
    reassurance_i = min(1, scale x assurance x restraint_ij x transparency_j)

the first lowers the error of i about it, the second the danger that i sees. If a threat has
several sponsors, the one with whom there is least counts.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.cooperation import (
    ALARM_WEIGHT,
    ALLIED_DISCOUNT,
    ASSURANCE,
    CHANNELS_ON,
    CLARITY,
    PROVOCATION_ON,
    RESTRAINT_ON,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import attacker as at
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import threat as th
from coopsim.world.world import MIRROR, TO, Numbers, World


@kernel
def regard_rivals(world: World) -> None:
    """Derive what every state sees in its rivals: alarm, clarity, reassurance."""
    alarmed = world.parameters[PROVOCATION_ON] > 0.0
    if alarmed:
        _show_force(world)
    for i in range(world.states.shape[1]):
        world.states[co.ALARM, i] = _alarm(world, i) if alarmed else 0.0
    for h in range(world.impacts.shape[1]):
        sponsored = _read_sponsors(world, h)
        hostile = sponsored or world.threats[th.LADDER, h] > 0.0
        for i in range(world.states.shape[1]):
            world.impacts[co.DREAD, h, i] = world.states[co.ALARM, i] if hostile else 0.0


@inlined_kernel
def rivalry(dyads: Numbers, e: int) -> float:
    """Return how much the row of edge e sees a rival in its column, [0, 1]."""
    distance = max(0.0, 1.0 - 2.0 * dyads[dyad.AFFINITY, e])
    return max(dyads[at.RIVALRY, e], dyads[dyad.GRIEVANCE, e], distance)


@inlined_kernel
def strength(states: Numbers, i: int, j: int) -> float:
    """Return the share of j in the two states' military budgets."""
    own = states[state.GDP, i] * states[state.DEFENCE_SHARE, i]
    other = states[state.GDP, j] * states[state.DEFENCE_SHARE, j]
    return other / (own + other) if own + other > 0.0 else 0.5


@kernel
def _show_force(world: World) -> None:
    """Note for every state how much force it shows with its partners, in the first scratch row."""
    show, discount = world.scratch[0], world.parameters[ALLIED_DISCOUNT]
    for j in range(world.states.shape[1]):
        quiet = 1.0
        for e in range(world.row_start[j], world.row_start[j + 1]):
            allied = 1.0 - discount * world.dyads[dyad.OBLIGATION, e]
            quiet *= 1.0 - world.dyads[co.PROVOCATION, e] * allied
        show[j] = 1.0 - quiet


@kernel
def _alarm(world: World, i: int) -> float:
    dyads, calm_counts = world.dyads, min(1.0, world.parameters[CHANNELS_ON])
    weight = world.parameters[PROVOCATION_ON] * world.parameters[ALARM_WEIGHT]
    restraint_counts = min(1.0, world.parameters[RESTRAINT_ON])
    quiet = 1.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        j = world.edges[TO, e]
        fear = weight * rivalry(dyads, e) * world.scratch[0, j]
        if fear > 0.0:
            calm = 1.0 - calm_counts * dyads[co.CALM, e]
            bound = 1.0 - restraint_counts * dyads[co.RESTRAINT, e]
            apart = 1.0 - dyads[co.PROVOCATION, e]
            quiet *= max(0.0, 1.0 - fear * strength(world.states, i, j) * apart * calm * bound)
    return 1.0 - quiet


@kernel
def _read_sponsors(world: World, h: int) -> bool:
    """Let targets read those behind a threat; tell whether there is anyone behind it."""
    impacts, dyads = world.impacts, world.dyads
    clear = world.parameters[CHANNELS_ON] * world.parameters[CLARITY]
    assured = world.parameters[RESTRAINT_ON] * world.parameters[ASSURANCE]
    for i in range(impacts.shape[2]):
        impacts[co.CLARITY, h, i], impacts[co.REASSURANCE, h, i] = 0.0, 0.0
    known = False
    for a in range(world.attackers.shape[1]):
        j = int(world.attackers[at.SPONSOR, a])
        if j < 0 or int(world.attackers[at.THREAT, a]) != h:
            continue
        for back in range(world.row_start[j], world.row_start[j + 1]):
            i, e = world.edges[TO, back], world.edges[MIRROR, back]
            clarity = min(1.0, clear * dyads[co.CALM, e])
            verified = dyads[co.RESTRAINT, e] * world.states[state.TRANSPARENCY, j]
            reassurance = min(1.0, assured * verified)
            if known:
                clarity = min(clarity, impacts[co.CLARITY, h, i])
                reassurance = min(reassurance, impacts[co.REASSURANCE, h, i])
            impacts[co.CLARITY, h, i], impacts[co.REASSURANCE, h, i] = clarity, reassurance
        known = True
    return known
