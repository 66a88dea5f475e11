from __future__ import annotations

import numpy as np

from coopsim.runs.raw import foundation_of
from coopsim.scenario.founding import found, names_of
from coopsim.world.blocks import partnership as ps
from unit.runs.samples import scenario


def test_the_foundation_names_each_tie_once() -> None:
    world, kinds = found(scenario(), 0, 0), names_of(scenario()).kinds
    foundation = foundation_of(world)
    assert foundation.ties.tolist() == [[kinds.index("dialogue"), 0, 1]]
    assert foundation.seats.tolist() == [[1.0, 1.0, 1.0]]


def test_the_foundation_does_not_change_with_the_world() -> None:
    world = found(scenario(), 0, 0)
    foundation = foundation_of(world)
    world.partnerships[ps.DEPTH] = 0.0
    world.seats[:] = 0.0
    assert foundation.ties.shape == (1, 3)
    assert np.all(foundation.seats == 1.0)
