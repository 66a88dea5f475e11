from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.capability import (
    CAPACITY_BUILDING_ON,
    INFLUENCE,
    TRAINING_COST,
    TRAINING_PACE,
)
from coopsim.phases.teaching import teach
from coopsim.world.blocks import capability, dyad, politics, state
from coopsim.world.world import POSITION, SALIENCE, World
from worlds import A, B, C, edge, pair, tiny_world


def unequal_world() -> World:
    """Let A train B: A is ready by 0.9, B by 0.3 and C by 0.6; affinities are a half."""
    world = tiny_world()
    world.parameters[[CAPACITY_BUILDING_ON, TRAINING_PACE]] = 1.0, 0.5
    world.states[state.READINESS_NORMAL] = 0.9, 0.3, 0.6
    world.dyads[capability.TRAINING, pair(world, A, B)] = 0.4
    return world


@pytest.mark.parametrize(
    ("scale", "opposition", "expected"),
    [
        # pace 0.5 x training 0.4 x affinity 0.5 x lead 0.6
        (1.0, 0.0, 0.06),
        (1.0, 0.5, 0.03),
        (2.0, 0.0, 0.12),
        (0.0, 0.0, 0.0),
    ],
)
def test_the_weaker_learns(scale: float, opposition: float, expected: float) -> None:
    world = unequal_world()
    world.parameters[CAPACITY_BUILDING_ON] = scale
    world.states[politics.OPPOSITION, A] = opposition
    teach(world)
    assert world.states[capability.TRAINED].tolist() == pytest.approx([0.0, expected, 0.0])


def test_training_tapers_off_as_the_lead_is_made_up() -> None:
    world = unequal_world()
    gains = []
    for _ in range(200):
        before = float(world.states[capability.TRAINED, B])
        teach(world)
        gains.append(float(world.states[capability.TRAINED, B]) - before)
    assert gains == sorted(gains, reverse=True)
    assert world.states[capability.TRAINED, B] == pytest.approx(0.6)


def test_a_state_learns_from_the_one_who_teaches_most() -> None:
    world = unequal_world()
    world.dyads[capability.TRAINING, pair(world, B, C)] = 1.0
    teach(world)
    # C teaches with 1 x 0.5 x lead 0.3 = 0.15, A with 0.4 x 0.5 x 0.6 = 0.12; C learns from none.
    assert world.states[capability.TRAINED].tolist() == pytest.approx([0.0, 0.075, 0.0])


@pytest.mark.parametrize(
    ("reserve", "share", "left"), [(10.0, 1.0, 6.0), (4.0, 1.0, 0.0), (1.0, 0.25, 0.0)]
)
def test_the_giver_pays_as_far_as_it_can(reserve: float, share: float, left: float) -> None:
    world = unequal_world()
    # 0.2 x effort 0.2 x 100 thousand soldiers
    world.parameters[TRAINING_COST] = 0.2
    world.states[state.RESERVE, A] = reserve
    teach(world)
    assert world.states[state.RESERVE].tolist() == pytest.approx([left, 10.0, 10.0])
    assert world.states[capability.TRAINED, B] == pytest.approx(0.06 * share)


def test_the_giver_gains_influence() -> None:
    world = unequal_world()
    world.parameters[INFLUENCE] = 0.5
    world.agendas[POSITION, 0] = 1.0, -1.0, 0.0
    world.agendas[SALIENCE] = 1.0
    world.dyads[dyad.AFFINITY, edge(world, B, A)] = 0.5
    teach(world)
    # influence 0.5 x effort 0.2 of the way of 2
    assert world.agendas[POSITION, 0].tolist() == pytest.approx([1.0, -0.8, 0.0])
    for e in pair(world, A, B):
        assert world.dyads[dyad.AFFINITY, e] == pytest.approx(0.1)
    assert world.dyads[dyad.AFFINITY, edge(world, A, C)] == 0.5


def test_without_influence_agendas_stay() -> None:
    world = unequal_world()
    world.agendas[POSITION, 0] = 1.0, -1.0, 0.0
    teach(world)
    assert world.agendas[POSITION, 0].tolist() == [1.0, -1.0, 0.0]
