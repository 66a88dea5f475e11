"""Phase 9: partnerships form by mutual consent under limited means, and end if one side wants.

Each pair reviews its relations with the chance meeting_rate in a step. Of the partnerships
that both sides want, trust each other enough for, and can pay, those with the largest
smaller gain form first; ties are broken by lot. Then any side may leave (pairwise
stability, Jackson and Wolinsky 1996).
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import MEETING_RATE, PARTNERING_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.courtship import UNWANTED, affords, consider, court, prospect_of
from coopsim.phases.ranking import sort_down
from coopsim.phases.recording import drop_last_two, note
from coopsim.phases.ties import upkeep_per_step
from coopsim.randomness import MEET, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import state, tally
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, HIGH_KEY, LOW_KEY, MIRROR, TO, Numbers, Rows, World

# Depth of a partnership when it forms.
SEEDLING = 0.2


@kernel
def partnering(world: World, ledger: Ledger, step: int) -> None:
    """Let pairs meet, form what both want, and end what one no longer wants."""
    rate = world.parameters[PARTNERING_ON] * world.parameters[MEETING_RATE]
    if rate <= 0.0:
        return
    lots, met = world.scratch[0], world.lists[0]
    n_met = _meet(world.edges, world.luck, step, rate, met, lots)
    _form_wanted(world, ledger, step, met, lots, n_met)
    for n in range(n_met):
        _review(world, ledger, step, met[n])


@kernel
def _meet(edges: Rows, luck: Rows, step: int, rate: float, met: Rows, lots: Numbers) -> int:
    """List one edge of each pair that meets, with its lot; return how many there are.

    One number is drawn for the pair, whichever side stands first: it says whether they
    meet, and serves as the lot that breaks ties.
    """
    n_met = 0
    k0, k1 = luck[0], luck[1]
    # All draws first, without a branch: a loop that the compiler turns into vector code.
    for e in range(edges.shape[1]):
        lots[e] = draw(k0, k1, step, MEET, 0, 0, edges[LOW_KEY, e], edges[HIGH_KEY, e])
    for e in range(edges.shape[1]):
        if edges[FROM, e] < edges[TO, e] and lots[e] < rate:
            met[n_met], lots[n_met] = e, lots[e]
            n_met += 1
    return n_met


@inlined_kernel
def _form_wanted(
    world: World, ledger: Ledger, step: int, met: Rows, lots: Numbers, n_met: int
) -> None:
    """Let those who met court each other, then form what is wanted, largest gain first."""
    gains, gain_lots, order = world.scratch[1], world.scratch[2], world.lists[1]
    n_kinds, n_wanted = world.kinds.shape[1], 0
    for n in range(n_met):
        one = prospect_of(world, met[n])
        other = prospect_of(world, world.edges[MIRROR, met[n]])
        for t in range(n_kinds):
            if world.partnerships[ps.DEPTH, t, met[n]] > 0.0:
                continue
            candidate = n * n_kinds + t
            gains[candidate] = court(world, ledger, step, met[n], t, one, other)
            gain_lots[candidate] = lots[n]
            if gains[candidate] > UNWANTED:
                order[n_wanted] = candidate
                n_wanted += 1
    sort_down(gains, gain_lots, order, n_wanted)
    for n in range(n_wanted):
        _form(world, ledger, step, met[order[n] // n_kinds], order[n] % n_kinds)


@inlined_kernel
def _form(world: World, ledger: Ledger, step: int, e: int, t: int) -> None:
    """Form a partnership if both still can pay for it after those that formed before."""
    i, j, back = world.edges[FROM, e], world.edges[TO, e], world.edges[MIRROR, e]
    cost = upkeep_per_step(world.kinds, t, world.clock[0])
    if not (affords(world.states, i, cost, world.clock[0])
            and affords(world.states, j, cost, world.clock[0])):  # fmt: skip
        return
    world.partnerships[ps.DEPTH, t, e] = SEEDLING
    world.partnerships[ps.DEPTH, t, back] = SEEDLING
    world.partnerships[ps.SINCE, t, e] = step
    world.partnerships[ps.SINCE, t, back] = step
    world.states[state.UPKEEP, i] += cost
    world.states[state.UPKEEP, j] += cost
    world.tallies[tally.FORMED] += 1.0
    note(ledger, step, book.FORMED, book.CHOSEN, i, j, t, SEEDLING)


@inlined_kernel
def _review(world: World, ledger: Ledger, step: int, e: int) -> None:
    """Let both sides of a pair say of each partnership they had before whether they leave."""
    back = world.edges[MIRROR, e]
    for t in range(world.kinds.shape[1]):
        if world.partnerships[ps.DEPTH, t, e] > 0.0 and world.partnerships[ps.SINCE, t, e] < step:
            one, _ = consider(world, ledger, step, e, t, prospect_of(world, e), book.LEAVE)
            other, _ = consider(world, ledger, step, back, t, prospect_of(world, back), book.LEAVE)
            if one == book.YES or other == book.YES:
                _end(world, ledger, step, e if one == book.YES else back, t)
            else:
                drop_last_two(ledger)


@kernel
def _end(world: World, ledger: Ledger, step: int, e: int, t: int) -> None:
    """End a partnership; the row of edge e is the side that left."""
    depth = world.partnerships[ps.DEPTH, t, e]
    note(ledger, step, book.ENDED, book.CHOSEN, world.edges[FROM, e], world.edges[TO, e], t, depth)
    world.partnerships[ps.DEPTH, t, e] = 0.0
    world.partnerships[ps.DEPTH, t, world.edges[MIRROR, e]] = 0.0
    world.tallies[tally.ENDED] += 1.0
