"""What strikes are about matters more to those who suffer them, and less as time goes by.

salience += fade x (normal - salience)
salience += min(1, scale x rise x severity x exposure) x (1 - salience)
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.dangers import FADE, RISE, SALIENCE_ON
from coopsim.compilation import kernel
from coopsim.phases.agendas import affinity
from coopsim.world.blocks import dyad
from coopsim.world.blocks import threat as th
from coopsim.world.world import FROM, NORMAL, SALIENCE, TO, World


@kernel
def salience(world: World) -> None:
    """Let issues fade, raise those that strikes are about, and see who is close to whom now."""
    if world.parameters[SALIENCE_ON] <= 0.0:
        return
    agendas = world.agendas
    for k in range(agendas.shape[1]):
        for i in range(agendas.shape[2]):
            gone = agendas[NORMAL, k, i] - agendas[SALIENCE, k, i]
            agendas[SALIENCE, k, i] += world.parameters[FADE] * gone
    rise = world.parameters[SALIENCE_ON] * world.parameters[RISE]
    for h in range(world.impacts.shape[1]):
        k = int(world.threats[th.ISSUE, h])
        if k >= 0:
            for i in range(agendas.shape[2]):
                felt = world.impacts[th.SEVERITY, h, i] * world.impacts[th.EXPOSURE, h, i]
                agendas[SALIENCE, k, i] += min(1.0, rise * felt) * (1.0 - agendas[SALIENCE, k, i])
    for e in range(world.edges.shape[1]):
        close = affinity(agendas, world.edges[FROM, e], world.edges[TO, e])
        world.dyads[dyad.AFFINITY, e] = close
