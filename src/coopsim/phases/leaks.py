"""Shared secrets leak: what partners tell reaches others through badly defended networks.

    P(i loses a secret) = 1 - exp(-scale x leaks_per_year x (1 - cyber maturity_i)
                                  x sum over partners j of sharing_ij x months / 12)

It is that of partner j with a chance in proportion to sharing_ij: the one for which
-log(u) / sharing_ij is least, u being a draw of each pair. What leaked is worth nothing in this
step, and j trusts i less: b of j about i grows by weight, in acts. Trust lost means that less is
shared from then on (``phases.perception``).
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
from coopsim.world.world import MIRROR, TO, World


@kernel
def leaks(world: World, ledger: Ledger, step: int) -> None:
    """Let states lose what their partners shared with them, one secret a step at most."""
    for e in range(world.dyads.shape[1]):
        world.dyads[co.LEAKED, e] = 0.0
    rate = world.parameters[LEAKS_ON] * world.parameters[LEAK_RATE] * world.clock[0] / 12.0
    if rate <= 0.0:
        return
    for i in range(world.states.shape[1]):
        shared = 0.0
        for e in range(world.row_start[i], world.row_start[i + 1]):
            shared += world.dyads[dyad.SHARING, e]
        hazard = rate * shared * (1.0 - world.states[state.CYBER_MATURITY, i])
        if hazard > 0.0:
            key = world.state_key[i]
            luck = draw(world.luck[0], world.luck[1], step, LEAK, 0, 0, key, 0)
            if luck < 1.0 - math.exp(-hazard):
                _lose(world, ledger, step, i)


@kernel
def _lose(world: World, ledger: Ledger, step: int, i: int) -> None:
    """Let state i lose the secret of one partner, the likelier the more that one tells it."""
    lost, first = world.row_start[i], math.inf
    for e in range(world.row_start[i], world.row_start[i + 1]):
        sharing = world.dyads[dyad.SHARING, e]
        if sharing > 0.0:
            # Of the same address as whether anything leaks, but for the partner.
            there = world.state_key[world.edges[TO, e]]
            luck = draw(
                world.luck[0], world.luck[1], step, LEAK, 0, 1, world.state_key[i], there
            )  # fmt: skip
            turn = -math.log(luck) / sharing
            if turn < first:
                lost, first = e, turn
    world.dyads[co.LEAKED, lost] = 1.0
    cost = world.parameters[TRUST_ON] * world.parameters[LEAK_WEIGHT]
    world.dyads[dyad.EVIDENCE_AGAINST, world.edges[MIRROR, lost]] += cost
    world.tallies[co.LEAKS] += 1.0
    j, sharing = world.edges[TO, lost], world.dyads[dyad.SHARING, lost]
    note(ledger, step, book.LEAK, book.CHANCE, i, j, book.NOBODY, sharing)
