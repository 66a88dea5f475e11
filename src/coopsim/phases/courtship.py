"""How the two sides of a pair make up their minds about a partnership.

The terms, the hurdle and the sources stand in ``decisions.partner``. Here each side gets
its view of the other, its luck, and the two conditions that no gain can outweigh: enough
trust, and room in the diplomacy budget.
"""

from __future__ import annotations

import math

from coopsim.catalogue.mechanisms.core import CHOICE_NOISE
from coopsim.compilation import inlined_kernel, kernel
from coopsim.decisions.aid import total
from coopsim.decisions.partner import Prospect, hurdle, weigh_tie
from coopsim.phases.budgets import diplomacy_budget
from coopsim.phases.friction import drag
from coopsim.phases.recording import drop_last_two, explain, weigh
from coopsim.phases.ties import upkeep_per_step
from coopsim.randomness import AGREE, draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World

# The gain of a partnership that one side does not want.
UNWANTED = -math.inf


@inlined_kernel
def prospect_of(world: World, e: int) -> Prospect:
    """Describe the column of edge e as a partner for its row."""
    i, j = world.edges[FROM, e], world.edges[TO, e]
    dyads = world.dyads
    return Prospect(
        danger=_common_danger(world.impacts, i, j),
        strength=_strength(world.states, i, j),
        trust=dyads[dyad.TRUST, e],
        affinity=dyads[dyad.AFFINITY, e],
        drag=drag(dyads, world.parameters, e),
        grievance=dyads[dyad.GRIEVANCE, e],
        regime_distance=dyads[dyad.REGIME_DISTANCE, e],
        budget=diplomacy_budget(world.states, i, 12.0),
    )


@inlined_kernel
def court(
    world: World, ledger: Ledger, step: int, e: int, t: int, one: Prospect, other: Prospect
) -> float:
    """Ask both sides of a pair; return the smaller gain, or UNWANTED if one says no.

    Where trust is too low nobody is asked, unless everything is recorded.
    """
    least = world.kinds[ps.MIN_TRUST, t]
    if ledger.level[0] != book.EVERYTHING and min(one.trust, other.trust) < least:
        return UNWANTED
    back = world.edges[MIRROR, e]
    first, gain_one = consider(world, ledger, step, e, t, one, book.FORM)
    second, gain_other = consider(world, ledger, step, back, t, other, book.FORM)
    if first == book.YES and second == book.YES:
        return min(gain_one, gain_other)
    if first != book.YES and second != book.YES:
        drop_last_two(ledger)
    return UNWANTED


@inlined_kernel
def consider(
    world: World, ledger: Ledger, step: int, e: int, t: int, prospect: Prospect, question: int
) -> tuple[int, float]:
    """Let the row of edge e say whether it wants to form (or leave) a partnership of kind t.

    Returns the answer and the gain.
    """
    i, j = world.edges[FROM, e], world.edges[TO, e]
    terms = weigh_tie(world.kinds, world.parameters, prospect, t)
    gain = total(terms)
    luck = draw(
        world.luck[0], world.luck[1], step, AGREE, world.kind_key[t], 0, world.state_key[i],
        world.state_key[j],
    )  # fmt: skip
    bar = hurdle(world.kinds, world.parameters, prospect, t)
    if question == book.LEAVE:
        bar = -bar
    threshold = bar - world.parameters[CHOICE_NOISE] * logistic_noise(luck)
    cost = upkeep_per_step(world.kinds, t, world.clock[0])
    can_pay = affords(world.states, i, cost, world.clock[0])
    trusts = prospect.trust >= world.kinds[ps.MIN_TRUST, t]
    answer = _answer(question, gain > threshold, trusts, can_pay)
    row = explain(ledger, step, question, i, j, t, answer)
    weigh(ledger, row, gain, threshold, luck, prospect.trust, terms)
    return answer, gain


@inlined_kernel
def affords(states: Numbers, i: int, cost: float, months: float) -> bool:
    """Tell whether the diplomacy budget of state i has room for a partnership of that cost."""
    return bool(states[state.UPKEEP, i] + cost <= diplomacy_budget(states, i, months))


@kernel
def _answer(question: int, worth_it: bool, trusts: bool, can_pay: bool) -> int:
    if question == book.LEAVE:
        return book.NO if worth_it else book.YES
    if not worth_it:
        return book.NO
    if not trusts:
        return book.DISTRUSTS
    return book.YES if can_pay else book.UNABLE


@kernel
def _common_danger(impacts: Numbers, i: int, j: int) -> float:
    """Return the belief about the threat that both fear most, [0, 1]."""
    worst = 0.0
    for h in range(impacts.shape[1]):
        worst = max(worst, min(impacts[th.BELIEF, h, i], impacts[th.BELIEF, h, j]))
    return worst


@kernel
def _strength(states: Numbers, i: int, j: int) -> float:
    """Return the share of j in the two states' military budgets."""
    own = states[state.GDP, i] * states[state.DEFENCE_SHARE, i]
    other = states[state.GDP, j] * states[state.DEFENCE_SHARE, j]
    return other / (own + other) if own + other > 0.0 else 0.5
