"""Trust by balance: friends of friends become friends, and so do enemies of enemies.

A pair is friendly if the trust of its two sides is above 1/2 on average, otherwise hostile. A
triad is in balance if it has no hostile pair or two of them. In a step some triads are looked
at, one after another, each picked by lot; one out of balance changes (local triad dynamics,
Antal et al. 2005):

    of one hostile pair: it makes up with chance p, otherwise one of the friendly pairs breaks up
    of three hostile pairs: one of them, picked by lot, makes up

Who makes up trusts fully, and who breaks up does not trust at all; the weight of what is
remembered stays as it was. Neither help nor refusals count, and nothing is forgotten.
"""

from __future__ import annotations

from coopsim.catalogue.rules import RECONCILIATION, TRIADS
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.neighbours import ABSENT, edge_between
from coopsim.phases.picking import line_up, three_places
from coopsim.randomness import PICK, TURN, draw_pair
from coopsim.world.blocks import dyad
from coopsim.world.world import FIRST_NUMBER, MIRROR, Numbers, Rows, World

TRIAD_SIZE = 3


@kernel
def balance_triads(world: World, step: int, scale: float) -> None:
    """Look at as many triads as the rule says, times the scale of trust."""
    looks = int(scale * world.learning[FIRST_NUMBER + TRIADS])
    p = world.learning[FIRST_NUMBER + RECONCILIATION]
    n, order, k0, k1 = world.states.shape[1], world.lists[0], world.luck[0], world.luck[1]
    if n < TRIAD_SIZE:
        return
    line_up(world.state_key, order, world.scratch)
    for turn in range(looks):
        one, two = draw_pair(k0, k1, step, PICK, 0, turn, 0, 0)
        three, lot = draw_pair(k0, k1, step, TURN, 0, turn, 0, 0)
        i, j, k = three_places(one, two, three, n)
        first = edge_between(world.edges, world.row_start, order[i], order[j])
        second = edge_between(world.edges, world.row_start, order[j], order[k])
        third = edge_between(world.edges, world.row_start, order[i], order[k])
        if min(first, second, third) > ABSENT:
            _balance(world.dyads, world.edges, first, second, third, p, lot)


@kernel
def _balance(
    dyads: Numbers, edges: Rows, first: int, second: int, third: int, p: float, lot: float
) -> None:
    one, two = _is_hostile(dyads, edges, first), _is_hostile(dyads, edges, second)
    three = _is_hostile(dyads, edges, third)
    hostile = one + two + three
    if hostile == 3:
        chosen = first if lot < 1.0 / 3.0 else (second if lot < 2.0 / 3.0 else third)
        _turn(dyads, edges, chosen, 1.0)
    elif hostile == 1:
        enemy = first if one else (second if two else third)
        if lot < p:
            _turn(dyads, edges, enemy, 1.0)
        elif lot < p + 0.5 * (1.0 - p):
            _turn(dyads, edges, second if one else first, 0.0)
        else:
            _turn(dyads, edges, second if three else third, 0.0)


@inlined_kernel
def _is_hostile(dyads: Numbers, edges: Rows, e: int) -> int:
    # A number, since truth values of NumPy do not add up.
    return 1 if dyads[dyad.TRUST, e] + dyads[dyad.TRUST, edges[MIRROR, e]] <= 1.0 else 0


@kernel
def _turn(dyads: Numbers, edges: Rows, e: int, trust: float) -> None:
    """Let both sides of a pair trust fully or not at all, as sure of it as they were before."""
    for side in (e, edges[MIRROR, e]):
        weight = dyads[dyad.EVIDENCE_FOR, side] + dyads[dyad.EVIDENCE_AGAINST, side]
        dyads[dyad.EVIDENCE_FOR, side] = weight * trust
        dyads[dyad.EVIDENCE_AGAINST, side] = weight * (1.0 - trust)
        dyads[dyad.TRUST, side] = trust
