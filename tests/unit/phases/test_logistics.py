from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.cooperation import LIAISON_ON, SPEED_UP
from coopsim.catalogue.mechanisms.core import LOGISTICS_ON, STAGING
from coopsim.phases.logistics import arriving, delay_of, fund_delay, send, unload
from coopsim.world.blocks import cooperation, dyad, state, tally, threat
from coopsim.world.world import SLOTS, World
from worlds import A, B, edge, tiny_world


def helping_world(distance: float = 0.0, friction: float = 0.0) -> tuple[World, int]:
    """Return a world and the edge along which B, at a speed of 500 km a month, helps A."""
    world = tiny_world(2)
    e = edge(world, B, A)
    world.dyads[dyad.DISTANCE, e] = distance
    world.dyads[dyad.FRICTION, e] = friction
    return world, e


def arrivals(world: World, steps: int) -> list[float]:
    """Return what arrives at A in each of so many steps."""
    found = []
    for step in range(steps):
        found.append(arriving(world.transit, step, 0, A))
        unload(world, step)
        assert world.impacts[threat.ARRIVED, 0, A] == found[-1]
    return found


@pytest.mark.parametrize(
    ("scale", "haul", "distance", "friction", "months"),
    [
        # 0.5 to prepare, 1000 km at 1000 km a month x logistics 0.5
        (1.0, 1.0, 1000.0, 0.0, 2.5),
        (1.0, 0.1, 1000.0, 0.0, 0.7),
        (1.0, 0.0, 1000.0, 0.0, 0.5),
        # drag 0.4 makes it 1.4 times as long
        (1.0, 1.0, 1000.0, 0.4, 3.5),
        (2.0, 1.0, 1000.0, 0.4, 7.0),
        # Without the mechanism help arrives at once.
        (0.0, 1.0, 1000.0, 0.4, 0.0),
    ],
)
def test_how_long_help_takes(
    scale: float, haul: float, distance: float, friction: float, months: float
) -> None:
    world, e = helping_world(distance, friction)
    world.parameters[LOGISTICS_ON] = scale
    world.threats[threat.HAUL, 0] = haul
    assert delay_of(world, 0, e) == pytest.approx(months)
    assert fund_delay(world.parameters) == scale * 0.5


def test_the_logistics_of_the_helper_count() -> None:
    world, e = helping_world(1000.0)
    world.states[state.LOGISTICS] = 0.05, 1.0
    # B: 0.5 + 1000 / 1000; A, the other way round: 0.5 + 1000 / 50
    assert delay_of(world, 0, e) == pytest.approx(1.5)
    world.dyads[dyad.DISTANCE] = 1000.0
    assert delay_of(world, 0, edge(world, A, B)) == pytest.approx(20.5)


@pytest.mark.parametrize(
    ("months", "step_months", "expected"),
    [
        (0.0, 1.0, [8.0, 0.0, 0.0, 0.0]),
        (1.0, 1.0, [0.0, 8.0, 0.0, 0.0]),
        # Half-way between two steps, or a quarter past the second
        (0.5, 1.0, [4.0, 4.0, 0.0, 0.0]),
        (2.25, 1.0, [0.0, 0.0, 6.0, 2.0]),
        (3.0, 12.0, [6.0, 2.0, 0.0, 0.0]),
    ],
)
def test_help_arrives_in_the_two_steps_around_its_delay(
    months: float, step_months: float, expected: list[float]
) -> None:
    world, e = helping_world()
    world.clock[0] = step_months
    send(world, 0, 0, A, e, 8.0, months)
    assert world.tallies[tally.EFFECTIVE] == 8.0
    assert world.tallies[tally.DELAY] == 8.0 * months
    assert world.shipments[:4, e].tolist() == pytest.approx([share / 8.0 for share in expected])
    assert arrivals(world, 4) == pytest.approx(expected)


def test_steps_of_arrival_go_round_in_a_ring() -> None:
    world, e = helping_world()
    send(world, SLOTS - 1, 0, A, e, 8.0, 1.5)
    # Sent in step 15, arrives in steps 16 and 17.
    assert world.transit[:3, 0, A].tolist() == [4.0, 4.0, 0.0]
    assert arriving(world.transit, SLOTS, 0, A) == 4.0
    unload(world, SLOTS)
    assert world.dyads[dyad.CREDIT, e] == 0.5
    assert arriving(world.transit, 2 * SLOTS, 0, A) == 0.0


def test_help_is_never_later_than_the_ring_is_long() -> None:
    world, e = helping_world()
    send(world, 0, 0, A, e, 8.0, 1000.0)
    found = arrivals(world, SLOTS)
    assert found == [0.0] * (SLOTS - 2) + [8.0, 0.0]


def test_help_from_several_adds_up_and_a_fund_is_nobodys_act() -> None:
    world, e = helping_world()
    world.parameters[STAGING] = 0.0
    send(world, 0, 0, A, e, 8.0, fund_delay(world.parameters))
    send(world, 0, 0, A, -1, 2.0, 0.0)
    unload(world, 0)
    assert world.impacts[threat.ARRIVED, 0].tolist() == [10.0, 0.0]
    credit = world.dyads[dyad.CREDIT]
    assert (credit[e], credit.sum()) == (1.0, 1.0)


def test_what_has_arrived_does_not_arrive_again() -> None:
    world, e = helping_world()
    send(world, 0, 0, A, e, 8.0, 0.0)
    unload(world, 0)
    unload(world, SLOTS)
    assert world.impacts[threat.ARRIVED, 0, A] == 0.0
    assert world.dyads[dyad.CREDIT, e] == 0.0


@pytest.mark.parametrize(
    ("scale", "liaison", "months"),
    [
        (0.0, 1.0, 2.5),
        # Of 0.5 months to prepare, liaison of a half saves 0.8 x 0.5 = 0.4.
        (1.0, 0.5, 2.3),
        (1.0, 1.0, 2.1),
        (2.0, 1.0, 2.0),
    ],
)
def test_officers_on_the_spot_save_time_to_prepare(
    scale: float, liaison: float, months: float
) -> None:
    world, e = helping_world(1000.0)
    world.parameters[[LIAISON_ON, SPEED_UP]] = scale, 0.8
    world.dyads[cooperation.LIAISON, e] = liaison
    assert delay_of(world, 0, e) == pytest.approx(months)
