"""A strike that no institution answers calls a coalition of the willing.

The gravest request that institutions left without a mandate for a step calls one with the
chance

    P(call) = min(1, scale x call_rate)

in a step. All states weigh it as a vote (``phases.mandates``) at their fair share of the GDP
of all; those that say yes are its members, the one with the highest score its lead. It has a
mandate at once, with the legitimacy of those who said yes, and ends with the strike.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON
from coopsim.catalogue.mechanisms.organisation import (
    CALL_RATE,
    COALITION_OBLIGATION,
    COALITIONS_ON,
)
from coopsim.compilation import kernel
from coopsim.phases.mandates import ADOPTED, choose, legitimacy_of
from coopsim.phases.recording import note
from coopsim.phases.seating import add_fellows, charter, dissolve, enter, free_row, lot
from coopsim.randomness import RALLY
from coopsim.world import ledger as book
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import state
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import MIRROR, TO, Numbers, World


@kernel
def coalitions(world: World, ledger: Ledger, step: int) -> None:
    """End the coalitions whose strike is over, and let the gravest open request call one."""
    p = world.parameters
    if p[COALITIONS_ON] <= 0.0 or p[INSTITUTIONS_ON] <= 0.0:
        return
    moved = 0
    for m in range(world.institutions.shape[1]):
        if world.institutions[ms.COALITION, m] > 0.0:
            h = int(world.institutions[ms.CALLED_THREAT, m])
            i = int(world.institutions[ms.CALLED_STATE, m])
            if world.impacts[th.SEVERITY, h, i] <= 0.0:
                dissolve(world, ledger, step, m, i)
                moved += 1
    h, i = gravest(world, step)
    m = free_row(world.institutions, world.seats)
    if m >= 0 and h >= 0:
        ordinal = int(world.impacts[th.ORDINAL, h, i])
        luck = lot(world, step, RALLY, world.threat_key[h], ordinal, world.state_key[i], 0)
        if luck < min(1.0, p[COALITIONS_ON] * p[CALL_RATE]):
            moved += _rally(world, ledger, step, m, h, i)
    if moved > 0:
        add_fellows(world)


@kernel
def gravest(world: World, step: int) -> tuple[int, int]:
    """Return threat and state of the largest old request without a mandate, or -1, -1."""
    worst, threat, victim = 0.0, -1, -1
    for h in range(world.impacts.shape[1]):
        for i in range(world.impacts.shape[2]):
            request = world.impacts[th.REQUEST, h, i]
            ahead = request > worst or (
                victim >= 0 and request == worst and _first(world, h, i, threat, victim)
            )
            known = world.impacts[th.ASKED_AT, h, i] < step
            if known and request > 0.0 and ahead and not _answered(world.mandates, h, i):
                worst, threat, victim = request, h, i
    return threat, victim


@kernel
def _first(world: World, h: int, i: int, threat: int, victim: int) -> bool:
    """Tell whether a strike stands before another by stable ids, so that rows do not matter."""
    if i != victim:
        return bool(world.state_key[i] < world.state_key[victim])
    return bool(world.threat_key[h] < world.threat_key[threat])


@kernel
def _answered(mandates: Numbers, h: int, i: int) -> bool:
    adopted = 0
    for m in range(mandates.shape[1]):
        adopted += mandates[inst.STATUS, m, h, i] == ADOPTED
    return adopted > 0


@kernel
def _rally(world: World, ledger: Ledger, step: int, m: int, h: int, i: int) -> int:
    """Let the willing gather for state i against threat h; return 1 if anyone is."""
    gdp = 0.0
    for k in range(world.states.shape[1]):
        gdp += world.states[state.GDP, k]
    willing, scores, n, lead = world.lists[0], world.scratch[0], 0, 0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        fair = world.states[state.GDP, k] / gdp if gdp > 0.0 else 0.0
        answer, score = choose(world, ledger, step, m, h, world.edges[MIRROR, e], fair)
        if answer == book.YES:
            willing[n], scores[n] = k, score
            keen = score > scores[lead] or (
                score == scores[lead] and world.state_key[k] < world.state_key[willing[lead]]
            )
            lead = n if keen else lead
            n += 1
    if n == 0:
        return 0
    duty = world.parameters[COALITION_OBLIGATION]
    charter(world.institutions, m, duty, 0.0, 0.0, float(willing[lead]))
    world.institutions[ms.COALITION, m] = 1.0
    world.institutions[ms.CALLED_THREAT, m] = h
    world.institutions[ms.CALLED_STATE, m] = i
    note(ledger, step, book.FOUNDED, book.ASKED, willing[lead], m, book.NOBODY, n + 1.0)
    world.tallies[ms.FOUNDED] += 1.0
    enter(world, ledger, step, m, i, book.ASKED)
    for k in range(n):
        enter(world, ledger, step, m, willing[k], book.CHOSEN)
    world.mandates[inst.STATUS, m, h, i] = ADOPTED
    world.mandates[inst.SINCE, m, h, i] = step
    others = world.row_start[i + 1] - world.row_start[i]
    world.mandates[ms.LEGITIMACY, m, h, i] = legitimacy_of(world, i, float(n), float(others))
    request = world.impacts[th.REQUEST, h, i]
    note(ledger, step, book.MANDATE, book.CHOSEN, i, m, h, request)
    return 1
