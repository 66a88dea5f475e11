"""Phase 2: what states believe of the dangers they face.

The danger of a threat is what a state suffers now or can expect in a year, whichever is
more: exposure x max(severity now, mean severity x (1 - exp(-scale x (rate + attempts)))), where
attempts are those that attackers may make on it in a year. A state sees it with
an error of at most noise x (1 - information), and believes a moving average of what it
sees (Jervis 1976: perception is slow and wrong); at the start it believes what it sees, as if
it had long known the world. Intelligence that partners share narrows
the error, friction garbles it:

    information_i = 1 - prod over partners j of (1 - sharing_ij x trust_ji x exp(-drag_ij))

where trust_ji is the trust of the teller j in the listener i. What leaked this step is worth
nothing (``phases.leaks``). What states provide together warns all (``phases.provision``). With
``technology`` own sensors remove part of the uncertainty that is left,
x (1 - min(1, scale x warning x technology)). What a state sees in its rivals adds to danger,
lowers it or narrows the error (``phases.rivals``).
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.capability import TECHNOLOGY_ON, WARNING
from coopsim.catalogue.mechanisms.core import LEARNING, NOISE, PERCEPTION_ON, THREATS_ON
from coopsim.catalogue.mechanisms.organisation import RELIEF_ON
from coopsim.compilation import kernel
from coopsim.phases.friction import effect
from coopsim.phases.rivals import regard_rivals
from coopsim.randomness import PERCEPTION, draw
from coopsim.world.blocks import capability as cap
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import organisation as org
from coopsim.world.blocks import provision as pr
from coopsim.world.blocks import threat as th
from coopsim.world.world import MIRROR, Numbers, Rows, World


@kernel
def perception(world: World, step: int) -> None:
    """Pool what partners share, regard rivals, then update every belief."""
    sensing = world.parameters[TECHNOLOGY_ON] * world.parameters[WARNING]
    for i in range(world.states.shape[1]):
        first, last = world.row_start[i], world.row_start[i + 1]
        unknown = _unknown(world.dyads, world.edges, world.parameters, first, last)
        unknown *= 1.0 - min(1.0, sensing * world.states[cap.TECHNOLOGY, i])
        unknown *= 1.0 - min(1.0, world.parameters[RELIEF_ON]) * world.states[org.PRESENCE, i]
        unknown *= 1.0 - world.states[pr.WARNED, i]
        world.states[state.INFORMATION, i] = 1.0 - unknown
    regard_rivals(world)
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
            kept = sharing * (1.0 - dyads[co.LEAKED, e])
            unknown *= 1.0 - kept * trust * effect(dyads, parameters, e)
    return unknown


@kernel
def _believe(world: World, step: int, h: int) -> None:
    impacts, k0, k1 = world.impacts, world.luck[0], world.luck[1]
    rate = world.threats[th.RATE, h]
    mean, scale = world.threats[th.SEVERITY_MEAN, h], world.parameters[THREATS_ON]
    by_chance = mean * (1.0 - math.exp(-scale * rate))
    width = world.parameters[PERCEPTION_ON] * world.parameters[NOISE]
    pace = 1.0 if step == 0 else world.parameters[LEARNING]
    for i in range(world.states.shape[1]):
        if impacts[th.TARGETED, h, i] > 0.0:
            attempts, expected = impacts[th.ATTEMPTS, h, i], by_chance
            if attempts > 0.0:
                expected = mean * (1.0 - math.exp(-scale * (rate + attempts)))
            danger = impacts[th.EXPOSURE, h, i] * max(impacts[th.SEVERITY, h, i], expected)
            danger *= 1.0 - impacts[co.REASSURANCE, h, i]
            u = draw(k0, k1, step, PERCEPTION, world.threat_key[h], 0, world.state_key[i], 0)
            error = width * (1.0 - world.states[state.INFORMATION, i]) * (2.0 * u - 1.0)
            error *= 1.0 - impacts[co.CLARITY, h, i]
            seen = min(1.0, max(0.0, danger + impacts[co.DREAD, h, i] + error))
            belief = impacts[th.BELIEF, h, i]
            impacts[th.BELIEF, h, i] = belief + pace * (seen - belief)
