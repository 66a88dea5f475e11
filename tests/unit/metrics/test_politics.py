from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.metrics.politics import measure_politics
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import politics
from coopsim.world.world import World
from worlds import tiny_world


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -9.0)
    measure_politics(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items() if row[each.index] != -9}


def test_what_publics_think_and_who_governs() -> None:
    world = tiny_world(4)
    world.states[politics.APPROVAL] = 0.2, 0.4, 0.6, 0.8
    world.states[politics.OPPOSITION] = 0.0, 0.0, 0.1, 0.3
    world.states[politics.NEW_GOVERNMENT] = 1.0, 0.0, 0.0, 1.0
    row = measured(world)
    assert row["approval"] == pytest.approx(0.5)
    assert row["opposition"] == pytest.approx(0.1)
    assert row["government_changes"] == 2.0


def test_an_agreement_waits_on_two_sides() -> None:
    world = tiny_world(3)
    world.states[politics.PENDING] = 2.0, 1.0, 1.0
    assert measured(world)["ratifications_pending"] == 2.0


def test_how_long_ratification_takes() -> None:
    world = tiny_world(2)
    world.tallies[[politics.RATIFICATIONS, politics.RATIFYING, politics.FAILURES]] = 2.0, 9.0, 1.0
    row = measured(world)
    assert (row["ratifications"], row["ratifying_months"]) == (2.0, 9.0)
    assert row["months_to_ratify"] == 4.5
    assert row["ratification_failures"] == 1.0


def test_without_ratifications_there_is_no_time_to_measure() -> None:
    row = measured(tiny_world(2))
    assert [name for name, value in row.items() if math.isnan(value)] == ["months_to_ratify"]
