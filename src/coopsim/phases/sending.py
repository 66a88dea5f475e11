"""Help that was decided on is paid for and put on its way.

How contributions add up is a property of the threat (Hirshleifer 1983), and holds for what
is sent together in one step: under ``sum`` all of it counts; under ``threshold`` none of it
does unless enough of the need is met; under ``weakest_link`` it counts as if all had sent
the least share that anyone sent; under ``best_shot`` only the largest part counts.
"""

from __future__ import annotations

import math

from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions import aid
from coopsim.phases.budgets import spend
from coopsim.phases.friction import effect
from coopsim.phases.logistics import delay_of, send
from coopsim.phases.mandates import mandate_duty
from coopsim.phases.recording import note
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import MIRROR, TO, Numbers, World


@inlined_kernel
def dispatch(
    world: World, ledger: Ledger, step: int, h: int, i: int, fair: Numbers, sent: Numbers
) -> None:
    """Pay for what each state sends to state i against threat h, and put it on its way.

    ``fair`` and ``sent`` hold, for every state, its fair share and what it sends.
    """
    use = _usefulness(world, h, i, fair, sent)
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        if sent[k] <= 0.0:
            continue
        towards = world.edges[MIRROR, e]
        spend(world.states, world.parameters, k, sent[k])
        world.states[state.CONTRIBUTION, k] += sent[k]
        world.states[state.GIVEN, k] += sent[k]
        useful = sent[k] * effect(world.dyads, world.parameters, towards) * use
        send(world, step, h, i, towards, useful, delay_of(world, h, towards))
        by_mandate = mandate_duty(
            world.parameters, world.institutions, world.seats, world.mandates, h, k, i
        )
        obliged = max(by_mandate, world.dyads[dyad.OBLIGATION, towards]) > 0.0
        cause = book.OBLIGED if obliged else book.ASKED
        note(ledger, step, book.HELP_SENT, cause, k, i, h, sent[k])


@inlined_kernel
def _usefulness(world: World, h: int, i: int, fair: Numbers, sent: Numbers) -> float:
    """Return the joint effect of what is sent together, as a share of its sum, [0, 1]."""
    added, largest, weakest = 0.0, 0.0, math.inf
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        if fair[k] > 0.0:
            useful = 0.0
            if sent[k] > 0.0:
                useful = sent[k] * effect(world.dyads, world.parameters, world.edges[MIRROR, e])
            added += useful
            largest = max(largest, useful)
            weakest = min(weakest, useful / fair[k])
    if added <= 0.0:
        return 0.0
    need, request = world.impacts[th.NEED, h, i], world.impacts[th.REQUEST, h, i]
    enough = need - request + added >= world.threats[th.THRESHOLD, h] * need
    return _joint_share(int(world.threats[th.AGGREGATOR, h]), added, largest, weakest, enough)


@kernel
def _joint_share(
    aggregator: int, added: float, largest: float, weakest: float, enough: bool
) -> float:
    if aggregator == aid.THRESHOLD:
        return 1.0 if enough else 0.0
    if aggregator == aid.WEAKEST_LINK:
        return min(1.0, weakest / added)
    if aggregator == aid.BEST_SHOT:
        return largest / added
    return 1.0
