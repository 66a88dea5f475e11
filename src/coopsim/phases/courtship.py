"""How the two sides of a pair make up their minds about a partnership.

The terms, the hurdle, the luck and the sources stand in ``decisions.partner``. Here each side gets
its view of the other, its luck, and the conditions that no gain can outweigh: enough trust,
room in the diplomacy budget, and on both sides enough of what the kind needs. Whoever leaves
common production (``procurement``) gives up its share: the bar falls by scale x exit_cost.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.capability import PROCUREMENT_ON
from coopsim.catalogue.mechanisms.core import CHOICE_NOISE
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions.aid import total
from coopsim.decisions.partner import Prospect, hurdle, weigh_tie
from coopsim.phases.budgets import diplomacy_budget
from coopsim.phases.friction import drag
from coopsim.phases.nudging import nudged
from coopsim.phases.patrons import common_danger, courted
from coopsim.phases.recording import drop_last_two, explain, weigh
from coopsim.phases.rivals import rivalry, strength
from coopsim.phases.ties import upkeep_per_step
from coopsim.randomness import AGREE, draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import capability as cap
from coopsim.world.blocks import conduct, dyad, politics, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World

# The gain of a partnership that one side does not want.
UNWANTED = -math.inf
# Odds of exp(-LONG) are as long as luck, a number below 1, can tell.
LONG = 30.0


@kernel
def prospect_of(world: World, e: int) -> Prospect:
    """Describe the column of edge e as a partner for its row."""
    i, j = world.edges[FROM, e], world.edges[TO, e]
    return _view(world, e, common_danger(world, i, j), courted(world, e))


@kernel
def meet(world: World, e: int) -> tuple[Prospect, Prospect]:
    """Describe the two sides of edge e as partners for each other, the column first.

    What took long to find stands in the last scratch row until the pair meets again.
    """
    back, found = world.edges[MIRROR, e], world.scratch[3]
    found[e], found[back] = courted(world, e), courted(world, back)
    return meet_again(world, e)


@kernel
def meet_again(world: World, e: int) -> tuple[Prospect, Prospect]:
    """Describe the two sides of edge e, who met before in this step."""
    back, found = world.edges[MIRROR, e], world.scratch[3]
    danger = common_danger(world, world.edges[FROM, e], world.edges[TO, e])
    return _view(world, e, danger, found[e]), _view(world, back, danger, found[back])


@kernel
def _view(world: World, e: int, danger: float, bid: float) -> Prospect:
    i, j = world.edges[FROM, e], world.edges[TO, e]
    dyads = world.dyads
    return Prospect(
        danger=danger,
        strength=strength(world.states, i, j),
        trust=dyads[dyad.TRUST, e],
        affinity=dyads[dyad.AFFINITY, e],
        drag=drag(dyads, world.parameters, e),
        grievance=dyads[dyad.GRIEVANCE, e],
        regime_distance=dyads[dyad.REGIME_DISTANCE, e],
        budget=diplomacy_budget(world.states, i, 12.0),
        sovereignty=world.states[politics.SOVEREIGNTY, i],
        rivalry=rivalry(dyads, e),
        reliability=world.states[conduct.RELIABILITY, j],
        courted=bid,
    )


@inlined_kernel
def court(
    world: World, ledger: Ledger, step: int, e: int, t: int, one: Prospect, other: Prospect
) -> float:
    """Ask both sides of a pair; return the smaller gain, or UNWANTED if one says no.

    Where trust is too low, or a side lacks what it takes, nobody is asked, unless everything
    is recorded. Where nothing is recorded, nobody is asked either if a side can't pay, and
    the second only if the first agrees.
    """
    i, j, least = world.edges[FROM, e], world.edges[TO, e], world.kinds[ps.MIN_TRUST, t]
    hopeless = min(one.trust, other.trust) < least or not suits(world, i, j, t)
    if hopeless and ledger.level[0] != book.EVERYTHING:
        return UNWANTED
    if ledger.level[0] == book.NOTHING:
        cost = upkeep_per_step(world.kinds, t, world.clock[0])
        if not (affords(world.states, i, cost, world.clock[0])
                and affords(world.states, j, cost, world.clock[0])):  # fmt: skip
            return UNWANTED
    agreed, smaller = 0, math.inf
    for side in range(2):
        own = e if side == 0 else world.edges[MIRROR, e]
        prospect = one if side == 0 else other
        answer, gain = consider(world, ledger, step, own, t, prospect, book.FORM)
        if answer == book.YES:
            agreed += 1
            smaller = min(smaller, gain)
        elif ledger.level[0] == book.NOTHING:
            return UNWANTED
    if agreed == 0:
        drop_last_two(ledger)
    return smaller if agreed == 2 else UNWANTED


@inlined_kernel
def consider(
    world: World, ledger: Ledger, step: int, e: int, t: int, prospect: Prospect, question: int
) -> tuple[int, float]:
    """Let the row of edge e say whether it wants to form (or leave) a partnership of kind t.

    Returns the answer and the gain.
    """
    i, j = world.edges[FROM, e], world.edges[TO, e]
    terms = weigh_tie(world.kinds, world.parameters, prospect, t)
    gain = nudged(ledger, step, question, i, j, t, book.NOBODY, total(terms))
    luck = _luck(world, e, t)
    if question == book.LEAVE:
        bar = _bar_of_leaving(world, prospect, t)
    else:
        bar = hurdle(world.kinds, world.parameters, prospect, t)
    threshold = bar - world.parameters[CHOICE_NOISE] * logistic_noise(luck)
    cost = upkeep_per_step(world.kinds, t, world.clock[0])
    able = affords(world.states, i, cost, world.clock[0]) and suits(world, i, j, t)
    trusts = prospect.trust >= world.kinds[ps.MIN_TRUST, t]
    answer = _answer(question, gain > threshold, trusts, able)
    row = explain(ledger, step, question, i, j, t, answer)
    weigh(ledger, row, gain, threshold, luck, prospect.trust, terms)
    return answer, gain


@kernel
def respect_standing(world: World) -> None:
    """Note for each side of what stands at the start the luck that it must have to be in it."""
    noise = world.parameters[CHOICE_NOISE]
    if noise <= 0.0:
        return
    for t in range(world.partnerships.shape[1]):
        for e in range(world.partnerships.shape[2]):
            if world.partnerships[ps.DEPTH, t, e] > 0.0:
                prospect = prospect_of(world, e)
                gain = total(weigh_tie(world.kinds, world.parameters, prospect, t))
                ease = (gain - _bar_of_leaving(world, prospect, t)) / noise
                odds = math.exp(min(LONG, max(-LONG, ease)))
                world.partnerships[ps.LEAST_LUCK, t, e] = 1.0 / (1.0 + odds)


@kernel
def _bar_of_leaving(world: World, prospect: Prospect, t: int) -> float:
    """Return the gain below which a state leaves a partnership of kind t, but for luck."""
    exit_cost = world.parameters[PROCUREMENT_ON] * world.kinds[cap.KIND_EXIT_COST, t]
    return -hurdle(world.kinds, world.parameters, prospect, t) - exit_cost


@kernel
def _luck(world: World, e: int, t: int) -> float:
    """Return what the row of edge e feels for a partnership of kind t beyond what is seen.

    The address has no step: it is the same all the time.
    """
    i, j, least = world.edges[FROM, e], world.edges[TO, e], world.partnerships[ps.LEAST_LUCK, t, e]
    k0, k1, kind = world.luck[0], world.luck[1], world.kind_key[t]
    u = draw(k0, k1, 0, AGREE, kind, 0, world.state_key[i], world.state_key[j])
    return least + (1.0 - least) * u


@inlined_kernel
def affords(states: Numbers, i: int, cost: float, months: float) -> bool:
    """Tell whether the diplomacy budget of state i has room for a partnership of that cost."""
    return bool(states[state.UPKEEP, i] + cost <= diplomacy_budget(states, i, months))


@kernel
def suits(world: World, i: int, j: int, t: int) -> bool:
    """Tell whether both states have enough of what a partnership of kind t needs."""
    field = int(world.kinds[ps.NEEDS_FIELD, t])
    if field < 0:
        return True
    least = min(world.states[field, i], world.states[field, j])
    return bool(least >= world.kinds[ps.NEEDS_LEAST, t])


@kernel
def _answer(question: int, worth_it: bool, trusts: bool, able: bool) -> int:
    if question == book.LEAVE:
        return book.NO if worth_it else book.YES
    if not worth_it:
        return book.NO
    if not trusts:
        return book.DISTRUSTS
    return book.YES if able else book.UNABLE
