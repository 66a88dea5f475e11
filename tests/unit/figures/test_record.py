from __future__ import annotations

import math

import pytest

from coopsim.figures.record import EDGE, Line, beside_record

LINES = [
    Line("density", 0.5, 0.5, (0.4, 0.35, 0.45), {"frozen": 0.2, "rewired": math.nan}),
    Line("bilateral", 0.0, 0.1, (math.nan, math.nan, math.nan), {"frozen": 1.0}),
]


def test_all_are_drawn_in_units_of_the_record() -> None:
    record, model, frozen, _ = beside_record(LINES, ("frozen", "rewired")).data
    assert list(record.base) == [1.0, 0.0]
    assert list(record.x) == [0.02, 2.0]
    assert model.x[0] == pytest.approx(0.8)
    assert model.error_x.array[0] == pytest.approx(0.1)
    assert frozen.x[0] == pytest.approx(0.4)
    # Twenty times the middle of the record stands at the edge.
    assert frozen.x[1] == EDGE
    assert frozen.customdata[1] == 1.0


def test_what_could_not_be_measured_is_not_drawn() -> None:
    _, model, _, rewired = beside_record(LINES, ("frozen", "rewired")).data
    assert math.isnan(model.x[1])
    assert all(math.isnan(x) for x in rewired.x)
