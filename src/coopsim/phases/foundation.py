"""States that are all bound to each other found an institution of their own.

A state proposes one with the chance rate in a step. It gathers partners, the closest first,
as long as each two of them are bound by a bilateral obligation of at least depth. If they
are three or more and do not all sit in one institution already, each weighs the seat as in
``phases.membership``, but without a hurdle, because it is bound already:

    obligation of the institution = weakest bilateral obligation among its founders

Those who want it found it, if they are still three or more.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.organisation import (
    FOUNDING_DEPTH,
    FOUNDING_DUES,
    FOUNDING_ON,
    FOUNDING_RATE,
    FOUNDING_STANDARDS,
)
from coopsim.compilation import kernel
from coopsim.phases.recording import note
from coopsim.phases.seating import (
    ALL,
    WHETHER,
    charter,
    consider_seat,
    enter,
    free_row,
    lot,
    vacate,
)
from coopsim.randomness import FOUND_BODY
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.ledger import Ledger
from coopsim.world.world import TO, Numbers, Rows, World

# Two states need no institution to deal with each other.
FEWEST = 3


@kernel
def found_body(world: World, ledger: Ledger, step: int) -> int:
    """Let one circle of bound states found an institution; return 1 if it does."""
    m = free_row(world.institutions, world.seats)
    first = _proposer(world, step)
    if m < 0 or first < 0:
        return 0
    circle = world.lists[0]
    n = gather(world, first, circle)
    if n < FEWEST or _sit_together(world.seats, circle, n):
        return 0
    return _settle(world, ledger, step, m, circle, n)


@kernel
def _proposer(world: World, step: int) -> int:
    """Return the state that proposes an institution, the first by lot, or -1."""
    lowest = min(1.0, world.parameters[FOUNDING_ON] * world.parameters[FOUNDING_RATE])
    who = -1
    for i in range(world.states.shape[1]):
        luck = lot(world, step, FOUND_BODY, 0, WHETHER, world.state_key[i], 0)
        if luck < lowest:
            lowest, who = luck, i
    return who


@kernel
def gather(world: World, first: int, circle: Rows) -> int:
    """Write the circle around a state, closest partners first; return its size."""
    circle[0], n = first, 1
    least = world.parameters[FOUNDING_DEPTH]
    while True:
        best, closest = -1, 0.0
        for e in range(world.row_start[first], world.row_start[first + 1]):
            j = world.edges[TO, e]
            bond = weakest_bond(world.dyads, world.edges, world.row_start, circle, n, j)
            ahead = bond > closest or (
                best >= 0 and bond == closest and world.state_key[j] < world.state_key[best]
            )
            if bond > 0.0 and bond >= least and ahead:
                best, closest = j, bond
        if best < 0:
            return n
        circle[n] = best
        n += 1


@kernel
def weakest_bond(
    dyads: Numbers, edges: Rows, row_start: Rows, circle: Rows, n: int, j: int
) -> float:
    """Return the weakest obligation of state j towards n others; 0 if it is one of them."""
    weakest, met = 1.0, 0
    for e in range(row_start[j], row_start[j + 1]):
        for k in range(n):
            if circle[k] == edges[TO, e]:
                weakest = min(weakest, dyads[dyad.OBLIGATION, e])
                met += 1
    return weakest if met == n else 0.0


@kernel
def _sit_together(seats: Numbers, circle: Rows, n: int) -> bool:
    for m in range(seats.shape[1]):
        together = 0.0
        for k in range(n):
            together += seats[inst.MEMBER, m, circle[k]]
        if together == n:
            return True
    return False


@kernel
def _settle(world: World, ledger: Ledger, step: int, m: int, circle: Rows, n: int) -> int:
    """Let the circle say who takes part, and found the institution if they are enough."""
    p, obligation = world.parameters, 1.0
    for k in range(1, n):
        bond = weakest_bond(world.dyads, world.edges, world.row_start, circle, k, circle[k])
        obligation = min(obligation, bond)
    charter(world.institutions, m, obligation, p[FOUNDING_DUES], p[FOUNDING_STANDARDS], -1.0)
    # Each weighs sitting with all, before anyone has said no.
    for k in range(n):
        world.seats[inst.MEMBER, m, circle[k]] = 1.0
    willing, n_willing = world.lists[1], 0
    for k in range(n):
        i = circle[k]
        answer = consider_seat(world, ledger, step, m, i, ALL, book.APPLY, FOUND_BODY, 0.0)
        if answer == book.YES:
            willing[n_willing] = i
            n_willing += 1
    for k in range(n):
        vacate(world, m, circle[k])
    if n_willing < FEWEST:
        return 0
    note(ledger, step, book.FOUNDED, book.CHOSEN, willing[0], m, book.NOBODY, float(n_willing))
    world.tallies[ms.FOUNDED] += 1.0
    for k in range(n_willing):
        enter(world, ledger, step, m, willing[k], book.CHOSEN)
    return 1
