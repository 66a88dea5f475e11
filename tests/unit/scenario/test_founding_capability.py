from __future__ import annotations

import pytest

from coopsim.scenario.founding_capability import found_capability
from coopsim.world.blocks import capability, cooperation
from worlds import A, B, C, pair, tiny_world


def test_forces_start_with_what_the_scenario_says() -> None:
    world = tiny_world()
    world.states[cooperation.HIERARCHY] = 0.2, 0.9, 0.5
    world.states[capability.TECHNOLOGY_START] = 0.1, 0.2, 0.3
    world.states[capability.EQUIPMENT_START] = 0.4, 0.5, 0.6
    found_capability(world)
    gap = world.dyads[cooperation.HIERARCHY_GAP]
    assert gap[pair(world, A, B)].tolist() == pytest.approx([0.7, 0.7])
    assert gap[pair(world, B, C)].tolist() == pytest.approx([0.4, 0.4])
    assert world.states[capability.TECHNOLOGY].tolist() == [0.1, 0.2, 0.3]
    assert world.states[capability.EQUIPMENT].tolist() == [0.4, 0.5, 0.6]
    assert world.states[capability.UNIT_COST].tolist() == [1.0, 1.0, 1.0]
