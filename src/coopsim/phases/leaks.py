"""Shared secrets leak: what a partner tells reaches others through badly defended networks.

    P(i loses a secret of j) = 1 - exp(-scale x leaks_per_year x sharing_ij
                                       x (1 - cyber maturity_i) x months / 12)

What leaked is worth nothing in this step, and j trusts i less: b of j about i grows by
weight, in acts. Trust lost means that less is shared from then on (``phases.perception``).
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.cooperation import LEAK_RATE, LEAK_WEIGHT, LEAKS_ON
from coopsim.catalogue.mechanisms.core import TRUST_ON
from coopsim.compilation import kernel
from coopsim.phases.recording import note
from coopsim.randomness import LEAK, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, Rows, World


@kernel
def leaks(world: World, ledger: Ledger, step: int) -> None:
    """Let states lose what their partners shared with them."""
    dyads = world.dyads
    for e in range(dyads.shape[1]):
        dyads[co.LEAKED, e] = 0.0
    rate = world.parameters[LEAKS_ON] * world.parameters[LEAK_RATE] * world.clock[0] / 12.0
    if rate <= 0.0:
        return
    _draw_lots(world.edges, world.state_key, world.luck, step, world.scratch[0])
    for e in range(dyads.shape[1]):
        i, j = world.edges[FROM, e], world.edges[TO, e]
        sharing = dyads[dyad.SHARING, e]
        hazard = rate * sharing * (1.0 - world.states[state.CYBER_MATURITY, i])
        # Since 1 - exp(-x) <= x, most need no exponential.
        if world.scratch[0, e] < hazard and world.scratch[0, e] < 1.0 - math.exp(-hazard):
            dyads[co.LEAKED, e] = 1.0
            cost = world.parameters[TRUST_ON] * world.parameters[LEAK_WEIGHT]
            dyads[dyad.EVIDENCE_AGAINST, world.edges[MIRROR, e]] += cost
            world.tallies[co.LEAKS] += 1.0
            note(ledger, step, book.LEAK, book.CHANCE, i, j, book.NOBODY, sharing)


@kernel
def _draw_lots(edges: Rows, state_key: Rows, luck: Rows, step: int, lots: Numbers) -> None:
    """Draw for every edge, without a branch: a loop that the compiler turns into vector code."""
    k0, k1 = luck[0], luck[1]
    for e in range(edges.shape[1]):
        actor, partner = state_key[edges[FROM, e]], state_key[edges[TO, e]]
        lots[e] = draw(k0, k1, step, LEAK, 0, 0, actor, partner)
