"""Phase 9: partnerships form by mutual consent under limited means, and end if one side wants.

Each pair reviews its relations with the chance meeting_rate in a step. Of the partnerships
that both sides want, trust each other enough for, and can pay, those with the largest
smaller gain form first; ties are broken by lot. What binds may have to be ratified first
(``phases.ratification``). Then any side may leave (pairwise stability, Jackson and Wolinsky
1996).
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import MEETING_RATE, PARTNERING_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.courtship import UNWANTED, consider, court, meet, meet_again, respect_standing
from coopsim.phases.neighbours import first_above
from coopsim.phases.ranking import sort_down
from coopsim.phases.ratification import conclude, has_or_awaits, ratification
from coopsim.phases.recording import drop_last_two, note
from coopsim.randomness import MEET, draw
from coopsim.world import ledger as book
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import tally
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, HIGH_KEY, LOW_KEY, MIRROR, TO, Numbers, Rows, World


@kernel
def partnering(world: World, ledger: Ledger, step: int) -> None:
    """Let pairs meet, form what both want, and end what one no longer wants."""
    if step == 0:
        respect_standing(world)
    rate = world.parameters[PARTNERING_ON] * world.parameters[MEETING_RATE]
    if rate <= 0.0:
        return
    ratification(world, ledger, step)
    lots, met = world.scratch[0], world.lists[0]
    n_pairs = _pair_up(world.edges, world.row_start, met, world.lists[1], world.lists[2])
    n_met = _meet(world, step, rate, met, n_pairs)
    _form_wanted(world, ledger, step, met, lots, n_met)
    for n in range(n_met):
        _review(world, ledger, step, met[n])


@kernel
def _pair_up(edges: Rows, row_start: Rows, pairs: Rows, low: Rows, high: Rows) -> int:
    """List one edge of each pair, with the stable ids of both sides; return how many there are."""
    n_pairs = 0
    for i in range(row_start.shape[0] - 1):
        first, last = first_above(edges, row_start, i), row_start[i + 1]
        for n in range(last - first):
            pairs[n_pairs + n] = first + n
            low[n_pairs + n] = edges[LOW_KEY, first + n]
            high[n_pairs + n] = edges[HIGH_KEY, first + n]
        n_pairs += last - first
    return n_pairs


@kernel
def _meet(world: World, step: int, rate: float, pairs: Rows, n_pairs: int) -> int:
    """Keep the pairs that meet, with their lots in the first scratch row; return how many do.

    One number is drawn for the pair, whichever side stands first: it says whether they
    meet, and serves as the lot that breaks ties.
    """
    n_met, lots, low, high = 0, world.scratch[0], world.lists[1], world.lists[2]
    k0, k1 = world.luck[0], world.luck[1]
    # All draws first, without a branch: a loop that the compiler turns into vector code.
    for n in range(n_pairs):
        lots[n] = draw(k0, k1, step, MEET, 0, 0, low[n], high[n])
    for n in range(n_pairs):
        if lots[n] < rate:
            pairs[n_met], lots[n_met] = pairs[n], lots[n]
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
        one, other = meet(world, met[n])
        for t in range(n_kinds):
            if has_or_awaits(world.partnerships, t, met[n]):
                continue
            candidate = n * n_kinds + t
            gains[candidate] = court(world, ledger, step, met[n], t, one, other)
            gain_lots[candidate] = lots[n]
            if gains[candidate] > UNWANTED:
                order[n_wanted] = candidate
                n_wanted += 1
    sort_down(gains, gain_lots, order, n_wanted)
    for n in range(n_wanted):
        conclude(world, ledger, step, met[order[n] // n_kinds], order[n] % n_kinds)


@inlined_kernel
def _review(world: World, ledger: Ledger, step: int, e: int) -> None:
    """Let both sides of a pair say of each partnership they had before whether they leave."""
    for t in range(world.kinds.shape[1]):
        if world.partnerships[ps.DEPTH, t, e] > 0.0 and world.partnerships[ps.SINCE, t, e] < step:
            one, other = meet_again(world, e)
            leaver = book.NOBODY
            for side in range(2):
                own = e if side == 0 else world.edges[MIRROR, e]
                prospect = one if side == 0 else other
                answer, _ = consider(world, ledger, step, own, t, prospect, book.LEAVE)
                if answer == book.YES and leaver == book.NOBODY:
                    leaver = own
            if leaver == book.NOBODY:
                drop_last_two(ledger)
            else:
                _end(world, ledger, step, leaver, t)


@kernel
def _end(world: World, ledger: Ledger, step: int, e: int, t: int) -> None:
    """End a partnership; the row of edge e is the side that left."""
    depth = world.partnerships[ps.DEPTH, t, e]
    note(ledger, step, book.ENDED, book.CHOSEN, world.edges[FROM, e], world.edges[TO, e], t, depth)
    world.partnerships[ps.DEPTH, t, e] = 0.0
    world.partnerships[ps.DEPTH, t, world.edges[MIRROR, e]] = 0.0
    world.tallies[tally.ENDED] += 1.0
