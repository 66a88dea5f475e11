"""Phase 2: what states believe of the dangers they face.

The danger of a threat is what a state suffers now or can expect in a year, whichever is
more: exposure x max(severity now, mean severity x (1 - exp(-scale x rate))). A state sees it with
an error of at most noise x (1 - information), and believes a moving average of what it
sees (Jervis 1976: perception is slow and wrong). Intelligence that partners share narrows
the error, friction garbles it:

    information_i = 1 - prod over partners j of (1 - sharing_ij x trust_ji x exp(-drag_ij))

where trust_ji is the trust of the teller j in the listener i.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.core import LEARNING, NOISE, PERCEPTION_ON, THREATS_ON
from coopsim.compilation import kernel
from coopsim.phases.friction import effect
from coopsim.randomness import PERCEPTION, draw
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import threat as th
from coopsim.world.world import MIRROR, Numbers, Rows, World


@kernel
def perception(world: World, step: int) -> None:
    """Pool what partners share, then update every belief."""
    for i in range(world.states.shape[1]):
        first, last = world.row_start[i], world.row_start[i + 1]
        unknown = _unknown(world.dyads, world.edges, world.parameters, first, last)
        world.states[state.INFORMATION, i] = 1.0 - unknown
    for h in range(world.impacts.shape[1]):
        _believe(world, step, h)


@kernel
def _unknown(dyads: Numbers, edges: Rows, parameters: Numbers, first: int, last: int) -> float:
    """Return the share of uncertainty that the partners on these edges do not remove."""
    unknown = 1.0
    for e in range(first, last):
        sharing = dyads[dyad.SHARING, e]
        if sharing > 0.0:
            trust = dyads[dyad.TRUST, edges[MIRROR, e]]
            unknown *= 1.0 - sharing * trust * effect(dyads, parameters, e)
    return unknown


@kernel
def _believe(world: World, step: int, h: int) -> None:
    impacts, k0, k1 = world.impacts, world.luck[0], world.luck[1]
    rate = world.threats[th.RATE, h]
    strikes = world.parameters[THREATS_ON] * rate
    expected = world.threats[th.SEVERITY_MEAN, h] * (1.0 - math.exp(-strikes))
    width = world.parameters[PERCEPTION_ON] * world.parameters[NOISE]
    for i in range(world.states.shape[1]):
        if impacts[th.TARGETED, h, i] > 0.0:
            danger = impacts[th.EXPOSURE, h, i] * max(impacts[th.SEVERITY, h, i], expected)
            u = draw(k0, k1, step, PERCEPTION, world.threat_key[h], 0, world.state_key[i], 0)
            error = width * (1.0 - world.states[state.INFORMATION, i]) * (2.0 * u - 1.0)
            seen = min(1.0, max(0.0, danger + error))
            belief = impacts[th.BELIEF, h, i]
            impacts[th.BELIEF, h, i] = belief + world.parameters[LEARNING] * (seen - belief)
