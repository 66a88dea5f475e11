"""Phase 9, second part: members leave institutions, others apply and are admitted.

A member reviews its seat with the chance review_rate in a step; a state that is eligible
weighs an application with the chance application_rate, and each institution deals with one
in a step. With the gain of ``decisions.seat``,

    apply iff gain > hurdle x obligation - noise x logistic luck
    exit  iff gain < -hurdle - noise x logistic luck

The members vote on the applicant: yes iff the gain of having it > -noise x logistic luck,
else an abstention or a no. It joins iff yes / counted >= admission quorum. A lead nation
decides alone, and stays.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import HURDLE, INSTITUTIONS_ON
from coopsim.catalogue.mechanisms.organisation import (
    ACCESSION_ON,
    APPLICATION_RATE,
    BURDEN_ON,
    FOUNDING_ON,
    REVIEW_RATE,
)
from coopsim.compilation import kernel
from coopsim.phases.burden import resent
from coopsim.phases.foundation import found_body
from coopsim.phases.recording import note
from coopsim.phases.seating import (
    ALL,
    WHETHER,
    add_fellows,
    consider_seat,
    count_members,
    dissolve,
    enter,
    lot,
    vacate,
)
from coopsim.randomness import ACCEDE, ADMIT, EXIT
from coopsim.world import ledger as book
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.ledger import Ledger
from coopsim.world.world import TO, Numbers, World


@kernel
def membership(world: World, ledger: Ledger, step: int) -> None:
    """Let members leave, others join, and partners found what they lack."""
    p = world.parameters
    if p[INSTITUTIONS_ON] <= 0.0:
        return
    moved = 0
    for m in range(world.seats.shape[1]):
        if world.institutions[ms.COALITION, m] <= 0.0:
            if p[BURDEN_ON] > 0.0:
                resent(world, m)
                moved += _let_leave(world, ledger, step, m)
            if p[ACCESSION_ON] > 0.0:
                moved += _let_join(world, ledger, step, m)
    if p[FOUNDING_ON] > 0.0:
        moved += found_body(world, ledger, step)
    if moved > 0:
        add_fellows(world)


@kernel
def _let_leave(world: World, ledger: Ledger, step: int, m: int) -> int:
    """Let members of institution m review their seats, all at once; return how many leave."""
    p, leaving, n = world.parameters, world.lists[0], 0
    # To denounce a membership is an act of its own, however little the institution obliges to.
    bar = -p[HURDLE]
    for i in range(world.states.shape[1]):
        if world.seats[inst.MEMBER, m, i] > 0.0 and world.institutions[inst.LEAD, m] != i:
            key = world.state_key[i]
            if lot(world, step, EXIT, world.institution_key[m], WHETHER, key, 0) < p[REVIEW_RATE]:
                answer = consider_seat(world, ledger, step, m, i, ALL, book.EXIT, EXIT, bar)
                if answer == book.YES:
                    leaving[n] = i
                    n += 1
    for k in range(n):
        _leave(world, ledger, step, m, leaving[k])
    return n


@kernel
def _leave(world: World, ledger: Ledger, step: int, m: int, i: int) -> None:
    vacate(world, m, i)
    left = count_members(world.seats, m)
    world.tallies[ms.EXITS] += 1.0
    note(ledger, step, book.LEFT, book.CHOSEN, i, m, book.NOBODY, left)
    # One state alone is no institution, and its row may serve again.
    if left == 1.0 and world.institutions[ms.SPARE, m] > 0.0:
        dissolve(world, ledger, step, m, i)


@kernel
def _let_join(world: World, ledger: Ledger, step: int, m: int) -> int:
    """Let institution m deal with one application; return how many states join."""
    if world.institutions[ms.ADMISSION_QUORUM, m] < 0.0 or count_members(world.seats, m) == 0.0:
        return 0
    i = _applicant(world, step, m)
    if i < 0:
        return 0
    bar = world.parameters[HURDLE] * world.institutions[inst.OBLIGATION, m]
    if consider_seat(world, ledger, step, m, i, ALL, book.APPLY, ACCEDE, bar) != book.YES:
        return 0
    if not _admits(world, ledger, step, m, i):
        return 0
    enter(world, ledger, step, m, i, book.VOTED)
    world.tallies[ms.ACCESSIONS] += 1.0
    return 1


@kernel
def _applicant(world: World, step: int, m: int) -> int:
    """Return the state that weighs an application now, the first by lot, or -1."""
    lowest = min(1.0, world.parameters[ACCESSION_ON] * world.parameters[APPLICATION_RATE])
    who = -1
    for i in range(world.states.shape[1]):
        if may_apply(world.states, world.institutions, world.seats, m, i):
            key = world.state_key[i]
            luck = lot(world, step, ACCEDE, world.institution_key[m], WHETHER, key, 0)
            if luck < lowest:
                lowest, who = luck, i
    return who


@kernel
def may_apply(states: Numbers, institutions: Numbers, seats: Numbers, m: int, i: int) -> bool:
    """Tell whether state i is no member of institution m, and meets its conditions."""
    if seats[inst.MEMBER, m, i] > 0.0 or seats[ms.ELIGIBLE, m, i] <= 0.0:
        return False
    needed = int(institutions[ms.NEEDS_FIELD, m])
    return needed < 0 or bool(states[needed, i] >= institutions[ms.NEEDS_LEAST, m])


@kernel
def _admits(world: World, ledger: Ledger, step: int, m: int, i: int) -> bool:
    """Let the members of institution m, or its lead nation, vote on admitting state i."""
    yes, counted = 0.0, 0.0
    lead = world.institutions[inst.LEAD, m]
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        if world.seats[inst.MEMBER, m, k] > 0.0 and (lead < 0.0 or lead == k):
            answer = consider_seat(world, ledger, step, m, k, i, book.ADMIT, ADMIT, 0.0)
            yes += 1.0 if answer == book.YES else 0.0
            counted += 0.0 if answer == book.ABSTAINED else 1.0
    return yes > 0.0 and bool(yes >= world.institutions[ms.ADMISSION_QUORUM, m] * counted)
