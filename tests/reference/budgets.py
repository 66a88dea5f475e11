"""Money comes in, immediate needs come first, the rest may be shared."""

from __future__ import annotations

from reference.objects import Society, State, Threat


def states_budget(society: Society) -> None:
    """Let every state receive, pay for itself and its commitments, and see what is left."""
    for state in society.states:
        receive(society, state)
        meet_own_needs(society, state)
        due = pay_dues(society, state)
        pay_upkeep(society, state)
        feel_stress(society, state, due)
        see_what_is_left(society, state)


def spend(society: Society, state: State, amount: float) -> None:
    """Take an amount out of the reserve, as far as budgets matter."""
    left = state.reserve_busd - society.parameters["budgets"] * amount
    state.reserve_busd = max(0.0, left)


def diplomacy_budget(state: State, months: float) -> float:
    """Return what a state can spend on its partnerships in so many months."""
    return state.diplomacy_share * state.gdp_busd * months / 12.0


def receive(society: Society, state: State) -> None:
    """Give back savings above their cap, then add the income of a step."""
    p = society.parameters
    free_share = state.defence_share * p["budgets.operations_share"]
    unharmed = max(0.0, state.gdp_busd - state.damage_stock)
    cap = state.gdp_busd * free_share * p["budgets.reserve_months"] / 12.0
    kept = min(state.reserve_busd, cap)
    society.tallies.returned += state.reserve_busd - kept
    state.income = unharmed * free_share * society.months / 12.0
    state.reserve_busd = kept + state.income


def meet_own_needs(society: Society, state: State) -> None:
    """Spend on own strikes, in proportion to what each needs."""
    state.home_effort = min(state.need, state.reserve_busd)
    for threat in society.threats:
        impact = threat.impacts[state.row]
        impact.home = 0.0
        if state.home_effort >= state.need:
            impact.home = impact.need
        elif state.need > 0.0:
            impact.home = state.home_effort * (impact.need / state.need)
    spend(society, state, state.home_effort)


def pay_dues(society: Society, state: State) -> float:
    """Pay what can be paid into common funds; return what was due."""
    due = state.dues = 0.0
    if society.parameters["institutions"] <= 0.0:
        return due
    for institution in society.institutions:
        if institution.seats[state.row] > 0.0:
            bill = institution.dues_share * society.months / 12.0 * state.gdp_busd
            payment = min(bill, state.reserve_busd)
            spend(society, state, payment)
            institution.fund_busd += payment
            state.dues += payment
            due += bill
    return due


def pay_upkeep(society: Society, state: State) -> None:
    """Pay for partnerships out of the diplomacy budget, as far as it goes."""
    state.upkeep_paid = 1.0
    if state.upkeep > 0.0:
        state.upkeep_paid = min(1.0, diplomacy_budget(state, society.months) / state.upkeep)


def feel_stress(society: Society, state: State, due: float) -> None:
    """Work out what went unpaid, and let readiness follow."""
    p = society.parameters
    owed = state.need + due + state.upkeep
    met = state.home_effort + state.dues + state.upkeep * state.upkeep_paid
    state.budget_stress = 0.0
    if owed > 0.0:
        state.budget_stress = max(0.0, 1.0 - met / owed)
    strain = min(1.0, p["budgets"] * state.budget_stress)
    goal = state.readiness_normal * (1.0 - strain)
    state.readiness += p["budgets.readiness_rate"] * (goal - state.readiness)


def see_what_is_left(society: Society, state: State) -> None:
    """Bound the help of this step by money and by ready forces."""
    p = society.parameters
    money = p["budgets.reserve_release"] * state.reserve_busd
    forces = state.personnel_k * state.readiness
    work = forces * p["budgets.soldier_month_busd"] * society.months
    state.capacity = min(state.reserve_busd, max(1.0, p["response"]) * min(money, work))
    state.released = min(state.reserve_busd, max(1.0, p["response"]) * money)
    state.contribution = 0.0


def capacity_against(threat: Threat, state: State) -> float:
    """Return the most a state could give, where soldiers give only a part of the help."""
    return min(state.released, state.capacity / threat.forces)
