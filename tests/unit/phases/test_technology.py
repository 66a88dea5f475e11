from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.capability import (
    DIFFUSION,
    DIVERSION,
    EXPORT_CONTROL_ON,
    FADING,
    OBSOLESCENCE,
    RESEARCH_GAIN,
    TECHNOLOGY_ON,
)
from coopsim.phases.technology import pass_on
from coopsim.world.blocks import capability
from coopsim.world.world import World
from worlds import A, B, C, pair, tiny_world


def unequal_world() -> World:
    """Let A and C, with technology of 0.8, pass half of their lead on to B, with 0.2."""
    world = tiny_world()
    world.parameters[[TECHNOLOGY_ON, DIFFUSION, DIVERSION]] = 1.0, 0.5, 0.4
    world.states[capability.TECHNOLOGY] = 0.8, 0.2, 0.8
    world.states[capability.HUMAN_RIGHTS] = 0.5
    world.states[capability.EXPORT_CONTROL] = 1.0, 0.0, 0.6
    world.dyads[capability.TRANSFER, pair(world, A, B)] = 0.5
    return world


def test_research_adds_and_age_takes() -> None:
    world = tiny_world()
    world.parameters[[TECHNOLOGY_ON, RESEARCH_GAIN, OBSOLESCENCE]] = 1.0, 0.5, 0.1
    world.states[capability.TECHNOLOGY] = 0.2, 0.2, 0.5
    world.states[capability.RESEARCH_SHARE] = 0.5, 0.0, 0.2
    pass_on(world)
    # 0.5 x 0.5 x 0.8 - 0.1 x 0.2, and 0.5 x 0.2 x 0.5 - 0.1 x 0.5 = 0
    expected = [0.38, 0.18, 0.5]
    assert world.states[capability.TECHNOLOGY].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(("scale", "passed"), [(1.0, 0.15), (0.5, 0.075), (5.0, 0.3), (0.0, 0.0)])
def test_technology_passes_from_the_leader(scale: float, passed: float) -> None:
    world = unequal_world()
    world.parameters[TECHNOLOGY_ON] = scale
    pass_on(world)
    expected = [0.8, 0.2 + passed, 0.8]
    assert world.states[capability.TECHNOLOGY].tolist() == pytest.approx(expected)
    assert world.tallies[capability.TRANSFERRED] == pytest.approx(passed)


def test_part_of_it_is_diverted_and_used_up() -> None:
    world = unequal_world()
    world.parameters[FADING] = 0.1
    world.threats[capability.DIVERTED_STOCK] = 0.5
    pass_on(world)
    # diversion 0.4 x (1 - 0.5) x 0.15, over three states
    assert world.tallies[capability.DIVERTED] == pytest.approx(0.03)
    assert world.threats[capability.DIVERTED_STOCK, 0] == pytest.approx(0.45 + 0.01)


@pytest.mark.parametrize(
    ("scale", "rights", "passed"),
    [
        # licence 1 - 1 x control 1 x (1 - 0.5)
        (1.0, 0.5, 0.075),
        (1.0, 1.0, 0.15),
        (1.0, 0.0, 0.0),
        (3.0, 0.5, 0.0),
        (0.0, 0.0, 0.15),
    ],
)
def test_licences_slow_transfer_by_human_rights(scale: float, rights: float, passed: float) -> None:
    world = unequal_world()
    world.parameters[EXPORT_CONTROL_ON] = scale
    world.states[capability.HUMAN_RIGHTS] = rights
    pass_on(world)
    assert world.tallies[capability.TRANSFERRED] == pytest.approx(passed)
    assert world.tallies[capability.DIVERTED] == pytest.approx(0.4 * (1.0 - rights) * passed)


@pytest.mark.parametrize(("control", "passed"), [(1.0, 0.0), (0.6, 0.06), (0.0, 0.15)])
def test_one_supplier_without_control_breaks_it(control: float, passed: float) -> None:
    world = unequal_world()
    world.parameters[EXPORT_CONTROL_ON] = 1.0
    world.states[capability.HUMAN_RIGHTS, B] = 0.0
    world.states[capability.EXPORT_CONTROL, C] = control
    world.dyads[capability.TRANSFER, pair(world, B, C)] = 0.5
    pass_on(world)
    assert world.tallies[capability.TRANSFERRED] == pytest.approx(passed)


def test_without_it_nothing_is_about() -> None:
    world = unequal_world()
    world.parameters[TECHNOLOGY_ON] = 0.0
    world.threats[capability.DIVERTED_STOCK] = 0.5
    pass_on(world)
    assert not world.threats[capability.DIVERTED_STOCK].any()
    assert world.states[capability.TECHNOLOGY].tolist() == [0.8, 0.2, 0.8]
