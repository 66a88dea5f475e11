from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.runs.sweeps.desk import Desk
from coopsim.runs.sweeps.founded import Founder, packed
from coopsim.scenario.founding import found, tune
from unit.runs.sweeps.samples import plan

PRIOR = {"path": "mechanisms.trust.prior_strength", "values": [2, 9]}
SEVERITY = {"path": "threats[*].severity", "times": True, "values": [0.5, 1.5]}
DEFENCE = {"path": "states[*].defence_share", "times": True, "values": [0.5, 1.5]}
# Each mechanism that brings institutions of its own is off at first.
FOUNDING = {"path": "mechanisms.founding.scale", "values": [0, 1]}


@pytest.mark.parametrize("cell", range(6))
@pytest.mark.parametrize(
    "factors",
    [
        {"a": PRIOR}, {"a": SEVERITY}, {"a": DEFENCE}, {"a": SEVERITY, "b": DEFENCE},
        {"a": FOUNDING}, {"a": SEVERITY, "b": FOUNDING},
    ],
)  # fmt: skip
def test_cells_have_the_hash_and_the_world_of_their_scenario(
    tmp_path: Path, cell: int, factors: Any
) -> None:
    made = plan(tmp_path, uncertainties=factors)
    (ground,) = made.study.grounds.values()
    point = made.study.design.point(cell)
    founded = Founder(ground).found(ground.at(point))
    scenario = ground.scenario(point)
    assert founded.sha256 == scenario.sha256()
    assert founded.steps == scenario.steps
    tune(founded.world, founded.parameters)
    for one, other in zip(founded.world, found(scenario, 0, 0), strict=True):
        assert np.array_equal(one, other)


def test_a_packed_world_is_the_same_world(tmp_path: Path) -> None:
    (ground,) = plan(tmp_path).study.grounds.values()
    world = found(ground.base, 3, 1)
    view, content = packed(world)
    for one, other in zip(view, world, strict=True):
        assert one.dtype == other.dtype
        assert one.flags.c_contiguous
        assert np.array_equal(one, other)
    content[:] = 0
    assert not view.states.any()
    assert world.states.any()


def test_a_desk_is_for_one_size(tmp_path: Path) -> None:
    steps = {"steps": {"values": [3, 4]}}
    (ground,) = plan(tmp_path, uncertainties=steps).study.grounds.values()
    founder = Founder(ground)
    three, four = (founder.found(ground.at({"steps": n})) for n in (3, 4))
    desk = Desk(three)
    assert desk.fits(three)
    assert not desk.fits(four)


def test_a_run_leaves_nothing_behind_on_its_desk(tmp_path: Path) -> None:
    (ground,) = plan(tmp_path).study.grounds.values()
    founded = Founder(ground).found(ground.at({}))
    desk = Desk(founded)
    first = desk.run(founded, (1, 2), lambda: False).copy()
    other = desk.run(founded, (3, 4), lambda: False).copy()
    again = desk.run(founded, (1, 2), lambda: False).copy()
    assert np.array_equal(first, again, equal_nan=True)
    assert not np.array_equal(first, other, equal_nan=True)
