"""Phase 4: money comes in, immediate needs come first, the rest may be shared.

In this order: the state's own strikes, dues of institutions, upkeep of partnerships (from
the diplomacy budget), then help. What a state could give this step is bounded by money,
personnel and readiness:

    capacity = min(reserve_release x cash, personnel x readiness x soldier_month x months)

Against a threat that takes soldiers for a share `forces` of the help only, personnel goes
further: min(money released, capacity / forces).

Stress is the share of own needs, dues and upkeep that went unpaid; readiness follows
1 - stress. So tight budgets bite twice: less to give now, weaker forces later. Outside the
core, immediate needs crowd out cooperation and shocks cut income (``priorities``), work for the
industry makes the economy grow (``phases.industry``), and the work of soldiers depends on who is
away on missions, technology and equipment:

    diplomacy budget x (1 - min(1, scale x crowding x share of needs and dues unpaid))
    income x max(0, 1 - scale x sum over h of severity x exposure x shrinks_income)
    work = max(0, personnel x readiness - deployed) x soldier_month x months
           x (1 + scale x yield x technology) x max(0, 1 - scale x (1 - equipment))
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.capability import PROCUREMENT_ON, TECHNOLOGY_ON, YIELD
from coopsim.catalogue.mechanisms.cooperation import CROWDING, PRIORITIES_ON
from coopsim.catalogue.mechanisms.core import (
    BUDGETS_ON,
    INSTITUTIONS_ON,
    OPERATIONS_SHARE,
    READINESS_RATE,
    RESERVE_MONTHS,
    RESERVE_RELEASE,
    RESPONSE_ON,
    SOLDIER_MONTH,
)
from coopsim.catalogue.mechanisms.organisation import BURDEN_ON
from coopsim.compilation import inlined_kernel, kernel
from coopsim.phases.burden import assess
from coopsim.phases.industry import growth
from coopsim.world.blocks import capability as ab
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import state, tally
from coopsim.world.blocks import threat as th
from coopsim.world.world import Numbers, World


@kernel
def budgets(world: World) -> None:
    """Let every state receive, pay for itself and its commitments, and see what is left."""
    months = world.clock[0]
    if world.parameters[BURDEN_ON] > 0.0:
        assess(world)
    for i in range(world.states.shape[1]):
        left = _left_of_income(world, i)
        world.tallies[tally.RETURNED] += _receive(world.states, world.parameters, i, months, left)
        home = _defend_home(world.states, world.impacts, world.parameters, i)
        due, paid = _pay_dues(world, i)
        _crowd_out(world.states, world.parameters, i, home + paid, due)
        _pay_upkeep(world.states, i, months)
        _feel(world.states, world.parameters, i, home, due, paid)
        _offer(world.states, world.parameters, i, months)


@kernel
def spend(states: Numbers, parameters: Numbers, i: int, amount: float) -> None:
    """Take an amount out of the reserve of state i, as far as budgets matter."""
    left = states[state.RESERVE, i] - parameters[BUDGETS_ON] * amount
    states[state.RESERVE, i] = max(0.0, left)


@kernel
def diplomacy_budget(states: Numbers, i: int, months: float) -> float:
    """Return what state i can spend on its partnerships in so many months, billion USD."""
    whole = states[state.DIPLOMACY_SHARE, i] * states[state.GDP, i] * months / 12.0
    return whole * (1.0 - states[co.CROWDED_OUT, i])


@inlined_kernel
def capacity_against(states: Numbers, threats: Numbers, h: int, i: int) -> float:
    """Return the most that state i could give against threat h in this step, billion USD.

    Where soldiers give only a part of the help, as many of them go further.
    """
    return min(states[state.RELEASED, i], states[state.CAPACITY, i] / threats[th.FORCES, h])


@kernel
def _left_of_income(world: World, i: int) -> float:
    """Return the share of its income that shocks leave to state i, [0, 1]."""
    scale = world.parameters[PRIORITIES_ON]
    if scale <= 0.0:
        return 1.0
    lost = 0.0
    for h in range(world.impacts.shape[1]):
        shock = world.threats[ab.SHRINKS, h] * world.impacts[th.SEVERITY, h, i]
        lost += shock * world.impacts[th.EXPOSURE, h, i]
    return max(0.0, 1.0 - scale * lost)


@kernel
def _receive(states: Numbers, parameters: Numbers, i: int, months: float, left: float) -> float:
    """Add the income of a step to the reserve; return what savings above their cap give back."""
    gdp = states[state.GDP, i]
    grown = gdp + growth(states, parameters, i, months)
    unharmed = max(0.0, grown - states[state.DAMAGE_STOCK, i])
    share = states[state.DEFENCE_SHARE, i] * parameters[OPERATIONS_SHARE]
    income = unharmed * share * months / 12.0 * left
    cap = gdp * share * parameters[RESERVE_MONTHS] / 12.0
    saved = states[state.RESERVE, i]
    kept = min(saved, cap)
    states[state.INCOME, i] = income
    states[state.RESERVE, i] = kept + income
    return saved - kept


@kernel
def _defend_home(states: Numbers, impacts: Numbers, parameters: Numbers, i: int) -> float:
    need = states[state.NEED, i]
    home = min(need, states[state.RESERVE, i])
    for h in range(impacts.shape[1]):
        part = impacts[th.NEED, h, i]
        # What is met in full is met exactly: a rounding error must not become a request.
        impacts[th.HOME, h, i] = part if home >= need else home * (part / need)
    states[state.HOME_EFFORT, i] = home
    spend(states, parameters, i, home)
    return home


@kernel
def _pay_dues(world: World, i: int) -> tuple[float, float]:
    due, paid = 0.0, 0.0
    if world.parameters[INSTITUTIONS_ON] > 0.0:
        for m in range(world.seats.shape[1]):
            if world.seats[inst.MEMBER, m, i] > 0.0:
                share = world.institutions[inst.DUES_SHARE, m] * world.clock[0] / 12.0
                bill = share * world.states[state.GDP, i]
                if world.parameters[BURDEN_ON] > 0.0:
                    bill *= world.seats[ms.ASSESSED, m, i]
                payment = min(bill, world.states[state.RESERVE, i])
                spend(world.states, world.parameters, i, payment)
                world.institutions[inst.FUND, m] += payment
                due += bill
                paid += payment
    world.states[state.DUES, i] = paid
    return due, paid


@kernel
def _crowd_out(states: Numbers, parameters: Numbers, i: int, met: float, due: float) -> None:
    """Let the immediate needs and dues of state i that went unpaid take diplomacy's money."""
    owed = states[state.NEED, i] + due
    unpaid = max(0.0, 1.0 - met / owed) if owed > 0.0 else 0.0
    states[co.CROWDED_OUT, i] = min(1.0, parameters[PRIORITIES_ON] * parameters[CROWDING] * unpaid)


@kernel
def _pay_upkeep(states: Numbers, i: int, months: float) -> None:
    upkeep = states[state.UPKEEP, i]
    budget = diplomacy_budget(states, i, months)
    states[state.UPKEEP_PAID, i] = min(1.0, budget / upkeep) if upkeep > 0.0 else 1.0


@kernel
def _feel(
    states: Numbers, parameters: Numbers, i: int, home: float, due: float, paid: float
) -> None:
    upkeep = states[state.UPKEEP, i]
    owed = states[state.NEED, i] + due + upkeep
    met = home + paid + upkeep * states[state.UPKEEP_PAID, i]
    stress = max(0.0, 1.0 - met / owed) if owed > 0.0 else 0.0
    states[state.STRESS, i] = stress
    strain = min(1.0, parameters[BUDGETS_ON] * stress)
    goal = (states[state.READINESS_NORMAL, i] + states[ab.TRAINED, i]) * (1.0 - strain)
    ready = states[state.READINESS, i]
    states[state.READINESS, i] = ready + parameters[READINESS_RATE] * (goal - ready)


@kernel
def _offer(states: Numbers, parameters: Numbers, i: int, months: float) -> None:
    money = parameters[RESERVE_RELEASE] * states[state.RESERVE, i]
    ready = states[state.PERSONNEL, i] * states[state.READINESS, i]
    forces = max(0.0, ready - states[co.DEPLOYED, i])
    skilled = 1.0 + parameters[TECHNOLOGY_ON] * parameters[YIELD] * states[ab.TECHNOLOGY, i]
    equipped = max(0.0, 1.0 - parameters[PROCUREMENT_ON] * (1.0 - states[ab.EQUIPMENT, i]))
    work = forces * parameters[SOLDIER_MONTH] * months * skilled * equipped
    # A response scaled up stretches what a state gives, but it can't give what it has not.
    stretch = max(1.0, parameters[RESPONSE_ON])
    states[state.CAPACITY, i] = min(states[state.RESERVE, i], stretch * min(money, work))
    states[state.RELEASED, i] = min(states[state.RESERVE, i], stretch * money)
    states[state.CONTRIBUTION, i] = 0.0
