from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.organisation import BURDEN_ON, RESENTMENT_MEMORY
from coopsim.phases.budgets import budgets
from coopsim.phases.burden import (
    ABILITY,
    BURDEN_RULES,
    BY_GDP,
    CAPABILITY,
    EQUAL,
    WORST,
    assess,
    resent,
    weight_of,
)
from coopsim.world.blocks import institution, membership, state, threat
from coopsim.world.world import World
from worlds import A, B, C, join, tiny_world


def club(rule: int = BY_GDP) -> World:
    """Let A, B and C, with 600, 300 and 300 billion, share dues of 1 % of GDP by a rule."""
    world = tiny_world(4)
    join(world, A, B, C)
    world.states[state.GDP] = 600.0, 300.0, 300.0, 900.0
    world.states[state.DEFENCE_SHARE] = 0.01, 0.04, 0.02, 0.02
    world.states[state.DAMAGE_STOCK] = 300.0, 0.0, 0.0, 0.0
    world.institutions[membership.BURDEN_RULE, 0] = rule
    world.institutions[institution.DUES_SHARE, 0] = 0.01
    world.impacts[threat.BELIEF] = 0.5
    world.parameters[BURDEN_ON] = 1.0
    world.parameters[RESENTMENT_MEMORY] = 0.5
    return world


@pytest.mark.parametrize(
    ("rule", "dues"),
    [
        # Twelve billion a year, one a month, in all
        (BY_GDP, [0.5, 0.25, 0.25]),
        (EQUAL, [1 / 3, 1 / 3, 1 / 3]),
        # Military spending 6, 12 and 6 billion
        (CAPABILITY, [0.25, 0.5, 0.25]),
        # Of 600, half is damaged.
        (ABILITY, [1 / 3, 1 / 3, 1 / 3]),
    ],
)
def test_the_rule_shares_the_same_sum(rule: int, dues: list[float]) -> None:
    world = club(rule)
    budgets(world)
    assert world.states[state.DUES].tolist() == pytest.approx([*dues, 0.0])
    assert world.institutions[institution.FUND, 0] == pytest.approx(1.0)


def test_without_the_mechanism_dues_follow_gdp() -> None:
    world = club(EQUAL)
    world.parameters[BURDEN_ON] = 0.0
    budgets(world)
    assert world.states[state.DUES].tolist() == [0.5, 0.25, 0.25, 0.0]


def test_dues_by_gdp_are_what_they_were_to_the_last_bit() -> None:
    world = club(BY_GDP)
    assess(world)
    assert world.seats[membership.ASSESSED, 0].tolist() == [1.0, 1.0, 1.0, 1.0]


def test_rules_have_names() -> None:
    assert [BURDEN_RULES[code] for code in (BY_GDP, EQUAL, CAPABILITY, ABILITY)] == [
        "gdp_share",
        "equal",
        "capability",
        "ability_to_pay",
    ]


def test_who_is_ruined_can_pay_nothing() -> None:
    world = club()
    world.states[state.DAMAGE_STOCK, A] = 700.0
    assert weight_of(world.states, ABILITY, A) == 0.0


@pytest.mark.parametrize(
    ("rule", "beliefs", "expected"),
    [
        # All are in the same danger, so that GDP is the benefit: dues by GDP leave nothing to
        # resent, equal dues cost B and C a third for a quarter of the benefit.
        (BY_GDP, (0.5, 0.5, 0.5), [0.0, 0.0, 0.0]),
        (EQUAL, (0.5, 0.5, 0.5), [0.0, 1 / 3, 1 / 3]),
        # A has a quarter of the danger, and benefits 1/3 of 1/6, 5/12, 5/12: 150, 300, 300.
        (BY_GDP, (0.25, 1.0, 1.0), [0.5 / 0.2 - 1.0, 0.0, 0.0]),
        # Who is in no danger gets nothing for its money.
        (BY_GDP, (0.0, 1.0, 1.0), [WORST, 0.0, 0.0]),
        (BY_GDP, (0.0, 0.0, 0.0), [0.0, 0.0, 0.0]),
    ],
)
def test_cost_beyond_benefit_is_resented(
    rule: int, beliefs: tuple[float, float, float], expected: list[float]
) -> None:
    world = club(rule)
    world.impacts[threat.BELIEF, 0, :3] = beliefs
    assess(world)
    resent(world, 0)
    # Half of it is felt in the first month, and three quarters in two.
    halves = [0.5 * each for each in expected]
    assert world.seats[membership.RESENTMENT, 0].tolist() == pytest.approx([*halves, 0.0])
    resent(world, 0)
    assert world.seats[membership.RESENTMENT, 0, :3].tolist() == pytest.approx(
        [0.75 * each for each in expected]
    )


def test_the_scale_makes_burdens_felt_more() -> None:
    world = club(EQUAL)
    world.parameters[BURDEN_ON] = 2.0
    assess(world)
    resent(world, 0)
    assert world.seats[membership.RESENTMENT, 0, B] == pytest.approx(1 / 3)


def test_resentment_fades_when_nothing_is_paid() -> None:
    world = club(EQUAL)
    world.institutions[institution.DUES_SHARE, 0] = 0.0
    world.seats[membership.RESENTMENT, 0, B] = 2.0
    assess(world)
    resent(world, 0)
    assert world.seats[membership.RESENTMENT, 0, B] == 1.0
