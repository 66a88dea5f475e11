"""How close the agendas of two states are, worked out anew when a government or an issue changes.

affinity of i with j = 1 - (sum over issues of salience_i x |position_i - position_j|) / (2 x sum of salience_i)
"""  # noqa: E501 (the equation stands in one line on the model page as well)

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.world.blocks import dyad
from coopsim.world.world import MIRROR, POSITION, SALIENCE, TO, Numbers, World


@kernel
def affinity(agendas: Numbers, i: int, j: int) -> float:
    """Return how close the agenda of j is to that of i, [0, 1], by what i finds salient.

    Without an issue, or with none that matters to i, it is 1.
    """
    gap, weight = 0.0, 0.0
    for k in range(agendas.shape[1]):
        salience = agendas[SALIENCE, k, i]
        gap += salience * abs(agendas[POSITION, k, i] - agendas[POSITION, k, j])
        weight += salience
    return 1.0 - 0.5 * gap / weight if weight > 0.0 else 1.0


@kernel
def realign(world: World, i: int) -> None:
    """Work out anew how close state i and every other are, both ways."""
    for e in range(world.row_start[i], world.row_start[i + 1]):
        j = world.edges[TO, e]
        world.dyads[dyad.AFFINITY, e] = affinity(world.agendas, i, j)
        world.dyads[dyad.AFFINITY, world.edges[MIRROR, e]] = affinity(world.agendas, j, i)
