from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.metrics.cooperation import measure_cooperation
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import state, tally
from coopsim.world.world import World
from worlds import tiny_world

TALLIES = {
    tally.REQUESTS: 10.0,
    tally.OBLIGED: 4.0,
    tally.HONOURED: 3.0,
    tally.WAR_OBLIGED: 1.0,
    tally.WAR_HONOURED: 0.0,
    tally.FUND_PAID: 2.0,
    tally.EFFECTIVE: 6.0,
    tally.DELAY: 9.0,
    tally.WAITED: 5.0,
    tally.FIRST_HELPED: 2.0,
}


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -9.0)
    measure_cooperation(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items() if row[each.index] != -9}


def busy_world() -> World:
    world = tiny_world(3)
    world.states[state.CONTRIBUTION] = 1.0, 0.0, 5.0
    world.states[state.RECEIVED] = 0.0, 4.0, 0.5
    for row, number in TALLIES.items():
        world.tallies[row] = number
    return world


def test_help_of_a_step() -> None:
    assert measured(busy_world()) == {
        "requests": 10.0,
        "help_sent_busd": 6.0,
        "fund_paid_busd": 2.0,
        "all_sent_busd": 8.0,
        "effective_help_busd": 6.0,
        "help_arrived_busd": 4.5,
        # 6 of the 8 that states and funds sent had effect, 1.5 months after it was sent.
        "help_effect": 0.75,
        "delay_busd_months": 9.0,
        "help_delay_months": 1.5,
        # Two strikes waited five steps together.
        "waited_steps": 5.0,
        "first_helped": 2.0,
        "time_to_response_steps": 2.5,
        "obliged_requests": 4.0,
        "honoured_requests": 3.0,
        "honour_rate": 0.75,
        # The one after an armed attack was refused, all others were met.
        "war_obliged_requests": 1.0,
        "war_honoured_requests": 0.0,
        "war_honour_rate": 0.0,
        "other_obliged_requests": 3.0,
        "other_honoured_requests": 3.0,
        "other_honour_rate": 1.0,
    }


def test_ratios_are_those_of_the_metrics_they_name() -> None:
    row = measured(busy_world())
    over = {name: each.over for name, each in METRICS.items() if name in row and each.over}
    assert len(over) == 6
    for name, (part, whole) in over.items():
        assert row[name] == row[part] / row[whole]


def test_where_nobody_helps_there_are_no_ratios() -> None:
    row = measured(tiny_world(2))
    assert {name for name, value in row.items() if math.isnan(value)} == {
        "help_effect",
        "help_delay_months",
        "time_to_response_steps",
        "honour_rate",
        "war_honour_rate",
        "other_honour_rate",
    }
    assert all(value == 0.0 for value in row.values() if not math.isnan(value))


@pytest.mark.parametrize("name", ["help_effect", "honour_rate"])
def test_shares_are_bounded(name: str) -> None:
    assert (METRICS[name].low, METRICS[name].high) == (0.0, 1.0)
