"""Ratification at home: what two governments sign is in force once both have ratified it.

An agreement with legal weight that both governments want is signed. From the next step on each
side ratifies it, in every step with

    P = 1 - exp(-months / T),   T = scale x ratify_months x legal_weight x exp(-win-set)
    win-set = gain - hurdle - caveats x opposition x legal_weight
                            - veto x fragmentation x legal_weight

where gain and hurdle are those of ``decisions.partner`` as they are now: a larger win-set makes
ratification quicker (Putnam 1988), more who can veto it make it slower (Mansfield et al. 2007).
Signed agreements give nothing. They fail after patience_months, and when the government of a
side that has not ratified yet changes. In the ledger the threshold is the win-set that would
just have sufficed with the draw u: ln(scale x ratify_months x legal_weight x -ln(1 - u) / months).
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.politics import (
    CAVEATS,
    PATIENCE,
    RATIFICATION_ON,
    RATIFY_MONTHS,
    VETO,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions.aid import total
from coopsim.decisions.partner import hurdle, weigh_tie
from coopsim.phases.courtship import affords, prospect_of
from coopsim.phases.nudging import nudged
from coopsim.phases.recording import explain, note, weigh
from coopsim.phases.ties import upkeep_per_step
from coopsim.randomness import RATIFY, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import state, tally
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World

# Depth of a partnership when it enters into force.
SEEDLING = 0.2


@kernel
def ratification(world: World, ledger: Ledger, step: int) -> None:
    """Let both sides decide on what is signed; it enters into force, waits on, or fails."""
    pending = 0.0
    for i in range(world.states.shape[1]):
        pending += world.states[pol.PENDING, i]
    if pending <= 0.0:
        return
    waiting, longest = world.partnerships[pol.WAITING], world.scratch[0]
    for i in range(world.states.shape[1]):
        if world.states[pol.PENDING, i] > 0.0:
            first, last = world.row_start[i], world.row_start[i + 1]
            _mark_waiting(waiting, longest, first, last)
            for e in range(first, last):
                if longest[e] > 0.0 and i < world.edges[TO, e]:
                    for t in range(waiting.shape[0]):
                        if waiting[t, e] > 0.0:
                            _proceed(world, ledger, step, e, t)


@kernel
def _mark_waiting(waiting: Numbers, longest: Numbers, first: int, last: int) -> None:
    """Note how long each pair has waited for anything signed; edges are the inner loop."""
    for e in range(first, last):
        longest[e] = 0.0
    for t in range(waiting.shape[0]):
        for e in range(first, last):
            longest[e] = max(0.0, longest[e], waiting[t, e])


@inlined_kernel
def has_or_awaits(partnerships: Numbers, t: int, e: int) -> bool:
    """Tell whether the pair of edge e has a partnership of kind t, or has signed one."""
    return bool(partnerships[ps.DEPTH, t, e] > 0.0 or partnerships[pol.WAITING, t, e] > 0.0)


@kernel
def conclude(world: World, ledger: Ledger, step: int, e: int, t: int) -> None:
    """Sign what both sides want, or let it be in force at once.

    Nothing happens if they can't both pay for it, after those that they concluded before.
    """
    if not _both_can_pay(world, e, t):
        return
    if world.parameters[RATIFICATION_ON] <= 0.0 or world.kinds[ps.LEGAL_WEIGHT, t] <= 0.0:
        _enter_into_force(world, ledger, step, e, t, book.CHOSEN)
        return
    i, j, back = world.edges[FROM, e], world.edges[TO, e], world.edges[MIRROR, e]
    for side in (e, back):
        world.partnerships[pol.WAITING, t, side] = world.clock[0]
        world.partnerships[pol.RATIFIED, t, side] = 0.0
    world.states[pol.PENDING, i] += 1.0
    world.states[pol.PENDING, j] += 1.0
    note(ledger, step, book.SIGNED, book.CHOSEN, i, j, t, world.kinds[ps.LEGAL_WEIGHT, t])


@kernel
def _both_can_pay(world: World, e: int, t: int) -> bool:
    i, j, months = world.edges[FROM, e], world.edges[TO, e], world.clock[0]
    cost = upkeep_per_step(world.kinds, t, months)
    return affords(world.states, i, cost, months) and affords(world.states, j, cost, months)


@kernel
def _enter_into_force(world: World, ledger: Ledger, step: int, e: int, t: int, cause: int) -> None:
    """Form a partnership that both sides want and can pay."""
    i, j, back = world.edges[FROM, e], world.edges[TO, e], world.edges[MIRROR, e]
    cost = upkeep_per_step(world.kinds, t, world.clock[0])
    world.partnerships[ps.DEPTH, t, e] = SEEDLING
    world.partnerships[ps.DEPTH, t, back] = SEEDLING
    world.partnerships[ps.SINCE, t, e] = step
    world.partnerships[ps.SINCE, t, back] = step
    world.states[state.UPKEEP, i] += cost
    world.states[state.UPKEEP, j] += cost
    world.tallies[tally.FORMED] += 1.0
    note(ledger, step, book.FORMED, cause, i, j, t, SEEDLING)


@kernel
def _proceed(world: World, ledger: Ledger, step: int, e: int, t: int) -> None:
    """Take one more step with a signed agreement, as seen from the lower row of the pair."""
    back = world.edges[MIRROR, e]
    waited = world.partnerships[pol.WAITING, t, e]
    fallen = _ratify(world, ledger, step, e, t)
    fallen = _ratify(world, ledger, step, back, t) or fallen
    both = world.partnerships[pol.RATIFIED, t, e] * world.partnerships[pol.RATIFIED, t, back]
    if both > 0.0 and _both_can_pay(world, e, t):
        _enter_into_force(world, ledger, step, e, t, book.BY_RATIFICATION)
        world.tallies[pol.RATIFICATIONS] += 1.0
        world.tallies[pol.RATIFYING] += waited
        _close(world, e, t)
        return
    if fallen or waited >= world.parameters[PATIENCE]:
        cause = book.NEW_GOVERNMENT if fallen else book.TIME
        i, j = world.edges[FROM, e], world.edges[TO, e]
        note(ledger, step, book.RATIFICATION_FAILED, cause, i, j, t, waited)
        world.tallies[pol.FAILURES] += 1.0
        _close(world, e, t)
        return
    world.partnerships[pol.WAITING, t, e] += world.clock[0]
    world.partnerships[pol.WAITING, t, back] += world.clock[0]


@kernel
def _close(world: World, e: int, t: int) -> None:
    """Take an agreement off the agenda of both sides."""
    for side in (e, world.edges[MIRROR, e]):
        world.partnerships[pol.WAITING, t, side] = 0.0
        world.partnerships[pol.RATIFIED, t, side] = 0.0
        i = world.edges[FROM, side]
        world.states[pol.PENDING, i] = max(0.0, world.states[pol.PENDING, i] - 1.0)


@kernel
def _ratify(world: World, ledger: Ledger, step: int, e: int, t: int) -> bool:
    """Let the row of edge e decide, unless it has ratified; tell if a new government drops it."""
    i, j = world.edges[FROM, e], world.edges[TO, e]
    if world.partnerships[pol.RATIFIED, t, e] > 0.0:
        return False
    if world.states[pol.NEW_GOVERNMENT, i] > 0.0:
        return True
    prospect = prospect_of(world, e)
    weight = world.kinds[ps.LEGAL_WEIGHT, t]
    terms = (
        total(weigh_tie(world.kinds, world.parameters, prospect, t)),
        -hurdle(world.kinds, world.parameters, prospect, t),
        -world.parameters[CAVEATS] * world.states[pol.OPPOSITION, i] * weight,
        -world.parameters[VETO] * world.states[pol.FRAGMENTATION, i] * weight,
    )
    win_set = nudged(ledger, step, book.RATIFY, i, j, t, book.NOBODY, total(terms))
    luck = draw(
        world.luck[0], world.luck[1], step, RATIFY, world.kind_key[t], 0, world.state_key[i],
        world.state_key[j],
    )  # fmt: skip
    pace = world.parameters[RATIFICATION_ON] * world.parameters[RATIFY_MONTHS] * weight
    hard = pace * -math.log(1.0 - luck) / world.clock[0]
    threshold = math.log(hard) if hard > 0.0 else -math.inf
    ratified = win_set > threshold
    world.partnerships[pol.RATIFIED, t, e] = 1.0 if ratified else 0.0
    if ratified or ledger.level[0] == book.EVERYTHING:
        row = explain(ledger, step, book.RATIFY, i, j, t, book.YES if ratified else book.NO)
        waited = world.partnerships[pol.WAITING, t, e]
        weigh(ledger, row, win_set, threshold, luck, waited, terms)
    return False
