"""Phase 3: publics judge their governments, governments change, and opposition binds them.

Approval returns to where it belongs, and jumps when a strike hits the state:

    approval' = approval + reversion x (goal - approval) + scale x rally x severity of new strikes
    goal = normal + scale x (success_weight x success
                             - weariness x (1 - success) x ln(1 + casualties)) + jobs

Support falls with the logarithm of casualties (Mueller 1973), and less so where the public sees
success (Gelpi et al. 2009). success, at most 1, is the share of its open need that partners
averted, plus the acts of help of its own that arrived, both in the step before. casualties
are the people lost to strikes and among soldiers abroad, fewer with ``technology``; they are
forgotten at the rate reversion. jobs are those of ``phases.industry``. A government loses office
with

    P = scale x democracy x (1 - approval)                             at an election
    P = scale x fall_rate x (1 - stability)                            in any other step
    stability = government_stability x (1 - fragmentation x (1 - approval))

A new one starts with approval no lower than normal and without its predecessor's casualties,
its positions move by up to agenda_swing, and its coalition is redrawn. Publics bind a government
only where its elites disagree (Kreps 2010) or an election is near:

    opposition = min(1, scale x (1 - approval) x max(fragmentation, democracy x nearness))
                 x (1 - outreach x talks)
    nearness = max(0, 1 - months to the election / campaign_months)

talks is how well a state and one of its partners explain to publics why they cooperate, in the
best of their partnerships (strategic communication).
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.capability import PROTECTION, TECHNOLOGY_ON
from coopsim.catalogue.mechanisms.core import SOLDIER_MONTH
from coopsim.catalogue.mechanisms.politics import (
    AGENDA_SWING,
    CAMPAIGN,
    ELECTIONS_ON,
    FALL_RATE,
    LOSSES,
    OPINION_ON,
    OUTREACH,
    PARTY_SWING,
    RALLY,
    REVERSION,
    SUCCESS,
    WEARINESS,
)
from coopsim.compilation import kernel
from coopsim.phases.agendas import realign
from coopsim.phases.industry import jobs
from coopsim.phases.recording import note
from coopsim.phases.strikes import duration
from coopsim.randomness import ELECTION, PROGRAMME, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import POSITION, Numbers, World

# Months below which an election is due: a rounding error must not put it off by a step.
DUE = 1e-9


@kernel
def politics(world: World, ledger: Ledger, step: int) -> None:
    """Let publics judge, governments change, and opposition form."""
    opinion, elections = world.parameters[OPINION_ON], world.parameters[ELECTIONS_ON]
    for i in range(world.states.shape[1]):
        world.states[pol.NEW_GOVERNMENT, i] = 0.0
        world.states[pol.OPPOSITION, i] = 0.0
        if opinion > 0.0:
            success = _success(world, i)
            rally = _bear_losses(world, i, step)
            work = jobs(world.states, world.parameters, i, world.clock[0])
            _judge(world.states, world.parameters, i, success, rally, work)
        if elections > 0.0:
            _hold_office(world, ledger, step, i, elections)
        if opinion > 0.0:
            _oppose(world.states, world.parameters, i, _talks(world, i))


@kernel
def _success(world: World, i: int) -> float:
    """Return what the public of state i saw cooperation achieve in the step before, [0, 1]."""
    averted = world.states[state.AVERTED, i]
    stake = averted + world.states[state.DAMAGE, i]
    seen = averted / stake if stake > 0.0 else 0.0
    if world.states[state.GIVEN, i] > 0.0:
        for e in range(world.row_start[i], world.row_start[i + 1]):
            seen += world.dyads[dyad.CREDIT, e]
    return min(1.0, seen)


@kernel
def _bear_losses(world: World, i: int, step: int) -> float:
    """Add to the casualties that are remembered; return the severity of new strikes, [0, 1]."""
    states, impacts, p = world.states, world.impacts, world.parameters
    lost, rally = 0.0, 0.0
    if p[SOLDIER_MONTH] > 0.0:
        lost = p[LOSSES] * states[state.CONTRIBUTION, i] / p[SOLDIER_MONTH]
    lost += p[LOSSES] * states[co.DEPLOYED, i] * world.clock[0]
    for h in range(impacts.shape[1]):
        severity = impacts[th.SEVERITY, h, i]
        if severity > 0.0:
            toll = world.threats[th.CASUALTIES, h] / duration(world.threats, h, world.clock[0])
            lost += toll * severity * impacts[th.EXPOSURE, h, i]
            if impacts[th.STARTED, h, i] == step:
                rally = max(rally, severity)
    lost *= 1.0 - min(1.0, p[TECHNOLOGY_ON] * p[PROTECTION] * states[ab.TECHNOLOGY, i])
    states[pol.CASUALTIES, i] = states[pol.CASUALTIES, i] * (1.0 - p[REVERSION]) + lost
    return rally


@kernel
def _judge(
    states: Numbers, parameters: Numbers, i: int, success: float, rally: float, work: float
) -> None:
    weary = parameters[WEARINESS] * (1.0 - success) * math.log(1.0 + states[pol.CASUALTIES, i])
    verdict = parameters[OPINION_ON] * (parameters[SUCCESS] * success - weary) + work
    now = states[pol.APPROVAL, i]
    pull = parameters[REVERSION] * (states[pol.APPROVAL_NORMAL, i] + verdict - now)
    won = parameters[OPINION_ON] * parameters[RALLY] * rally
    states[pol.APPROVAL, i] = min(1.0, max(0.0, now + pull + won))


@kernel
def _hold_office(world: World, ledger: Ledger, step: int, i: int, scale: float) -> None:
    """Let the government of state i face an election if one is due, and fall if it must."""
    approval = world.states[pol.APPROVAL, i]
    if _election_due(world.states, i, world.clock[0]):
        cause = book.ELECTED
        chance = world.states[state.DEMOCRACY, i] * (1.0 - approval)
    else:
        cause = book.FELL
        divided = world.states[pol.FRAGMENTATION, i] * (1.0 - approval)
        stability = world.states[pol.STABILITY_NORMAL, i] * (1.0 - divided)
        chance = world.parameters[FALL_RATE] * (1.0 - stability)
    luck = draw(
        world.luck[0], world.luck[1], step, ELECTION, 0, 0, world.state_key[i], 0
    )  # fmt: skip
    if luck < scale * chance:
        note(ledger, step, book.GOVERNMENT_CHANGED, cause, i, book.NOBODY, book.NOBODY, approval)
        _take_office(world, step, i)


@kernel
def _election_due(states: Numbers, i: int, months: float) -> bool:
    """Count down to the next election of state i; tell whether it is held in this step."""
    period = states[pol.ELECTION_MONTHS, i]
    if period <= 0.0:
        return False
    left = states[pol.TO_ELECTION, i] - months
    is_due = left < DUE
    if is_due:
        left = left + period if left + period >= DUE else period
    states[pol.TO_ELECTION, i] = left
    return is_due


@kernel
def _take_office(world: World, step: int, i: int) -> None:
    """Give state i a new government: approval, coalition and positions."""
    states, k0, k1 = world.states, world.luck[0], world.luck[1]
    states[pol.NEW_GOVERNMENT, i] = 1.0
    states[pol.APPROVAL, i] = max(states[pol.APPROVAL, i], states[pol.APPROVAL_NORMAL, i])
    states[pol.CASUALTIES, i] = 0.0
    u = draw(k0, k1, step, PROGRAMME, 0, 0, world.state_key[i], 0)
    shift = world.parameters[PARTY_SWING] * (2.0 * u - 1.0)
    coalition = states[pol.FRAGMENTATION_NORMAL, i] + shift
    states[pol.FRAGMENTATION, i] = min(1.0, max(0.0, coalition))
    for k in range(world.agendas.shape[1]):
        u = draw(k0, k1, step, PROGRAMME, 0, k + 1, world.state_key[i], 0)
        moved = world.agendas[POSITION, k, i] + world.parameters[AGENDA_SWING] * (2.0 * u - 1.0)
        world.agendas[POSITION, k, i] = min(1.0, max(-1.0, moved))
    realign(world, i)


@kernel
def _talks(world: World, i: int) -> float:
    """Return how well state i and one of its partners explain to publics what they do, [0, 1]."""
    best = 0.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        best = max(best, world.dyads[pol.OUTREACH, e])
    return best


@kernel
def _oppose(states: Numbers, parameters: Numbers, i: int, talks: float) -> None:
    near = 0.0
    if parameters[ELECTIONS_ON] > 0.0 and states[pol.ELECTION_MONTHS, i] > 0.0:
        near = max(0.0, 1.0 - states[pol.TO_ELECTION, i] / parameters[CAMPAIGN])
    bound = max(states[pol.FRAGMENTATION, i], states[state.DEMOCRACY, i] * near)
    against = parameters[OPINION_ON] * (1.0 - states[pol.APPROVAL, i]) * bound
    states[pol.OPPOSITION, i] = min(1.0, against) * (1.0 - parameters[OUTREACH] * talks)
