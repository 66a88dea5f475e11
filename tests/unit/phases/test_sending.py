from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.catalogue.mechanisms.core import BUDGETS_ON, LOGISTICS_ON
from coopsim.decisions.aid import BEST_SHOT, SUM, THRESHOLD, WEAKEST_LINK
from coopsim.phases.mandates import ADOPTED
from coopsim.phases.sending import dispatch
from coopsim.world.blocks import dyad, institution, state, tally, threat
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import A, B, C, Event, edge, events, join, ledger_for, strike, tiny_world

# B's fair share is a quarter of what A asks for, C's is the rest.
FAIR = (0.0, 0.25, 0.75)


def helped_world(aggregator: int = SUM, threshold: float = 0.0) -> World:
    """Let A need 12 billion and ask for 8 of them; help arrives at once."""
    world = tiny_world()
    strike(world, A, 12.0)
    world.impacts[threat.REQUEST, 0, A] = 8.0
    world.threats[threat.AGGREGATOR, 0] = aggregator
    world.threats[threat.THRESHOLD, 0] = threshold
    world.parameters[LOGISTICS_ON] = 0.0
    return world


def send(world: World, from_b: float, from_c: float) -> Ledger:
    ledger = ledger_for(world)
    dispatch(world, ledger, 0, 0, A, np.array(FAIR), np.array((0.0, from_b, from_c)))
    return ledger


@pytest.mark.parametrize(
    ("aggregator", "threshold", "from_b", "from_c", "arrives"),
    [
        (SUM, 0.0, 3.0, 3.0, 6.0),
        (SUM, 0.0, 0.0, 3.0, 3.0),
        # 4 are met already: 10 of 12 with the 6 that are sent
        (THRESHOLD, 0.8, 3.0, 3.0, 6.0),
        (THRESHOLD, 0.9, 3.0, 3.0, 0.0),
        (THRESHOLD, 0.75, 2.0, 3.0, 5.0),
        # As if all had sent C's 3 for three quarters: 3 + 1
        (WEAKEST_LINK, 0.0, 3.0, 3.0, 4.0),
        (WEAKEST_LINK, 0.0, 1.0, 3.0, 4.0),
        (WEAKEST_LINK, 0.0, 0.0, 3.0, 0.0),
        (BEST_SHOT, 0.0, 3.0, 5.0, 5.0),
        (BEST_SHOT, 0.0, 3.0, 0.0, 3.0),
    ],
)
def test_how_much_of_what_is_sent_together_counts(
    aggregator: int, threshold: float, from_b: float, from_c: float, arrives: float
) -> None:
    world = helped_world(aggregator, threshold)
    send(world, from_b, from_c)
    assert world.transit[0, 0, A] == pytest.approx(arrives)
    assert world.tallies[tally.EFFECTIVE] == pytest.approx(arrives)
    # It is paid for in any case.
    assert world.states[state.CONTRIBUTION].tolist() == [0.0, from_b, from_c]


@pytest.mark.parametrize(
    ("aggregator", "expected"),
    [
        # B's 3 are worth 1.5: 1.5 + 3
        (SUM, 4.5),
        (BEST_SHOT, 3.0),
        # C's 3 for three quarters are still the least share.
        (WEAKEST_LINK, 4.0),
    ],
)
def test_friction_takes_its_part_first(aggregator: int, expected: float) -> None:
    world = helped_world(aggregator)
    world.dyads[dyad.FRICTION, edge(world, B, A)] = math.log(2.0)
    world.dyads[dyad.FRICTION, edge(world, A, B)] = 0.9
    send(world, 3.0, 3.0)
    assert world.transit[0, 0, A] == pytest.approx(expected)


@pytest.mark.parametrize(("scale", "left"), [(1.0, 7.0), (0.0, 10.0)])
def test_helpers_pay(scale: float, left: float) -> None:
    world = helped_world()
    world.parameters[BUDGETS_ON] = scale
    world.states[state.GIVEN, B] = 20.0
    send(world, 3.0, 0.0)
    assert world.states[state.RESERVE].tolist() == [10.0, left, 10.0]
    assert world.states[state.GIVEN].tolist() == [0.0, 23.0, 0.0]


def test_each_helpers_part_travels_on_its_own() -> None:
    world = helped_world()
    world.parameters[LOGISTICS_ON] = 1.0
    world.dyads[dyad.DISTANCE, edge(world, C, A)] = 500.0
    send(world, 4.0, 2.0)
    # B: half a month. C: half a month and 500 km at 500 km a month.
    assert world.transit[:3, 0, A].tolist() == pytest.approx([2.0, 3.0, 1.0])
    assert world.shipments[:3, edge(world, B, A)].tolist() == [0.5, 0.5, 0.0]
    assert world.shipments[:3, edge(world, C, A)].tolist() == [0.0, 0.5, 0.5]
    assert world.tallies[tally.DELAY] == pytest.approx(4.0 * 0.5 + 2.0 * 1.5)


def test_help_that_is_sent_is_noted_with_its_reason() -> None:
    world = helped_world()
    world.dyads[dyad.OBLIGATION, edge(world, C, A)] = 0.1
    sent = [
        Event("help_sent", B, A, 0, 2.0, "request"),
        Event("help_sent", C, A, 0, 1.0, "obligation"),
    ]
    assert events(send(world, 2.0, 1.0)) == sent
    join(world, A, B)
    world.institutions[institution.OBLIGATION, 0] = 0.5
    world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    assert events(send(world, 2.0, 0.0)) == [Event("help_sent", B, A, 0, 2.0, "obligation")]


def test_if_nobody_sends_nothing_happens() -> None:
    world = helped_world(WEAKEST_LINK)
    assert events(send(world, 0.0, 0.0)) == []
    assert world.transit.sum() == 0.0
