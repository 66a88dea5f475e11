from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.catalogue.mechanisms.provision import GROUP_SIZE, GROUP_THRESHOLD, PROVISION_ON
from coopsim.metrics.provision import ACHIEVEMENT, PROVIDED, TAKERS, measure_provision
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import provision as pr
from worlds import tiny_world


def measured(on: float, size: float, least: float) -> np.ndarray:
    world = tiny_world(4)
    world.parameters[PROVISION_ON] = on
    world.parameters[GROUP_SIZE], world.parameters[GROUP_THRESHOLD] = size, least
    world.states[pr.TAKES_PART] = 1.0, 0.0, 1.0, 0.0
    world.states[pr.PROVIDED] = 3.0, 0.0, 0.5, 0.0
    row = np.zeros(len(METRICS))
    measure_provision(world, row)
    return row


def test_who_takes_part_and_what_is_given() -> None:
    row = measured(1.0, 2.0, 1.0)
    assert (row[TAKERS], row[PROVIDED]) == (2.0, 3.5)


@pytest.mark.parametrize(
    ("size", "least", "expected"), [(2, 1, 5 / 6), (2, 2, 1 / 6), (3, 2, 0.5), (9, 2, 1), (2, 0, 1)]
)
def test_groups_that_would_be_safe(size: float, least: float, expected: float) -> None:
    assert measured(1.0, size, least)[ACHIEVEMENT] == pytest.approx(expected)


def test_without_a_common_good_there_is_nothing_to_achieve() -> None:
    assert math.isnan(measured(0.0, 2.0, 1.0)[ACHIEVEMENT])
