"""Missions: partners' forces go where a strike lasts, to keep the peace or to relieve.

State k may bring to a struck state i the largest share of its ready forces that any of its
partnerships knows, if i is host to it in one of them, or if a mandate obliges k. Forces need
lift and pay, no more go than a strike takes, and what k can send is split over the strikes to
which it may go, in proportion to what they take:

    can send_k = presence_k x personnel x readiness x logistics, as far as k can pay
    soldiers_k = needed x min(1, can send_k / sum of needed)
    needed = need / (soldier_month x months)
    mission = 1 - exp(-sum of soldiers / needed)
    severity' = severity x (1 - min(1, scale x settling_rate x mission))

Those who send pay cost_busd for each thousand soldiers and month, and have them back a step
later. The host remembers the help, and, jealous of its sovereignty, resents the presence:

    a += scale x goodwill x months x mission x share of k
    g += scale x backlash x sovereignty x min(1, soldiers_k / needed) x (1 - g)

where a is its evidence for k and g its grievance against k.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.cooperation import (
    BACKLASH,
    MISSION_COST,
    MISSION_GOODWILL,
    MISSIONS_ON,
    SETTLING_RATE,
)
from coopsim.catalogue.mechanisms.core import SOLDIER_MONTH, TRUST_ON
from coopsim.compilation import kernel
from coopsim.phases.budgets import spend
from coopsim.phases.mandates import mandate_duty
from coopsim.phases.recording import note
from coopsim.world import ledger as book
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, politics, state
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, World

# A state that may not go to the place of a strike.
BARRED = -1


@kernel
def missions(world: World, ledger: Ledger, step: int) -> None:
    """Send missions to the strikes that last, and let them do their work."""
    is_on = world.parameters[MISSIONS_ON] > 0.0
    for k in range(world.states.shape[1]):
        world.states[co.DEPLOYED, k] = 0.0
        if is_on:
            _muster(world, k)
    if is_on:
        for h in range(world.impacts.shape[1]):
            for i in range(world.states.shape[1]):
                _call_for(world, h, i, _needed(world, h, i))
    for h in range(world.impacts.shape[1]):
        for i in range(world.states.shape[1]):
            needed = _needed(world, h, i) if is_on else 0.0
            sent = _send_forces(world, ledger, step, h, i, needed) if needed > 0.0 else 0.0
            world.impacts[co.MISSION, h, i] = 0.0
            if sent > 0.0:
                _settle(world, h, i, sent, needed)


@kernel
def _needed(world: World, h: int, i: int) -> float:
    """Return how many thousand soldiers the strike of threat h on state i takes, if it lasts."""
    a_soldier = world.parameters[SOLDIER_MONTH] * world.clock[0]
    lasts = world.impacts[th.SEVERITY, h, i] > 0.0 and world.impacts[th.LEFT, h, i] > 1.0
    return world.impacts[th.NEED, h, i] / a_soldier if lasts and a_soldier > 0.0 else 0.0


@kernel
def _muster(world: World, k: int) -> None:
    """Note how many thousand soldiers state k can send and pay for, in the first scratch row."""
    presence = 0.0
    for e in range(world.row_start[k], world.row_start[k + 1]):
        presence = max(presence, world.dyads[co.PRESENCE, e])
    ready = world.states[state.PERSONNEL, k] * world.states[state.READINESS, k]
    most = presence * ready * world.states[state.LOGISTICS, k]
    price = world.parameters[MISSION_COST] * world.clock[0]
    if price > 0.0:
        most = min(most, world.states[state.RESERVE, k] / price)
    world.scratch[0, k], world.scratch[1, k] = most, 0.0


@kernel
def _cause(world: World, h: int, i: int, e: int) -> int:
    """Return why the row of edge e may go to state i, its column, or BARRED."""
    k = world.edges[FROM, e]
    if world.scratch[0, k] <= 0.0:
        return BARRED
    if world.dyads[co.PRESENCE, e] > 0.0:
        return book.CHOSEN
    duty = mandate_duty(world.parameters, world.institutions, world.seats, world.mandates, h, k, i)
    return book.OBLIGED if duty > 0.0 else BARRED


@kernel
def _call_for(world: World, h: int, i: int, needed: float) -> None:
    """Add what a strike takes to what is asked of all who may go, in the second scratch row."""
    if needed > 0.0:
        for back in range(world.row_start[i], world.row_start[i + 1]):
            if _cause(world, h, i, world.edges[MIRROR, back]) != BARRED:
                world.scratch[1, world.edges[TO, back]] += needed


@kernel
def _send_forces(world: World, ledger: Ledger, step: int, h: int, i: int, needed: float) -> float:
    """Let all who may send forces to state i; return them as a share of those needed.

    The third scratch row holds, for every edge of state i, the soldiers from its column.
    """
    price, sent = world.parameters[MISSION_COST] * world.clock[0], 0.0
    for back in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, back]
        cause = _cause(world, h, i, world.edges[MIRROR, back])
        world.scratch[2, back] = 0.0
        if cause != BARRED:
            soldiers = min(1.0, world.scratch[0, k] / world.scratch[1, k]) * needed
            spend(world.states, world.parameters, k, soldiers * price)
            world.states[co.DEPLOYED, k] += soldiers
            world.scratch[2, back] = soldiers
            sent += soldiers / needed
            if world.impacts[co.MISSION, h, i] <= 0.0:
                note(ledger, step, book.MISSION, cause, k, i, h, soldiers)
    return sent


@kernel
def _settle(world: World, h: int, i: int, sent: float, needed: float) -> None:
    """Let a mission lower the severity of its strike, and its host judge those who came."""
    parameters, dyads = world.parameters, world.dyads
    scale = parameters[MISSIONS_ON]
    mission = 1.0 - math.exp(-sent)
    world.impacts[co.MISSION, h, i] = mission
    settled = min(1.0, scale * parameters[SETTLING_RATE] * mission)
    world.impacts[th.SEVERITY, h, i] *= 1.0 - settled
    world.tallies[co.MISSIONS] += 1.0
    thanks = scale * parameters[TRUST_ON] * parameters[MISSION_GOODWILL] * world.clock[0] * mission
    jealousy = scale * parameters[BACKLASH] * world.states[politics.SOVEREIGNTY, i]
    for back in range(world.row_start[i], world.row_start[i + 1]):
        part = world.scratch[2, back] / needed
        if part > 0.0:
            dyads[dyad.EVIDENCE_FOR, back] += thanks * part / sent
            resentment = min(1.0, jealousy * min(1.0, part))
            dyads[dyad.GRIEVANCE, back] += (1.0 - dyads[dyad.GRIEVANCE, back]) * resentment
