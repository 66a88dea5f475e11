from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from coopsim.statistics import (
    interval,
    paired_interval,
    t_quantile,
    unpaired_interval,
    variance_of,
)

NAN = math.nan


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 19, 30, 99, 199, 1000, 9999, 999_999])
@pytest.mark.parametrize("probability", [0.5, 0.6, 0.8, 0.9, 0.95, 0.975, 0.995, 0.9999, 0.025])
def test_quantiles_of_t_are_those_of_scipy(probability: float, freedom: int) -> None:
    expected = float(stats.t.ppf(probability, freedom))
    assert t_quantile(probability, freedom) == pytest.approx(expected, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("probability", "freedom", "expected"),
    [(0.975, 1, 12.706), (0.975, 10, 2.228), (0.95, 4, 2.132)],
)
def test_quantiles_of_t_are_those_of_printed_tables(
    probability: float, freedom: int, expected: float
) -> None:
    assert round(t_quantile(probability, freedom), 3) == expected


@given(probability=st.floats(0.001, 0.999), freedom=st.integers(1, 500))
def test_a_quantile_has_the_chance_it_was_asked_for(probability: float, freedom: int) -> None:
    assert stats.t.cdf(t_quantile(probability, freedom), freedom) == pytest.approx(
        probability, abs=1e-10
    )


@given(probability=st.floats(0.5, 0.999), freedom=st.integers(1, 500))
def test_quantiles_of_t_are_symmetric(probability: float, freedom: int) -> None:
    low, high = t_quantile(1.0 - probability, freedom), t_quantile(probability, freedom)
    assert low == pytest.approx(-high, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("probability", "freedom"), [(0.0, 3), (1.0, 3), (0.5, 0), (NAN, 3)])
def test_there_are_no_other_quantiles(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="there is no t quantile at"):
        t_quantile(probability, freedom)


def test_an_interval_is_that_of_the_textbook() -> None:
    mean, low, high, n = interval([2.0, 4.0, 4.0, 6.0])
    half = 3.182446 * math.sqrt(8.0 / 3.0 / 4.0)
    assert (mean, n) == (4.0, 4)
    assert (low, high) == pytest.approx((4.0 - half, 4.0 + half), abs=1e-5)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
def test_an_interval_is_that_of_scipy(level: float) -> None:
    values = [0.3, 1.7, -2.4, 0.9, 0.0, 5.5]
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(level)
    assert interval(values, level)[1:3] == pytest.approx((expected.low, expected.high), rel=1e-9)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], (NAN, NAN, NAN, 0)),
        ([NAN, NAN], (NAN, NAN, NAN, 0)),
        ([3.0], (3.0, NAN, NAN, 1)),
        ([NAN, 3.0], (3.0, NAN, NAN, 1)),
        ([2.0, 2.0, NAN], (2.0, 2.0, 2.0, 2)),
    ],
)
def test_few_values_have_no_interval(
    values: list[float], expected: tuple[float, float, float, int]
) -> None:
    assert tuple(interval(values)) == pytest.approx(expected, nan_ok=True)


def test_a_paired_interval_is_that_of_the_differences() -> None:
    before, after = [1.0, 5.0, 9.0, NAN], [2.0, 7.0, 10.0, 1.0]
    assert paired_interval(before, after) == interval([1.0, 2.0, 1.0])
    assert paired_interval(before, after).n == 3


def test_pairing_removes_what_both_sides_share() -> None:
    luck = [0.0, 100.0, -50.0, 20.0]
    after = [value + 1.0 for value in luck]
    assert tuple(paired_interval(luck, after)) == pytest.approx((1.0, 1.0, 1.0, 4))


def test_pairs_must_be_pairs() -> None:
    with pytest.raises(ValueError, match=r"zip\(\) argument 2 is longer"):
        paired_interval([1.0], [1.0, 2.0])


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, 95.0, NAN])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match="level of an interval must be between 0 and 1"):
        interval([1.0, 2.0], level)


def test_an_unpaired_interval_is_welchs() -> None:
    before, after = [1.0, 2.0, 4.0, 5.0, 9.0], [2.0, 8.0, 11.0]
    found = unpaired_interval(before, after)
    reference = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    assert found.mean == pytest.approx(2.8)
    # Whole degrees of freedom make it a little wider.
    assert found.low <= reference.low
    assert found.high >= reference.high
    assert found.high - found.low == pytest.approx(reference.high - reference.low, rel=0.2)
    assert found.n == 3


def test_an_unpaired_interval_of_equal_sizes_and_spreads_is_the_usual_one() -> None:
    before, after = [1.0, 2.0, 3.0, 4.0], [11.0, 12.0, 13.0, 14.0]
    reference = stats.ttest_ind(after, before).confidence_interval(0.95)
    found = unpaired_interval([*before, math.nan], after)
    assert (found.low, found.high) == pytest.approx((reference.low, reference.high))


def test_constants_differ_without_doubt_and_one_value_tells_nothing() -> None:
    assert unpaired_interval([1.0, 1.0], [3.0, 3.0]) == (2.0, 2.0, 2.0, 2)
    found = unpaired_interval([1.0], [3.0, 4.0])
    assert (found.mean, found.n) == (2.5, 1)
    assert math.isnan(found.low)


@pytest.mark.parametrize(
    ("values", "variance"), [([1.0, 3.0], 2.0), ([1.0, math.nan, 3.0], 2.0), ([2.0] * 3, 0.0)]
)
def test_the_variance_is_that_of_a_sample(values: list[float], variance: float) -> None:
    assert variance_of(values) == variance
    assert math.isnan(variance_of(values[:1]))
