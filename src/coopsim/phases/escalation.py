"""Crises climb a ladder and come down it; some break out that nobody chose.

A lasting strike of a kind with a ladder moves each step, up or down:

    severity += min(1, scale x ladder) x severity x (1 - severity) x (u - calm)
    calm = 1 - (1 - dialogue) x (1 - mediation x thirds)

dialogue is how well the target can talk to the state behind the strike or, if there is none, to a
neighbour. thirds is 1 if an institution has answered the strike; else it is how well the best third
state can talk to both sides. Between the sponsor of a rival and each of its targets,

    P(accident) = 1 - exp(-scale x accidents a year x (1 - dialogue) x months / 12
                          x (1 + emboldening x protection))

protection is the strongest duty to help the target, by a treaty, of a state that is not the
sponsor: who is protected dares more.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.dangers import (
    ACCIDENTS,
    EMBOLDENING,
    ESCALATION_ON,
    MEDIATION,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.attacks import RIVAL
from coopsim.phases.mandates import ADOPTED
from coopsim.phases.recording import note
from coopsim.phases.strikes import hit, severity_drawn
from coopsim.randomness import ACCIDENT, CLIMB, FORCE, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import attacker as at
from coopsim.world.blocks import cooperation, dyad
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import MIRROR, TO, World


@kernel
def escalation(world: World, ledger: Ledger, step: int) -> None:
    """Move every crisis on its ladder, then let new ones break out by accident."""
    scale = world.parameters[ESCALATION_ON]
    if scale <= 0.0:
        return
    for h in range(world.impacts.shape[1]):
        pace = min(1.0, scale * world.threats[th.LADDER, h])
        if pace > 0.0:
            _climb(world, step, h, pace)
    for a in range(world.attackers.shape[1]):
        if world.attackers[at.STRATEGY, a] == RIVAL and world.attackers[at.SPONSOR, a] >= 0.0:
            _blunder(world, ledger, step, a, scale)


@inlined_kernel
def _climb(world: World, step: int, h: int, pace: float) -> None:
    for i in range(world.impacts.shape[2]):
        severity = world.impacts[th.SEVERITY, h, i]
        if severity > 0.0 and world.impacts[th.STARTED, h, i] < step:
            luck = draw(
                world.luck[0], world.luck[1], step, CLIMB, world.threat_key[h],
                int(world.impacts[th.ORDINAL, h, i]), world.state_key[i], 0,
            )  # fmt: skip
            change = pace * severity * (1.0 - severity) * (luck - _calm(world, h, i))
            world.impacts[th.SEVERITY, h, i] = severity + change


@kernel
def _calm(world: World, h: int, i: int) -> float:
    """Return how far dialogue and mediation calm the crisis of state i with threat h, [0, 1]."""
    sponsor = int(world.impacts[th.SPONSOR, h, i])
    talk, thirds = 0.0, 0.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        channel, j = world.dyads[cooperation.CALM, e], world.edges[TO, e]
        if sponsor < 0:
            talk = max(talk, world.dyads[dyad.CONTIGUITY, e] * channel)
        elif j == sponsor:
            talk = channel
        else:
            thirds = max(thirds, min(channel, _channel(world, j, sponsor)))
    for m in range(world.mandates.shape[1]):
        if world.mandates[inst.STATUS, m, h, i] == ADOPTED:
            thirds = 1.0
    return 1.0 - (1.0 - talk) * (1.0 - world.parameters[MEDIATION] * thirds)


@kernel
def _channel(world: World, i: int, j: int) -> float:
    """Return how well state i can talk to state j, 0 if they hold nothing towards each other."""
    for e in range(world.row_start[i], world.row_start[i + 1]):
        if world.edges[TO, e] == j:
            return world.dyads[cooperation.CALM, e]
    return 0.0


@kernel
def _protection(world: World, j: int, sponsor: int) -> float:
    """Return the strongest duty of a state but the sponsor to help state j, [0, 1]."""
    strongest = 0.0
    for e in range(world.row_start[j], world.row_start[j + 1]):
        if world.edges[TO, e] != sponsor:
            strongest = max(strongest, world.dyads[dyad.OBLIGATION, world.edges[MIRROR, e]])
    return strongest


@inlined_kernel
def _blunder(world: World, ledger: Ledger, step: int, a: int, scale: float) -> None:
    """Let crises break out by accident between the sponsor of a rival and its targets."""
    h, sponsor = int(world.attackers[at.THREAT, a]), int(world.attackers[at.SPONSOR, a])
    pace = scale * world.parameters[ACCIDENTS] * world.clock[0] / 12.0
    k0, k1, subject, key = world.luck[0], world.luck[1], world.threat_key[h], world.attacker_key[a]
    for e in range(world.row_start[sponsor], world.row_start[sponsor + 1]):
        j = world.edges[TO, e]
        if world.impacts[th.TARGETED, h, j] <= 0.0:
            continue
        luck = draw(k0, k1, step, ACCIDENT, subject, 0, key, world.state_key[j])
        bold = 1.0 + world.parameters[EMBOLDENING] * _protection(world, j, sponsor)
        if luck < 1.0 - math.exp(-pace * (1.0 - world.dyads[cooperation.CALM, e]) * bold):
            # Another occasion than an attack of the same step, so another draw.
            u = draw(k0, k1, step, FORCE, subject, 1, key, world.state_key[j])
            severity = severity_drawn(world.threats, h, u)
            if severity > 0.0:
                hit(world, h, j, severity, step, sponsor)
                world.tallies[at.ACCIDENTS] += 1.0
                note(ledger, step, book.STRIKE, book.BY_ACCIDENT, j, sponsor, h, severity)
