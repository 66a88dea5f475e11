"""How the dues of institutions are shared, and who resents its share.

By its burden rule an institution shares among its members what dues by GDP would bring:

    dues_i = dues_share x months / 12 x GDP of all members x weight_i / (sum of weights)

with the weight GDP, 1 (equal), military spending, or GDP less unrepaired damage (ability to
pay). Benefit is what the members are protected for, GDP x worst belief. Each step

    resentment += memory x (scale x max(0, cost share / benefit share - 1) - resentment)

Sandler and Forbes (1980) find that burdens in NATO followed benefits; that a burden beyond
the benefit is resented is our reading.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.organisation import BURDEN_ON, RESENTMENT_MEMORY
from coopsim.compilation import kernel
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import state
from coopsim.world.blocks import threat as th
from coopsim.world.world import Numbers, World

BY_GDP, EQUAL, CAPABILITY, ABILITY = range(4)
BURDEN_RULES = ("gdp_share", "equal", "capability", "ability_to_pay")
# Benefits may be next to nothing; beyond this a burden is not resented more.
WORST = 10.0


@kernel
def assess(world: World) -> None:
    """Work out for every seat how its dues compare with dues by GDP."""
    for m in range(world.seats.shape[1]):
        rule = int(world.institutions[ms.BURDEN_RULE, m])
        gdp, weights = 0.0, 0.0
        for i in range(world.states.shape[1]):
            member = world.seats[inst.MEMBER, m, i]
            gdp += member * world.states[state.GDP, i]
            weights += member * weight_of(world.states, rule, i)
        for i in range(world.states.shape[1]):
            by_gdp = world.states[state.GDP, i] * weights
            own = weight_of(world.states, rule, i) * gdp
            world.seats[ms.ASSESSED, m, i] = own / by_gdp if by_gdp > 0.0 else 1.0


@kernel
def weight_of(states: Numbers, rule: int, i: int) -> float:
    """Return what state i weighs when a burden is shared by a rule."""
    if rule == EQUAL:
        return 1.0
    if rule == CAPABILITY:
        return float(states[state.GDP, i] * states[state.DEFENCE_SHARE, i])
    if rule == ABILITY:
        return max(0.0, states[state.GDP, i] - states[state.DAMAGE_STOCK, i])
    return float(states[state.GDP, i])


@kernel
def worst_fear(impacts: Numbers, i: int) -> float:
    """Return the worst belief of state i, [0, 1]."""
    worst = 0.0
    for h in range(impacts.shape[1]):
        worst = max(worst, impacts[th.BELIEF, h, i])
    return worst


@kernel
def resent(world: World, m: int) -> None:
    """Let the members of institution m compare what they pay with what it is worth to them."""
    costs, benefits = 0.0, 0.0
    benefit = world.scratch[0]
    for i in range(world.states.shape[1]):
        member = world.seats[inst.MEMBER, m, i]
        benefit[i] = world.states[state.GDP, i] * worst_fear(world.impacts, i)
        costs += member * world.seats[ms.ASSESSED, m, i] * world.states[state.GDP, i]
        benefits += member * benefit[i]
    free = world.institutions[inst.DUES_SHARE, m] * costs * benefits <= 0.0
    memory = world.parameters[RESENTMENT_MEMORY]
    for i in range(world.states.shape[1]):
        if world.seats[inst.MEMBER, m, i] > 0.0:
            cost = world.seats[ms.ASSESSED, m, i] * world.states[state.GDP, i] * benefits
            excess = 0.0 if free else _excess(cost, benefit[i] * costs)
            goal = world.parameters[BURDEN_ON] * excess
            before = world.seats[ms.RESENTMENT, m, i]
            world.seats[ms.RESENTMENT, m, i] = before + memory * (goal - before)


@kernel
def _excess(cost: float, benefit: float) -> float:
    return min(WORST, max(0.0, cost / benefit - 1.0)) if benefit > 0.0 else WORST
