from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.capability import (
    CYBER_HYGIENE_ON,
    ECONOMIES,
    EQUIPMENT_PRICE,
    HYGIENE_GAIN,
    ORDER_TIME,
    OVERHEAD,
    PROCUREMENT_ON,
    WEAR,
)
from coopsim.phases import capability as phase
from coopsim.world.blocks import capability, state
from coopsim.world.world import World
from worlds import A, B, C, pair, tiny_world


@pytest.mark.parametrize(
    ("scale", "stress", "expected"),
    [
        # 0.25 + 0.5 x 0.2 x 0.75; a stressed state spends less.
        (1.0, 0.0, 0.325),
        (1.0, 0.5, 0.2875),
        (2.0, 0.0, 0.4),
        (0.0, 0.0, 0.25),
    ],
)
def test_spending_secures_networks(scale: float, stress: float, expected: float) -> None:
    world = tiny_world()
    world.parameters[[CYBER_HYGIENE_ON, HYGIENE_GAIN]] = scale, 0.5
    world.states[capability.SECURE_SHARE] = 0.2
    world.states[state.STRESS] = stress
    phase.capability(world)
    assert world.states[state.CYBER_MATURITY].tolist() == pytest.approx([expected] * 3)


def buying_world() -> World:
    """Let states with half their equipment spend 1 of 2 billion a month on it; all takes 100."""
    world = tiny_world()
    world.parameters[[PROCUREMENT_ON, ORDER_TIME, EQUIPMENT_PRICE]] = 1.0, 10.0, 1.0
    world.parameters[[ECONOMIES, OVERHEAD]] = 0.5, 1.0
    world.states[capability.EQUIPMENT] = 0.5
    world.states[capability.EQUIPMENT_SHARE] = 0.5
    return world


def test_what_is_ordered_arrives_later() -> None:
    world = buying_world()
    phase.capability(world)
    assert world.states[capability.ORDERED, A] == pytest.approx(0.01)
    assert world.states[capability.EQUIPMENT, A] == 0.5
    phase.capability(world)
    delivered = 0.01 * (1.0 - math.exp(-0.1))
    assert world.states[capability.EQUIPMENT, A] == pytest.approx(0.5 + delivered)
    assert world.states[capability.ORDERED, A] == pytest.approx(0.02 - delivered)


@pytest.mark.parametrize(
    ("together", "cost", "months"),
    [
        # Two more who buy everything together: n = 3; half of it each: n = 2
        (1.0, 3.0**-0.5, 30.0),
        (0.5, 2.0**-0.5, 20.0),
        (0.0, 1.0, 10.0),
    ],
)
def test_buying_together_is_cheaper_and_slower(together: float, cost: float, months: float) -> None:
    world = buying_world()
    world.dyads[capability.JOINT_BUYING, [*pair(world, A, B), *pair(world, A, C)]] = together
    phase.capability(world)
    assert world.states[capability.UNIT_COST, A] == pytest.approx(cost)
    assert world.states[capability.ORDER_MONTHS, A] == pytest.approx(months)
    assert world.states[capability.ORDERED, A] == pytest.approx(0.01 / cost)
    assert world.states[capability.ORDER_MONTHS, B] <= months


@pytest.mark.parametrize(("equipment", "ordered", "order"), [(1.0, 0.0, 0.0), (0.5, 0.495, 0.005)])
def test_nobody_orders_more_than_is_missing(equipment: float, ordered: float, order: float) -> None:
    world = buying_world()
    world.parameters[ORDER_TIME] = 1e9
    world.states[[capability.EQUIPMENT, capability.ORDERED], A] = equipment, ordered
    phase.capability(world)
    assert world.states[capability.ORDERED, A] == pytest.approx(ordered + order)


def test_a_state_without_soldiers_needs_no_money_for_equipment() -> None:
    world = buying_world()
    world.states[state.PERSONNEL, A] = 0.0
    phase.capability(world)
    assert world.states[capability.ORDERED, A] == 0.5


def test_equipment_wears_out() -> None:
    world = buying_world()
    world.parameters[WEAR] = 0.1
    phase.capability(world)
    assert world.states[capability.EQUIPMENT].tolist() == pytest.approx([0.45] * 3)


def test_stress_and_a_switch_stop_buying() -> None:
    world = buying_world()
    world.states[state.STRESS, A] = 1.0
    phase.capability(world)
    assert world.states[capability.ORDERED].tolist() == pytest.approx([0.0, 0.01, 0.01])
    world.parameters[PROCUREMENT_ON] = 0.0
    phase.capability(world)
    assert world.states[capability.ORDERED].tolist() == pytest.approx([0.0, 0.01, 0.01])
