from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.app.changes import changed, take_over
from coopsim.catalogue.registry import MECHANISMS
from coopsim.errors import InputError
from coopsim.scenario.founding import found
from unit.runs.samples import scenario


def test_numbers_of_mechanisms_are_changed() -> None:
    after = changed(scenario(), {"friction.scale": 2.0, "budgets.operations_share": 0.01})
    assert after.mechanisms["friction"].scale == 2.0
    assert after.mechanisms["budgets"].parameters["operations_share"] == 0.01
    assert scenario().mechanisms["friction"].scale == 1.0


def test_a_world_takes_over_numbers_and_nothing_else() -> None:
    world = found(scenario(), 1, 0)
    before = world.dyads.copy()
    take_over(world, changed(scenario(), {"friction.scale": 2.0}))
    assert world.parameters[MECHANISMS["friction"].switch] == 2.0
    np.testing.assert_array_equal(world.dyads, before)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("frction.scale", 1.0, 'no such mechanism; did you mean "friction"'),
        ("friction.scal", 1.0, 'no such number; did you mean "scale"'),
        ("friction", 1.0, "no such number"),
        ("friction.scale", 9.0, r"must be between 0 and 5 \(got 9\)"),
        ("friction.scale", math.nan, r"must be between 0 and 5 \(got nan\)"),
        ("budgets.operations_share", -1.0, r"must be between 0 and 1 \(got -1\)"),
    ],
)
def test_what_can_not_be_changed_is_refused(path: str, value: float, message: str) -> None:
    with pytest.raises(InputError, match=f"{path}: {message}"):
        changed(scenario(), {path: value})


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError, match=r"(?s)a\.scale.*friction\.scale"):
        changed(scenario(), {"a.scale": 1.0, "friction.scale": -1.0})
