"""What orders of equipment mean at home: work for the defence industry, jobs and growth.

What a state spends on equipment goes to its own industry as far as that can fill the orders.
The rest goes abroad, to the industries of those with whom it buys together, who share it by
what they can do; what nobody among them can fill is bought elsewhere:

    orders_i = equipment_share x defence_share x GDP x (1 - stress) x months / 12
    work_i = industry_i x (orders_i + sum over partners j of
             joint_buying_ij x (1 - industry_j) x orders_j / max(1, makers_j))
    makers_j = sum over partners k of joint_buying_jk x industry_k

so that no more is made than was ordered. Work of the step before makes the economy grow that
pays for operations (``phases.budgets``), and pleases those who have it (``phases.politics``):

    income = (GDP + scale x growth x work in a year - unrepaired damage) x ...
    approval returns to goal + scale x jobs x 100 x work in a year / GDP

Source: S1 for jobs and growth by industrial partnerships; forms stylised.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.capability import GROWTH, INDUSTRY_ON, JOBS
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import state
from coopsim.world.world import TO, Numbers, World


@inlined_kernel
def spent_on_equipment(states: Numbers, i: int, months: float) -> float:
    """Return what state i spends on equipment in so many months, billion USD."""
    military = states[state.DEFENCE_SHARE, i] * states[state.GDP, i] * months / 12.0
    return states[ab.EQUIPMENT_SHARE, i] * military * (1.0 - states[state.STRESS, i])


@inlined_kernel
def growth(states: Numbers, parameters: Numbers, i: int, months: float) -> float:
    """Return what the work of its industry adds to the economy of state i, billion USD a year."""
    a_year = states[ab.WORK, i] * 12.0 / months
    return parameters[INDUSTRY_ON] * parameters[GROWTH] * a_year


@inlined_kernel
def jobs(states: Numbers, parameters: Numbers, i: int, months: float) -> float:
    """Return the approval that the work of its industry wins the government of state i."""
    # Partners' orders are work even for a state without an economy of its own.
    if states[state.GDP, i] <= 0.0:
        return 0.0
    per_cent = 100.0 * states[ab.WORK, i] * 12.0 / months / states[state.GDP, i]
    return parameters[INDUSTRY_ON] * parameters[JOBS] * per_cent


@kernel
def give_work(world: World) -> None:
    """Share out the orders of all states among the industries."""
    states, orders, makers = world.states, world.scratch[0], world.scratch[1]
    for i in range(states.shape[1]):
        states[ab.WORK, i] = 0.0
    if world.parameters[INDUSTRY_ON] <= 0.0:
        return
    for i in range(states.shape[1]):
        orders[i] = spent_on_equipment(states, i, world.clock[0])
        makers[i] = 0.0
        for e in range(world.row_start[i], world.row_start[i + 1]):
            able = states[ab.INDUSTRY, world.edges[TO, e]]
            makers[i] += world.dyads[ab.JOINT_BUYING, e] * able
    for i in range(states.shape[1]):
        taken = orders[i]
        for e in range(world.row_start[i], world.row_start[i + 1]):
            j, together = world.edges[TO, e], world.dyads[ab.JOINT_BUYING, e]
            gap = (1.0 - states[ab.INDUSTRY, j]) * orders[j]
            taken += together * gap / max(1.0, makers[j])
        states[ab.WORK, i] = states[ab.INDUSTRY, i] * taken
