from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.runs.sweeps.moments import Moments, mean_interval
from coopsim.statistics import interval

RUNS = np.random.default_rng(1).normal(3.0, 2.0, (35, 2))


def filled(pieces: list[int]) -> Moments:
    """Add 35 runs of 5 cells in pieces of so many runs."""
    moments, begin = Moments(5, 2), 0
    for size in pieces:
        moments.add(begin, RUNS[begin : begin + size])
        begin += size
    assert begin == len(RUNS)
    return moments


def test_mean_spread_and_interval_are_those_of_the_values() -> None:
    moments = filled([35])
    for cell in range(5):
        for outcome in range(2):
            values = RUNS[cell::5, outcome]
            expected = interval(values.tolist())
            assert moments.mean[cell, outcome] == pytest.approx(expected.mean)
            assert moments.sd()[cell, outcome] == pytest.approx(np.std(values, ddof=1))
            half = 0.5 * (expected.high - expected.low)
            assert moments.half_widths()[cell, outcome] == pytest.approx(half)


@pytest.mark.parametrize("pieces", [[1] * 35, [5] * 7, [3, 4, 11, 17], [34, 1]])
def test_pieces_make_no_difference_to_the_last_bit(pieces: list[int]) -> None:
    one, other = filled([35]), filled(pieces)
    assert np.array_equal(one.mean, other.mean)
    assert np.array_equal(one.sd(), other.sd())


def test_what_could_not_be_measured_does_not_count() -> None:
    moments = Moments(1, 1)
    moments.add(0, np.array([[1.0], [np.nan], [3.0]]))
    assert (moments.n[0, 0], moments.mean[0, 0]) == (2.0, 2.0)
    assert moments.sd()[0, 0] == pytest.approx(math.sqrt(2.0))


def test_without_values_nothing_is_known() -> None:
    moments = Moments(1, 1)
    assert np.isnan(moments.means()[0, 0])
    moments.add(0, np.array([[1.0]]))
    assert moments.means()[0, 0] == 1.0
    assert np.isnan(moments.half_widths()[0, 0])


@pytest.mark.parametrize("values", [[1.0, 2.0, 4.0], [5.0]])
def test_an_interval_of_a_mean_is_that_of_its_values(values: list[float]) -> None:
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else math.nan
    found = mean_interval(float(np.mean(values)), sd, len(values))
    assert found == pytest.approx(interval(values), nan_ok=True)
