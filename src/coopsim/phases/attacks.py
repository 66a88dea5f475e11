"""Attackers choose whom to strike: rivals that allies can deter, groups that look for weakness.

An attacker considers an attack with the chance

    P(considers) = 1 - exp(-scale x attempts a year x months / 12)

where scale is that of threats. A rival weighs every target but its sponsor (``decisions.attack``);
the allies of a target count with

    allies = sum of reliability x duty x forces / (1 + distance / half_distance)

over all who are bound to help it, by a partnership or as fellow members. It is *deterred* if on the
same draws it would attack, were there no allies. A group attacks in any case, the target that

    scale x sensitivity x weakness - log(-log(u))

is largest for; its attempt succeeds with the chance 1 - denial. It learns:

    expected += scale x learning x (success - expected)

An attempt that succeeds is a strike of the attacker's threat.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.core import CHOICE_NOISE, INSTITUTIONS_ON, THREATS_ON
from coopsim.catalogue.mechanisms.rivalry import (
    ADAPTATION_ON,
    DEFENCE,
    DETERRENCE_ON,
    HALF_DISTANCE,
    LEARNING_BY_DOING,
    SENSITIVITY,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions.aid import total
from coopsim.decisions.attack import success, weigh_attack
from coopsim.phases.nudging import nudged
from coopsim.phases.recording import explain, note, weigh
from coopsim.phases.strikes import hit, severity_drawn
from coopsim.randomness import ATTACK, CONSIDER, FORCE, SUCCEED, draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import attacker as at
from coopsim.world.blocks import conduct, dyad, state
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import MIRROR, TO, Numbers, World

# Strategies of attackers.
RIVAL, GROUP = 0.0, 1.0


@kernel
def attacks(world: World, ledger: Ledger, step: int) -> None:
    """Let every attacker whose time has come choose a target, and strike it or hold back."""
    for a in range(world.attackers.shape[1]):
        pace = world.parameters[THREATS_ON] * world.attackers[at.RATE, a] * world.clock[0] / 12.0
        if _luck(world, step, CONSIDER, a, -1) < 1.0 - math.exp(-pace):
            if world.attackers[at.STRATEGY, a] == GROUP:
                _look_for_weakness(world, ledger, step, a)
            else:
                _weigh_up(world, ledger, step, a)


@inlined_kernel
def forces(states: Numbers, i: int) -> float:
    """Return the ready forces of state i, in billion USD of military spending a year."""
    spending = states[state.GDP, i] * states[state.DEFENCE_SHARE, i]
    return spending * states[state.READINESS, i]


@kernel
def _luck(world: World, step: int, purpose: int, a: int, i: int) -> float:
    """Draw for attacker a and target i, or for the attacker alone if i is -1."""
    h = int(world.attackers[at.THREAT, a])
    return draw(
        world.luck[0], world.luck[1], step, purpose, world.threat_key[h], 0,
        world.attacker_key[a], world.state_key[i] if i >= 0 else 0,
    )  # fmt: skip


@kernel
def _allies(world: World, i: int, sponsor: int) -> float:
    """Return the forces that the allies of state i would bring, billion USD a year."""
    together = 1.0 if world.parameters[INSTITUTIONS_ON] > 0.0 else 0.0
    result = 0.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k, back = world.edges[TO, e], world.edges[MIRROR, e]
        duty = world.dyads[dyad.OBLIGATION, back]
        for m in range(world.seats.shape[1]):
            both = world.seats[inst.MEMBER, m, i] * world.seats[inst.MEMBER, m, k]
            duty = max(duty, together * both * world.institutions[inst.OBLIGATION, m])
        if duty > 0.0 and k != sponsor:
            reach = 1.0 + world.dyads[dyad.DISTANCE, back] / world.parameters[HALF_DISTANCE]
            reliable = duty * world.states[conduct.RELIABILITY, k]
            result += reliable * forces(world.states, k) / reach
    return result


@inlined_kernel
def _aims_at(world: World, a: int, i: int) -> bool:
    """Tell whether attacker a may choose state i: its threat may strike it, no sponsor of its."""
    h = int(world.attackers[at.THREAT, a])
    return bool(world.impacts[th.TARGETED, h, i] > 0.0 and i != int(world.attackers[at.SPONSOR, a]))


@kernel
def _prospects(world: World, a: int, i: int) -> tuple[float, float, float]:
    """Return what success against state i is worth, and its chance without and with allies."""
    p, h = world.parameters, int(world.attackers[at.THREAT, a])
    own = forces(world.states, i)
    allies = p[DETERRENCE_ON] * _allies(world, i, int(world.attackers[at.SPONSOR, a]))
    means = world.attackers[at.CAPABILITY, a]
    gain = world.attackers[at.GAIN, a] * world.impacts[th.EXPOSURE, h, i]
    return gain, success(means, p[DEFENCE] * own), success(means, p[DEFENCE] * (own + allies))


@kernel
def _best(scores: Numbers, lots: Numbers, n: int) -> int:
    """Return the row with the largest score, by lot among equals; -1 if all are minus infinity."""
    best = -1
    for i in range(n):
        if scores[i] == -math.inf:
            continue
        if best < 0 or (scores[i], lots[i]) > (scores[best], lots[best]):
            best = i
    return best


@kernel
def _weigh_up(world: World, ledger: Ledger, step: int, a: int) -> None:
    """Let a rival weigh its targets with their allies and without, and attack the best or not."""
    scores, lonely, lots = world.scratch[0], world.scratch[1], world.scratch[2]
    n, sponsor = world.states.shape[1], int(world.attackers[at.SPONSOR, a])
    for i in range(n):
        scores[i], lonely[i] = -math.inf, -math.inf
        if _aims_at(world, a, i):
            gain, alone, backed = _prospects(world, a, i)
            terms = weigh_attack(gain, alone, backed)
            scores[i], lonely[i] = total(terms), terms[0] + terms[1]
            lots[i] = _luck(world, step, ATTACK, a, i)
    best, easiest = _best(scores, lots, n), _best(lonely, lots, n)
    if best < 0:
        return
    noise = world.parameters[CHOICE_NOISE]
    threshold = -noise * logistic_noise(lots[best])
    would = lonely[easiest] > -noise * logistic_noise(lots[easiest])
    answer = book.HELD_BACK if would else book.NO
    gain, alone, backed = _prospects(world, a, best)
    h = int(world.attackers[at.THREAT, a])
    score = nudged(ledger, step, book.ATTACK, sponsor, best, h, a, scores[best])
    answer = book.YES if score > threshold else answer
    row = explain(ledger, step, book.ATTACK, sponsor, best, h, answer)
    terms = weigh_attack(gain, alone, backed)
    weigh(ledger, row, score, threshold, lots[best], backed, terms)
    if row >= 0:
        ledger.decisions[row, book.BODY] = a
    if answer == book.YES:
        _attempt(world, ledger, step, a, best, backed)
    elif answer == book.HELD_BACK:
        _, chance, _ = _prospects(world, a, easiest)
        world.tallies[at.DETERRED] += 1.0
        note(ledger, step, book.DETERRED, book.ATTACKED, easiest, sponsor, h, chance)


@kernel
def _look_for_weakness(world: World, ledger: Ledger, step: int, a: int) -> None:
    """Let a group choose a target by multinomial logit, and attack it."""
    pulls, lots, weights = world.scratch[0], world.scratch[1], world.scratch[2]
    n, h = world.states.shape[1], int(world.attackers[at.THREAT, a])
    keenness = world.parameters[ADAPTATION_ON] * world.parameters[SENSITIVITY]
    sponsor = int(world.attackers[at.SPONSOR, a])
    for i in range(n):
        pulls[i] = -math.inf
        if _aims_at(world, a, i):
            open_to = world.impacts[th.EXPOSURE, h, i] * (1.0 - _denial(world, h, i))
            drawn = keenness * open_to * world.aims[at.EXPECTED, a, i]
            weights[i] = nudged(ledger, step, book.TARGET, sponsor, i, h, a, drawn)
            lots[i] = _luck(world, step, ATTACK, a, i)
            pulls[i] = weights[i] - math.log(-math.log(lots[i]))
    best = _best(pulls, lots, n)
    if best < 0:
        return
    runner_up = -math.inf
    for i in range(n):
        if i != best:
            runner_up = max(runner_up, pulls[i])
    chance = 1.0 - _denial(world, h, best)
    row = explain(ledger, step, book.TARGET, sponsor, best, h, book.YES)
    # A target without rivals had nothing to beat.
    bar = runner_up - (pulls[best] - weights[best]) if runner_up > -math.inf else math.nan
    weigh(ledger, row, weights[best], bar, lots[best], chance, (weights[best],))
    if row >= 0:
        ledger.decisions[row, book.BODY] = a
    _attempt(world, ledger, step, a, best, chance)


@kernel
def _denial(world: World, h: int, i: int) -> float:
    """Return the chance that state i foils an attempt of a group with threat h."""
    field = int(world.threats[th.DENIAL_FIELD, h])
    return world.states[field, i] if field >= 0 else 0.0


@kernel
def _attempt(world: World, ledger: Ledger, step: int, a: int, i: int, chance: float) -> None:
    """Try an attack on state i, and learn from it."""
    h, sponsor = int(world.attackers[at.THREAT, a]), int(world.attackers[at.SPONSOR, a])
    world.tallies[at.ATTEMPTS] += 1.0
    note(ledger, step, book.ATTEMPT, book.ATTACKED, i, sponsor, h, chance)
    succeeds = _luck(world, step, SUCCEED, a, i) < chance
    if succeeds:
        severity = severity_drawn(world.threats, h, _luck(world, step, FORCE, a, i))
        if severity > 0.0:
            hit(world, h, i, severity, step, sponsor)
            note(ledger, step, book.STRIKE, book.ATTACKED, i, sponsor, h, severity)
    else:
        world.tallies[at.FAILED] += 1.0
        note(ledger, step, book.FAILED, book.ATTACKED, i, sponsor, h, chance)
    expected = world.aims[at.EXPECTED, a, i]
    weight = min(1.0, world.parameters[ADAPTATION_ON] * world.parameters[LEARNING_BY_DOING])
    world.aims[at.EXPECTED, a, i] = expected + weight * ((1.0 if succeeds else 0.0) - expected)
