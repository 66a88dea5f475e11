from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.capability import PROCUREMENT_ON, TECHNOLOGY_ON, YIELD
from coopsim.catalogue.mechanisms.cooperation import CROWDING, PRIORITIES_ON
from coopsim.catalogue.mechanisms.core import (
    BUDGETS_ON,
    INSTITUTIONS_ON,
    RESERVE_MONTHS,
    SOLDIER_MONTH,
)
from coopsim.phases.budgets import budgets, capacity_against, diplomacy_budget, spend
from coopsim.world.blocks import capability, cooperation, institution, state, tally, threat
from coopsim.world.world import World
from worlds import A, B, join, strike, tiny_world


def state_of(world: World, field: int) -> float:
    return float(world.states[field, A])


def burdened_world(need: float = 0.0, dues: float = 0.0, upkeep: float = 0.0) -> World:
    """Give A, whose cash this step is 10 + 1 billion, things to pay for, in billions a step."""
    world = tiny_world(2)
    strike(world, A, need)
    world.states[state.NEED, A] = need
    join(world, A)
    # dues of a month: share x 1200 / 12
    world.institutions[institution.DUES_SHARE, 0] = dues / 100.0
    world.states[state.UPKEEP, A] = upkeep
    return world


# --------------------------------------------------------------------------- income


@pytest.mark.parametrize(
    ("saved", "harm", "months", "income", "reserve", "returned"),
    [
        # 1200 x 2 % x 0.5 / 12 = 1 a month
        (0.0, 0.0, 1.0, 1.0, 1.0, 0.0),
        (0.0, 0.0, 3.0, 3.0, 3.0, 0.0),
        # Savings may be ten months of income; the rest goes back.
        (9.0, 0.0, 1.0, 1.0, 10.0, 0.0),
        (25.0, 0.0, 1.0, 1.0, 11.0, 15.0),
        # A quarter of what is produced in a year lies in ruins.
        (0.0, 300.0, 1.0, 0.75, 0.75, 0.0),
        (0.0, 5000.0, 1.0, 0.0, 0.0, 0.0),
    ],
)
def test_income_and_what_may_be_saved(
    saved: float, harm: float, months: float, income: float, reserve: float, returned: float
) -> None:
    world = tiny_world(1)
    world.clock[0] = months
    world.states[state.RESERVE, A] = saved
    world.states[state.DAMAGE_STOCK, A] = harm
    budgets(world)
    assert state_of(world, state.INCOME) == pytest.approx(income)
    assert state_of(world, state.RESERVE) == pytest.approx(reserve)
    assert world.tallies[tally.RETURNED] == pytest.approx(returned)


def test_what_every_state_gives_back_is_added_up() -> None:
    world = tiny_world(2)
    world.states[state.RESERVE] = 12.0, 13.0
    budgets(world)
    assert world.tallies[tally.RETURNED] == 5.0


def test_without_savings_only_the_income_of_the_step_is_there() -> None:
    world = tiny_world(1)
    world.parameters[RESERVE_MONTHS] = 0.0
    budgets(world)
    assert state_of(world, state.RESERVE) == 1.0


# --------------------------------------------------------------------------- order of payment


@pytest.mark.parametrize(
    ("need", "dues", "home", "paid", "left"),
    [
        (4.0, 2.0, 4.0, 2.0, 5.0),
        # 11 at hand: own strikes come first, dues get the rest.
        (10.0, 2.0, 10.0, 1.0, 0.0),
        (20.0, 2.0, 11.0, 0.0, 0.0),
        (0.0, 20.0, 0.0, 11.0, 0.0),
        (0.0, 0.0, 0.0, 0.0, 11.0),
    ],
)
def test_own_strikes_are_paid_before_dues(
    need: float, dues: float, home: float, paid: float, left: float
) -> None:
    world = burdened_world(need, dues)
    budgets(world)
    assert state_of(world, state.HOME_EFFORT) == pytest.approx(home)
    assert state_of(world, state.DUES) == pytest.approx(paid)
    assert state_of(world, state.RESERVE) == pytest.approx(left)
    assert world.institutions[institution.FUND, 0] == pytest.approx(paid)


def test_scarce_money_is_split_over_strikes_by_need() -> None:
    world = tiny_world(1, threats=2)
    strike(world, A, 11.0, threat_row=0)
    strike(world, A, 33.0, threat_row=1)
    world.states[state.NEED, A] = 44.0
    budgets(world)
    # 11 billion for 44: a quarter of each
    assert world.impacts[threat.HOME, :, A].tolist() == pytest.approx([2.75, 8.25])


def test_only_members_pay_and_what_one_fund_takes_is_gone_for_the_next() -> None:
    world = tiny_world(2, institutions=2)
    join(world, A, institution_row=0)
    join(world, A, B, institution_row=1)
    world.institutions[institution.DUES_SHARE] = 0.08, 0.05
    budgets(world)
    # 8 and 5 are due; of A's 11 billion 3 are left for the second fund.
    assert world.states[state.DUES].tolist() == pytest.approx([11.0, 5.0])
    assert world.institutions[institution.FUND].tolist() == pytest.approx([8.0, 8.0])


def test_without_institutions_no_dues_are_due() -> None:
    world = burdened_world(dues=2.0)
    world.parameters[INSTITUTIONS_ON] = 0.0
    budgets(world)
    assert state_of(world, state.DUES) == 0.0
    assert state_of(world, state.STRESS) == 0.0
    assert world.institutions[institution.FUND, 0] == 0.0


@pytest.mark.parametrize(("upkeep", "paid"), [(0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (4.0, 0.25)])
def test_partnerships_are_paid_from_the_diplomacy_budget(upkeep: float, paid: float) -> None:
    world = burdened_world(upkeep=upkeep)
    budgets(world)
    assert diplomacy_budget(world.states, A, 1.0) == pytest.approx(1.0)
    assert diplomacy_budget(world.states, A, 12.0) == pytest.approx(12.0)
    assert state_of(world, state.UPKEEP_PAID) == pytest.approx(paid)
    assert state_of(world, state.RESERVE) == pytest.approx(11.0)


# --------------------------------------------------------------------------- stress and readiness


@pytest.mark.parametrize(
    ("need", "dues", "upkeep", "stress"),
    [
        (4.0, 2.0, 1.0, 0.0),
        (0.0, 0.0, 0.0, 0.0),
        # 11 of 22 paid
        (22.0, 0.0, 0.0, 0.5),
        # 10 + 1 + 1 of 10 + 4 + 2
        (10.0, 4.0, 2.0, 0.25),
    ],
)
def test_stress_wears_readiness_down(
    need: float, dues: float, upkeep: float, stress: float
) -> None:
    world = burdened_world(need, dues, upkeep)
    budgets(world)
    assert state_of(world, state.STRESS) == pytest.approx(stress)
    # From 0.5 half-way to 0.5 x (1 - stress)
    assert state_of(world, state.READINESS) == pytest.approx(0.5 - 0.25 * stress)


def test_readiness_recovers_when_all_is_paid() -> None:
    world = tiny_world(1)
    world.states[state.READINESS, A] = 0.1
    budgets(world)
    # 0.1 + 0.5 x (0.5 - 0.1)
    assert state_of(world, state.READINESS) == pytest.approx(0.3)


# --------------------------------------------------------------------------- capacity


@pytest.mark.parametrize(
    ("reserve", "personnel", "months", "capacity"),
    [
        # half of the 11 billion at hand
        (10.0, 100.0, 1.0, 5.5),
        # 4 thousand x readiness 0.5 x 1 billion a month
        (10.0, 4.0, 1.0, 2.0),
        (10.0, 2.0, 3.0, 3.0),
        (10.0, 0.0, 1.0, 0.0),
    ],
)
def test_capacity_is_bounded_by_money_and_by_forces(
    reserve: float, personnel: float, months: float, capacity: float
) -> None:
    world = tiny_world(1)
    world.clock[0] = months
    world.states[state.RESERVE, A] = reserve
    world.states[state.PERSONNEL, A] = personnel
    world.states[state.CONTRIBUTION, A] = 9.0
    budgets(world)
    assert state_of(world, state.CAPACITY) == pytest.approx(capacity)
    assert state_of(world, state.CONTRIBUTION) == 0.0


@pytest.mark.parametrize(
    ("forces", "expected"),
    # Money for 5.5, soldiers for 2: the fewer soldiers a threat takes, the more it is about money.
    [(1.0, 2.0), (0.5, 4.0), (0.1, 5.5)],
)
def test_capacity_against_a_threat(forces: float, expected: float) -> None:
    world = tiny_world(1)
    world.states[state.PERSONNEL, A] = 4.0
    budgets(world)
    world.threats[threat.FORCES, 0] = forces
    assert state_of(world, state.RELEASED) == 5.5
    assert capacity_against(world.states, world.threats, 0, A) == pytest.approx(expected)


def test_what_own_needs_take_cannot_be_given() -> None:
    calm, struck = tiny_world(1), burdened_world(need=5.0)
    budgets(calm)
    budgets(struck)
    # half of 11, half of 11 - 5
    assert (state_of(calm, state.CAPACITY), state_of(struck, state.CAPACITY)) == (5.5, 3.0)


# --------------------------------------------------------------------------- the mechanism


@pytest.mark.parametrize(
    ("scale", "amount", "left"),
    [(1.0, 4.0, 6.0), (1.0, 14.0, 0.0), (2.0, 4.0, 2.0), (0.0, 4.0, 10.0)],
)
def test_what_is_spent_is_gone(scale: float, amount: float, left: float) -> None:
    world = tiny_world(1)
    world.parameters[BUDGETS_ON] = scale
    spend(world.states, world.parameters, A, amount)
    assert state_of(world, state.RESERVE) == left


def test_without_the_mechanism_reserves_stay_and_forces_are_not_worn_down() -> None:
    world = burdened_world(need=22.0, dues=4.0)
    world.parameters[BUDGETS_ON] = 0.0
    budgets(world)
    assert state_of(world, state.RESERVE) == 11.0
    assert state_of(world, state.DUES) == 4.0
    assert state_of(world, state.READINESS) == 0.5


# ---------------------------------------------------------------------- outside the core


@pytest.mark.parametrize(
    ("scale", "need", "left"),
    [
        # 11 billion are there; a quarter of 44 is paid: crowding 0.4 x 0.75 of 12 a year
        (1.0, 44.0, 8.4),
        (2.0, 44.0, 4.8),
        (5.0, 44.0, 0.0),
        (1.0, 11.0, 12.0),
        (1.0, 0.0, 12.0),
        (0.0, 44.0, 12.0),
    ],
)
def test_immediate_needs_crowd_out_cooperation(scale: float, need: float, left: float) -> None:
    world = burdened_world(need=need)
    world.parameters[[PRIORITIES_ON, CROWDING]] = scale, 0.4
    budgets(world)
    assert diplomacy_budget(world.states, A, 12.0) == pytest.approx(left)


@pytest.mark.parametrize(("scale", "income"), [(0.0, 1.0), (1.0, 0.85), (2.0, 0.7), (5.0, 0.25)])
def test_shocks_cut_income(scale: float, income: float) -> None:
    world = burdened_world(need=1.0)
    world.parameters[PRIORITIES_ON] = scale
    # severity 0.5 x exposure 1 x 0.3
    world.threats[capability.SHRINKS] = 0.3
    budgets(world)
    assert world.states[state.INCOME, [A, B]].tolist() == pytest.approx([income, 1.0])


@pytest.mark.parametrize(
    ("technology", "procurement", "deployed", "work"),
    [
        # 100 thousand x readiness 0.5 x 0.02
        (0.0, 0.0, 0.0, 1.0),
        (1.0, 0.0, 0.0, 1.25),
        (2.0, 0.0, 0.0, 1.5),
        (0.0, 1.0, 0.0, 0.6),
        (0.0, 5.0, 0.0, 0.0),
        (0.0, 0.0, 20.0, 0.6),
        (0.0, 0.0, 60.0, 0.0),
        (1.0, 1.0, 20.0, 0.45),
    ],
)
def test_what_soldiers_can_do(
    technology: float, procurement: float, deployed: float, work: float
) -> None:
    world = tiny_world()
    world.parameters[SOLDIER_MONTH] = 0.02
    world.parameters[[TECHNOLOGY_ON, YIELD, PROCUREMENT_ON]] = technology, 0.5, procurement
    world.states[capability.TECHNOLOGY] = 0.5
    world.states[capability.EQUIPMENT] = 0.6
    world.states[cooperation.DEPLOYED] = deployed
    budgets(world)
    assert state_of(world, state.CAPACITY) == pytest.approx(work)


def test_training_raises_what_readiness_returns_to() -> None:
    world = tiny_world()
    world.states[capability.TRAINED] = 0.2
    budgets(world)
    # Half-way from 0.5 to 0.7
    assert state_of(world, state.READINESS) == pytest.approx(0.6)
