from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from coopsim.metrics.observing import observe
from coopsim.metrics.registry import METRICS
from coopsim.world.world import copy
from reference.worlds import Shape, shapes, world_of_shape

# Room for intermediate results
ROOM = {"scratch", "lists"}


@settings(max_examples=20)
@given(shapes())
def test_every_metric_is_measured_and_the_world_stays_as_it_was(shape: Shape) -> None:
    world = world_of_shape(shape)
    before = copy(world)
    first, second = np.full(len(METRICS), -9.0), np.full(len(METRICS), -8.0)
    observe(world, first)
    # What room is filled with must not matter.
    world.scratch[:], world.lists[:] = -7.0, -7
    observe(world, second)
    assert not {-9.0, -8.0} & {*first, *second}
    np.testing.assert_array_equal(first, second)
    for name in set(world._fields) - ROOM:
        np.testing.assert_array_equal(getattr(world, name), getattr(before, name))
