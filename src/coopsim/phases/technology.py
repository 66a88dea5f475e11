"""Technology grows by research, ages, and passes between partners; some is passed on further.

A state learns from the partner from whom most may pass:

    technology' = technology + scale x (research_gain x research_share x (1 - technology)
                  - obsolescence x technology + passed)
    passed = diffusion x max over partners j of
             licence_ij x transfer_ij x (technology_j - technology), at least 0
    licence_ij = 1 - min(1, scale x export_control_j x (1 - human_rights_i))

where scale in the last line is that of ``export_control``, without which all may pass. One
supplier without control is enough to get around the others. Part of what is received gets
into other hands, and arms those who use it:

    diverted = diversion x (1 - human_rights_i) x scale x passed, mean over states i
    stock' = stock x (1 - fading) + diverted
    rate of a threat x (1 + arming x stock)
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.capability import (
    DIFFUSION,
    DIVERSION,
    EXPORT_CONTROL_ON,
    FADING,
    OBSOLESCENCE,
    RESEARCH_GAIN,
    TECHNOLOGY_ON,
)
from coopsim.compilation import kernel
from coopsim.world.blocks import capability as ab
from coopsim.world.world import TO, World


@kernel
def pass_on(world: World) -> None:
    """Let technology grow, age and pass, all from what it was before, and some be diverted."""
    scale = world.parameters[TECHNOLOGY_ON]
    if scale <= 0.0:
        for h in range(world.threats.shape[1]):
            world.threats[ab.DIVERTED_STOCK, h] = 0.0
        return
    passed, n_states = world.scratch[0], world.states.shape[1]
    for i in range(n_states):
        passed[i] = min(1.0, scale * world.parameters[DIFFUSION]) * _largest_lead(world, i)
    diverted = 0.0
    for i in range(n_states):
        own = world.states[ab.TECHNOLOGY, i]
        found = world.parameters[RESEARCH_GAIN] * world.states[ab.RESEARCH_SHARE, i] * (1.0 - own)
        change = scale * (found - world.parameters[OBSOLESCENCE] * own) + passed[i]
        world.states[ab.TECHNOLOGY, i] = min(1.0, max(0.0, own + change))
        diverted += passed[i] * (1.0 - world.states[ab.HUMAN_RIGHTS, i])
        world.tallies[ab.TRANSFERRED] += passed[i]
    diverted *= world.parameters[DIVERSION]
    world.tallies[ab.DIVERTED] += diverted
    for h in range(world.threats.shape[1]):
        stock = world.threats[ab.DIVERTED_STOCK, h] * (1.0 - world.parameters[FADING])
        world.threats[ab.DIVERTED_STOCK, h] = min(1.0, stock + diverted / n_states)


@kernel
def _largest_lead(world: World, i: int) -> float:
    """Return the largest lead in technology that may pass to state i, [0, 1]."""
    strict = world.parameters[EXPORT_CONTROL_ON] * (1.0 - world.states[ab.HUMAN_RIGHTS, i])
    own, lead = world.states[ab.TECHNOLOGY, i], 0.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        transfer = world.dyads[ab.TRANSFER, e]
        if transfer > 0.0:
            j = world.edges[TO, e]
            licence = 1.0 - min(1.0, strict * world.states[ab.EXPORT_CONTROL, j])
            lead = max(lead, licence * transfer * (world.states[ab.TECHNOLOGY, j] - own))
    return lead
