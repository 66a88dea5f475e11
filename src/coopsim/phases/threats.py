"""Phase 1: threats arrive, last, spread and end.

A strike of threat h on state i with severity s in [0, 1] needs, in every step that it lasts,

    need = s x exposure x need_share x GDP / duration            [billion USD a step]

A second strike adds to one that still lasts: s = 1 - (1 - s1)(1 - s2), and it lasts anew. Where
partners warn, the need is less; where other strikes last, random ones come more often:

    need x (1 - min(1, scale x prepared) x information)
    rate x (1 + scale x sum over other threats of compounds x severity)
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.core import THREATS_ON
from coopsim.catalogue.mechanisms.dangers import COMPOUNDING_ON, PREPARED, WARNING_ON
from coopsim.compilation import kernel
from coopsim.phases.attacks import attacks
from coopsim.phases.attribution import attribution
from coopsim.phases.escalation import escalation
from coopsim.phases.recording import note
from coopsim.phases.salience import salience
from coopsim.phases.strikes import duration, hit, severity_drawn
from coopsim.randomness import SEVERITY, SPREAD, STRIKE, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import MIRROR, TO, Numbers, Rows, World


@kernel
def threats(world: World, ledger: Ledger, step: int) -> None:
    """Let threats spread, old strikes end and new ones come, then sum up the needs."""
    on = world.parameters[THREATS_ON] > 0.0
    for h in range(world.impacts.shape[1]):
        _expose(world.states, world.threats, world.impacts, h)
        # A strike endangers others while it lasts, so before it is known to end.
        contagion = _endanger(world, h) if on else 0.0
        _age(world.impacts, world.mandates, ledger, step, h)
        if contagion > 0.0:
            _spread(world, ledger, step, h)
    if on:
        _follow_plan(world, ledger, step)
        escalation(world, ledger, step)
        burden = world.scratch[1]
        _compound(world.threats, world.impacts, burden)
        for h in range(world.impacts.shape[1]):
            _strike_at_random(world, ledger, step, h, burden)
        attacks(world, ledger, step)
    attribution(world, ledger, step)
    _sum_needs(world)
    salience(world)


@kernel
def _expose(states: Numbers, threats: Numbers, impacts: Numbers, h: int) -> None:
    field = int(threats[th.EXPOSURE_FIELD, h])
    inverted = threats[th.EXPOSURE_INVERTED, h] > 0.0
    for i in range(states.shape[1]):
        level = states[field, i] if field >= 0 else 1.0
        level = 1.0 - level if inverted else level
        impacts[th.EXPOSURE, h, i] = level * impacts[th.TARGETED, h, i]


@kernel
def _age(impacts: Numbers, mandates: Numbers, ledger: Ledger, step: int, h: int) -> None:
    for i in range(impacts.shape[2]):
        severity = impacts[th.SEVERITY, h, i]
        if severity <= 0.0 and impacts[th.STARTED, h, i] < 0.0:
            continue
        impacts[th.LEFT, h, i] -= 1.0
        # A mission may have settled it before its time.
        if impacts[th.LEFT, h, i] <= 0.0 or severity <= 0.0:
            note(ledger, step, book.STRIKE_ENDED, book.TIME, i, book.NOBODY, h, severity)
            impacts[th.SEVERITY, h, i] = 0.0
            impacts[th.STARTED, h, i] = -1.0
            impacts[th.ASKED_AT, h, i] = -1.0
            impacts[th.HELPED_AT, h, i] = -1.0
            impacts[th.SPONSOR, h, i] = -1.0
            impacts[th.UNATTRIBUTED, h, i] = 0.0
            for m in range(mandates.shape[1]):
                mandates[inst.STATUS, m, h, i] = 0.0
                mandates[inst.SINCE, m, h, i] = -1.0


@kernel
def _endanger(world: World, h: int) -> float:
    """Note for every state its chance to be spared, and the worst strike near it.

    P(j is reached) = 1 - prod over i of (1 - contagion x exposure_j x severity_i x closeness_ji)

    over the states i that suffered in the step before. Returns the contagion, 0 if none.
    """
    contagion = min(1.0, world.parameters[THREATS_ON] * world.threats[th.CONTAGION, h])
    if contagion <= 0.0:
        return 0.0
    spared, worst, source = world.scratch[0], world.scratch[1], world.lists[0]
    for j in range(world.impacts.shape[2]):
        spared[j], worst[j], source[j] = 1.0, 0.0, -1
    for i in range(world.impacts.shape[2]):
        if world.impacts[th.SEVERITY, h, i] > 0.0:
            _reach_out(world, h, i, contagion, spared, worst, source)
    return contagion


@kernel
def _spread(world: World, ledger: Ledger, step: int, h: int) -> None:
    """Let the threat reach states as ``_endanger`` noted, all at once, with the worst severity.

    A state that suffers from it already is not reached again.
    """
    spared, worst, source = world.scratch[0], world.scratch[1], world.lists[0]
    for j in range(world.impacts.shape[2]):
        if spared[j] < 1.0 and world.impacts[th.SEVERITY, h, j] <= 0.0:
            luck = draw(
                world.luck[0], world.luck[1], step, SPREAD, world.threat_key[h], 0,
                world.state_key[j], 0,
            )  # fmt: skip
            if luck < 1.0 - spared[j]:
                hit(world, h, j, worst[j], step, -1)
                note(ledger, step, book.SPREAD, book.NEIGHBOUR, j, source[j], h, worst[j])


@kernel
def _reach_out(
    world: World, h: int, i: int, contagion: float, spared: Numbers, worst: Numbers, source: Rows
) -> None:
    """Let a struck state endanger those close to it; note the worst strike near each.

    ``spared`` holds the chance of each state to be spared so far.
    """
    severity = world.impacts[th.SEVERITY, h, i]
    borders, trade = world.threats[th.SPREAD_BORDERS, h], world.threats[th.SPREAD_TRADE, h]
    networks = world.threats[th.SPREAD_NETWORKS, h]
    for back in range(world.row_start[i], world.row_start[i + 1]):
        j, e = world.edges[TO, back], world.edges[MIRROR, back]
        near = borders * world.dyads[dyad.CONTIGUITY, e]
        linked = networks * world.dyads[dyad.CONTACT, e]
        close = max(near, trade * world.dyads[dyad.TRADE, e], linked)
        reach = contagion * world.impacts[th.EXPOSURE, h, j] * severity * close
        spared[j] *= 1.0 - reach
        if reach > 0.0 and severity > worst[j]:
            worst[j], source[j] = severity, i


@kernel
def _follow_plan(world: World, ledger: Ledger, step: int) -> None:
    for n in range(world.plan.shape[1]):
        if world.plan[th.PLAN_STEP, n] == step:
            h, i = int(world.plan[th.PLAN_THREAT, n]), int(world.plan[th.PLAN_TARGET, n])
            severity = world.plan[th.PLAN_SEVERITY, n]
            if severity > 0.0:
                hit(world, h, i, severity, step, -1)
                note(ledger, step, book.STRIKE, book.PLANNED, i, book.NOBODY, h, severity)


@kernel
def _compound(threats: Numbers, impacts: Numbers, burden: Numbers) -> None:
    """Sum up, for every state, how much all strikes that last raise the rate of others."""
    for i in range(impacts.shape[2]):
        burden[i] = 0.0
        for h in range(impacts.shape[1]):
            burden[i] += threats[th.COMPOUNDS, h] * impacts[th.SEVERITY, h, i]


@kernel
def _strike_at_random(world: World, ledger: Ledger, step: int, h: int, burden: Numbers) -> None:
    """Strike each state with P = 1 - exp(-scale x rate x exposure x length of a step in years).

    ``burden`` holds what the strikes on each state add to the rate, this threat's own included.
    """
    a_step = world.parameters[THREATS_ON] * world.threats[th.RATE, h] * world.clock[0] / 12.0
    # Arms that were diverted arm it (``phases.technology``).
    a_step *= 1.0 + world.threats[ab.ARMING, h] * world.threats[ab.DIVERTED_STOCK, h]
    if a_step <= 0.0:
        return
    k0, k1, subject = world.luck[0], world.luck[1], world.threat_key[h]
    luck = world.scratch[0]
    # All draws first, without a branch: a loop that the compiler turns into vector code.
    for i in range(world.impacts.shape[2]):
        luck[i] = draw(k0, k1, step, STRIKE, subject, 0, world.state_key[i], 0)
    for i in range(world.impacts.shape[2]):
        own = world.threats[th.COMPOUNDS, h] * world.impacts[th.SEVERITY, h, i]
        more = 1.0 + world.parameters[COMPOUNDING_ON] * max(0.0, burden[i] - own)
        danger = a_step * world.impacts[th.EXPOSURE, h, i] * more
        # No chance is larger than what it comes from: nearly all are spared by that alone.
        if luck[i] < danger and luck[i] < 1.0 - math.exp(-danger):
            u = draw(k0, k1, step, SEVERITY, subject, 0, world.state_key[i], 0)
            severity = severity_drawn(world.threats, h, u)
            if severity > 0.0:
                hit(world, h, i, severity, step, -1)
                note(ledger, step, book.STRIKE, book.CHANCE, i, book.NOBODY, h, severity)


@kernel
def _sum_needs(world: World) -> None:
    """Work out what each strike takes in this step; whoever was warned needs less."""
    states, threats, impacts = world.states, world.threats, world.impacts
    saves = min(1.0, world.parameters[WARNING_ON] * world.parameters[PREPARED])
    for i in range(states.shape[1]):
        states[state.NEED, i] = 0.0
    for h in range(impacts.shape[1]):
        per_step = threats[th.NEED_SHARE, h] / duration(threats, h, world.clock[0])
        for i in range(states.shape[1]):
            strength = impacts[th.SEVERITY, h, i] * impacts[th.EXPOSURE, h, i]
            need = strength * per_step * states[state.GDP, i]
            need *= 1.0 - saves * states[state.INFORMATION, i]
            impacts[th.NEED, h, i] = need
            states[state.NEED, i] += need
