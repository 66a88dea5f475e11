from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.capability import GROWTH, INDUSTRY_ON, JOBS
from coopsim.phases.industry import give_work, growth, jobs, spent_on_equipment
from coopsim.world.blocks import capability, state
from coopsim.world.world import World
from worlds import A, B, C, pair, tiny_world


def makers(*able: float) -> World:
    """Let states with industries of a given strength order 1 of 2 billion a month."""
    world = tiny_world(len(able))
    world.parameters[[INDUSTRY_ON, JOBS, GROWTH]] = 1.0, 0.05, 0.5
    world.states[capability.EQUIPMENT_SHARE] = 0.5
    world.states[capability.INDUSTRY] = able
    return world


def work(world: World) -> list[float]:
    give_work(world)
    return [float(each) for each in world.states[capability.WORK]]


@pytest.mark.parametrize(("stress", "spent"), [(0.0, 1.0), (0.4, 0.6), (1.0, 0.0)])
def test_a_stressed_state_orders_less(stress: float, spent: float) -> None:
    world = makers(1.0)
    world.states[state.STRESS, A] = stress
    assert spent_on_equipment(world.states, A, 1.0) == pytest.approx(spent)
    assert spent_on_equipment(world.states, A, 6.0) == pytest.approx(6.0 * spent)


def test_industries_fill_what_they_can_of_orders_at_home() -> None:
    assert work(makers(0.8, 0.4, 0.0)) == pytest.approx([0.8, 0.4, 0.0])


def test_what_a_partner_can_not_make_comes_to_those_it_buys_with() -> None:
    world = makers(0.8, 0.4, 0.5)
    world.dyads[capability.JOINT_BUYING, pair(world, A, B)] = 0.5
    # 0.8 x (1 + 0.5 x 0.6), 0.4 x (1 + 0.5 x 0.2)
    assert work(world) == pytest.approx([1.04, 0.44, 0.5])


def test_no_more_is_made_than_was_ordered() -> None:
    world = makers(1.0, 1.0, 0.0)
    world.dyads[capability.JOINT_BUYING, [*pair(world, A, C), *pair(world, B, C)]] = 1.0
    # Two makers, each as good as the other, share the orders of C.
    assert work(world) == pytest.approx([1.5, 1.5, 0.0])


def test_work_pays_and_pleases_in_proportion_to_its_scale() -> None:
    world = makers(1.0)
    world.states[capability.WORK, A] = 0.5
    gdp = float(world.states[state.GDP, A])
    for scale in (0.0, 1.0, 2.0):
        world.parameters[INDUSTRY_ON] = scale
        # A half of 6 billion a year; 0.05 for each per cent of GDP.
        assert growth(world.states, world.parameters, A, 1.0) == pytest.approx(3.0 * scale)
        expected = scale * 0.05 * 600.0 / gdp
        assert jobs(world.states, world.parameters, A, 1.0) == pytest.approx(expected)
    assert growth(world.states, world.parameters, A, 2.0) == pytest.approx(3.0)


def test_without_the_mechanism_nobody_works() -> None:
    world = makers(1.0, 1.0)
    world.states[capability.WORK] = 7.0
    world.parameters[INDUSTRY_ON] = 0.0
    assert work(world) == [0.0, 0.0]


def test_where_there_is_no_economy_nobody_is_pleased() -> None:
    world = makers(1.0, 0.5)
    world.states[state.GDP, A] = 0.0
    world.dyads[capability.JOINT_BUYING, pair(world, A, B)] = 1.0
    # It has no orders of its own, and half of those of its partner.
    assert work(world) == pytest.approx([0.5, 0.5])
    assert jobs(world.states, world.parameters, A, 1.0) == 0.0
