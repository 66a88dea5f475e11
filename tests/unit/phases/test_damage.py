from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.core import DAMAGE_ON
from coopsim.phases.damage import damage
from coopsim.world.blocks import state, tally, threat
from coopsim.world.world import World
from worlds import A, B, strike, tiny_world


def harmed_world(need: float, home: float, help_arriving: float) -> World:
    world = tiny_world(2)
    strike(world, A, need, home=home)
    world.transit[5, 0, A] = help_arriving
    return world


@pytest.mark.parametrize(
    ("need", "home", "help_arriving", "harm", "averted"),
    [
        (10.0, 4.0, 0.0, 6.0, 0.0),
        (10.0, 4.0, 2.0, 4.0, 2.0),
        (10.0, 4.0, 6.0, 0.0, 6.0),
        # More than is needed averts no more.
        (10.0, 4.0, 9.0, 0.0, 6.0),
        (10.0, 10.0, 1.0, 0.0, 0.0),
        # Late help, when nothing is left to be met
        (0.0, 0.0, 5.0, 0.0, 0.0),
    ],
)
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.0])
def test_damage_and_what_was_averted(
    scale: float, need: float, home: float, help_arriving: float, harm: float, averted: float
) -> None:
    world = harmed_world(need, home, help_arriving)
    world.parameters[DAMAGE_ON] = scale
    world.states[[state.DAMAGE, state.AVERTED, state.RECEIVED]] = 99.0
    damage(world, 5)
    assert world.states[state.DAMAGE].tolist() == [scale * harm, 0.0]
    assert world.states[state.AVERTED].tolist() == [scale * averted, 0.0]
    assert world.states[state.RECEIVED].tolist() == [help_arriving, 0.0]


def test_damage_stays_until_it_is_repaired() -> None:
    world = harmed_world(10.0, 4.0, 0.0)
    world.states[state.DAMAGE_STOCK] = 20.0
    damage(world, 5)
    # 20 x (1 - 0.1) + 6, and 20 x (1 - 0.1)
    assert world.states[state.DAMAGE_STOCK].tolist() == pytest.approx([24.0, 18.0])


def test_help_against_one_threat_does_not_meet_another() -> None:
    world = tiny_world(1, threats=2)
    strike(world, A, 6.0, threat_row=0)
    strike(world, A, 4.0, threat_row=1)
    world.transit[0, 0, A] = 10.0
    damage(world, 0)
    assert world.states[state.AVERTED, A] == 6.0
    assert world.states[state.DAMAGE, A] == 4.0


@pytest.mark.parametrize(
    ("asked_at", "helped_at", "help_arriving", "waited", "first_helped"),
    [
        (2.0, -1.0, 1.0, 3.0, 1.0),
        (5.0, -1.0, 1.0, 0.0, 1.0),
        (0.0, -1.0, 1.0, 5.0, 1.0),
        (2.0, -1.0, 0.0, 0.0, 0.0),
        # Helped before, or help that nobody asked for
        (2.0, 4.0, 1.0, 0.0, 0.0),
        (0.0, 0.0, 1.0, 0.0, 0.0),
        (-1.0, -1.0, 1.0, 0.0, 0.0),
    ],
)
def test_how_long_a_strike_waits_for_its_first_help(
    asked_at: float, helped_at: float, help_arriving: float, waited: float, first_helped: float
) -> None:
    world = harmed_world(10.0, 0.0, help_arriving)
    world.impacts[threat.ASKED_AT, 0, A] = asked_at
    world.impacts[threat.HELPED_AT, 0, A] = helped_at
    damage(world, 5)
    assert world.tallies[tally.WAITED] == waited
    assert world.tallies[tally.FIRST_HELPED] == first_helped
    expected = 5.0 if first_helped else helped_at
    assert world.impacts[threat.HELPED_AT, 0].tolist() == [expected, -1.0]
    assert world.impacts[threat.ASKED_AT, 0, B] == -1.0
