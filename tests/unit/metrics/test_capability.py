from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.catalogue.mechanisms.cooperation import INTEROPERABILITY_ON
from coopsim.metrics import capability as metrics
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import capability, cooperation, state
from coopsim.world.world import Numbers, World
from worlds import A, B, pair, tiny_world


def measured(world: World) -> Numbers:
    row = np.full(len(METRICS), math.nan)
    metrics.measure_capability(world, row)
    return row


@pytest.mark.parametrize(
    ("column", "row"),
    [
        (metrics.ALARM, cooperation.ALARM),
        (metrics.CYBER_MATURITY, state.CYBER_MATURITY),
        (metrics.TECHNOLOGY, capability.TECHNOLOGY),
        (metrics.EQUIPMENT, capability.EQUIPMENT),
        (metrics.UNIT_COST, capability.UNIT_COST),
        (metrics.ORDER_MONTHS, capability.ORDER_MONTHS),
    ],
)
def test_means_over_states(column: int, row: int) -> None:
    world = tiny_world()
    world.states[row] = 0.3, 0.6, 0.9
    assert measured(world)[column] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("column", "tally"),
    [
        (metrics.LEAKS, cooperation.LEAKS),
        (metrics.MISSIONS, cooperation.MISSIONS),
        (metrics.PASSED, capability.TRANSFERRED),
        (metrics.PROLIFERATION, capability.DIVERTED),
    ],
)
def test_sums_of_the_step(column: int, tally: int) -> None:
    world = tiny_world()
    world.tallies[tally] = 1.5
    assert measured(world)[column] == 1.5


def test_the_spread_of_readiness() -> None:
    world = tiny_world()
    world.states[state.READINESS] = 0.2, 0.5, 0.8
    assert measured(world)[metrics.SPREAD] == pytest.approx(math.sqrt(0.06))
    world.states[state.READINESS] = 0.7
    assert measured(world)[metrics.SPREAD] == pytest.approx(0.0)


def test_interoperability_is_measured_where_it_counts() -> None:
    world = tiny_world()
    world.dyads[cooperation.INTEROPERABILITY, pair(world, A, B)] = 0.6
    assert math.isnan(measured(world)[metrics.INTEROPERABILITY])
    world.parameters[INTEROPERABILITY_ON] = 1.0
    assert measured(world)[metrics.INTEROPERABILITY] == pytest.approx(0.2)
