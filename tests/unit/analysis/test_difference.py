from __future__ import annotations

import math

import pytest

from coopsim.analysis.difference import difference
from coopsim.metrics.registry import METRICS
from coopsim.statistics import interval

METRIC = METRICS["damage_busd"]


def test_differences_are_taken_pair_by_pair() -> None:
    found = difference(METRIC, [1.0, 10.0, 100.0], [2.0, 12.0, 103.0])
    assert found.values == (1.0, 2.0, 3.0)
    assert found.paired == interval([1.0, 2.0, 3.0])
    assert found.first == interval([1.0, 10.0, 100.0])
    assert found.second == interval([2.0, 12.0, 103.0])
    assert found.effect == pytest.approx(2.0)
    assert found.same_sign == 1.0
    assert not found.is_none


def test_pairing_narrows_by_what_both_have_in_common() -> None:
    found = difference(METRIC, [1.0, 10.0, 100.0, 50.0], [2.0, 12.0, 103.0, 51.0])
    width = found.unpaired.high - found.unpaired.low
    assert found.narrowed == pytest.approx(width / (found.paired.high - found.paired.low))
    assert found.narrowed > 10.0


def test_equal_runs_show_nothing_at_all() -> None:
    found = difference(METRIC, [1.5, 2.5], [1.5, 2.5])
    assert found.is_none
    assert not found.is_clear
    assert (found.paired.mean, found.paired.low, found.paired.high) == (0.0, 0.0, 0.0)
    assert [math.isnan(each) for each in (found.effect, found.same_sign, found.narrowed)] == (
        [True] * 3
    )


@pytest.mark.parametrize(
    ("values", "is_clear", "same_sign"),
    [
        ((1.0, 1.1, 0.9), True, 1.0),
        ((-1.0, -1.1, -0.9), True, 1.0),
        ((1.0, -1.1, 0.9), False, 2 / 3),
        ((-4.0, 1.0, 0.0), False, 1 / 3),
    ],
)
def test_a_difference_is_clear_if_the_interval_leaves_zero_out(
    values: tuple[float, ...], is_clear: bool, same_sign: float
) -> None:
    found = difference(METRIC, [0.0] * 3, values)
    assert found.is_clear is is_clear
    assert found.same_sign == pytest.approx(same_sign)


def test_what_could_not_be_measured_does_not_count() -> None:
    found = difference(METRIC, [1.0, math.nan, 3.0], [2.0, 2.0, math.nan])
    assert (found.paired.n, found.paired.mean) == (1, 1.0)
    assert (found.first.n, found.second.n) == (2, 2)
    assert found.same_sign == 1.0
    nothing = difference(METRIC, [math.nan], [1.0])
    assert nothing.is_none
    assert math.isnan(nothing.same_sign)
