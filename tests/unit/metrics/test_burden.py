from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from coopsim.metrics.burden import (
    GINI,
    RANK_CORRELATION,
    correlation,
    gini,
    measure_burden,
    rank,
)
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import state
from coopsim.world.world import Numbers
from worlds import tiny_world

# Few different numbers, so that many are equal
NUMBERS = st.integers(0, 6).map(float) | st.floats(0.0, 1e6, allow_subnormal=False)
LISTS = st.lists(NUMBERS, min_size=1, max_size=12)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12)


def ranked(values: Numbers) -> tuple[list[int], list[float]]:
    """Return positions by rank and ranks by position."""
    n = len(values)
    order, ranks = np.zeros(n, dtype=np.int64), np.zeros(n)
    rank(values, np.ones(n), order, n, ranks)
    return order.tolist(), ranks.tolist()


def gini_of(values: list[float]) -> float:
    numbers = np.array(values)
    return float(gini(numbers, np.array(ranked(numbers)[0]), len(values)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([5.0, 5.0, 5.0], 0.0),
        # One carries all: 1 - 1 / n
        ([0.0, 0.0, 0.0, 8.0], 0.75),
        # Differences 1, 2, 1, twice each, over 2 x 3 x 6
        ([1.0, 2.0, 3.0], 8.0 / 36.0),
        ([7.0], 0.0),
        ([0.0, 0.0], math.nan),
    ],
)
def test_gini_by_hand(values: list[float], expected: float) -> None:
    assert gini_of(values) == pytest.approx(expected, nan_ok=True)


@given(LISTS)
def test_gini_is_the_mean_difference_over_twice_the_mean(values: list[float]) -> None:
    whole = sum(values)
    if whole > 0.0:
        differences = sum(abs(x - y) for x in values for y in values)
        expected = differences / (2.0 * len(values) * whole)
        assert gini_of(values) == pytest.approx(expected, abs=1e-9)


@given(LISTS)
def test_ranks_share_ties_and_count_from_the_largest(values: list[float]) -> None:
    order, ranks = ranked(np.array(values))
    assert ranks == [rank - 1.0 for rank in stats.rankdata([-value for value in values])]
    assert [values[k] for k in order] == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ([1.0, 2.0, 3.0], [10.0, 20.0, 30.0], 1.0),
        ([1.0, 2.0, 3.0], [5.0, 3.0, 1.0], -1.0),
        # Deviations (-1, 0, 1) and (0, 1, -1): -1 over the root of 2 x 2
        ([1.0, 2.0, 3.0], [2.0, 3.0, 1.0], -0.5),
        ([1.0, 2.0], [4.0, 4.0], math.nan),
        ([4.0, 4.0], [1.0, 2.0], math.nan),
        ([1.0], [1.0], math.nan),
    ],
)
def test_correlation_by_hand(x: list[float], y: list[float], expected: float) -> None:
    result = correlation(np.array(x), np.array(y), len(x))
    assert result == pytest.approx(expected, nan_ok=True)


def burden_row(given_busd: list[float], gdp: list[float]) -> Numbers:
    world = tiny_world(len(gdp))
    world.states[state.GIVEN], world.states[state.GDP] = given_busd, gdp
    row = np.zeros(len(METRICS))
    measure_burden(world, row)
    return row


@given(PAIRS)
def test_rank_correlation_is_that_of_spearman(pairs: list[tuple[float, float]]) -> None:
    given_busd, gdp = [one for one, _ in pairs], [1.0 + other for _, other in pairs]
    burdens = [one / other for one, other in zip(given_busd, gdp, strict=True)]
    if len(set(burdens)) > 1 and len(set(gdp)) > 1:
        expected = stats.spearmanr(burdens, gdp).statistic
        row = burden_row(given_busd, gdp)
        assert row[RANK_CORRELATION] == pytest.approx(expected, abs=1e-9)
        assert row[GINI] == pytest.approx(gini_of(burdens))


def test_burden_is_help_for_its_size() -> None:
    # Burdens 1 %, 2 % and 4 %: differences 1, 2 and 3, twice each, over 2 x 3 x 7
    row = burden_row([10.0, 4.0, 4.0], [1000.0, 200.0, 100.0])
    assert row[GINI] == pytest.approx(12.0 / 42.0)
    assert row[RANK_CORRELATION] == -1.0


def test_a_state_without_an_economy_has_no_burden() -> None:
    assert burden_row([0.0, 4.0], [0.0, 100.0])[RANK_CORRELATION] == 1.0


@pytest.mark.parametrize("n", [1, 2, 3, 7, 8, 23])
def test_before_anyone_helped_there_is_nothing_to_measure(n: int) -> None:
    row = burden_row([0.0] * n, [100.0 + i for i in range(n)])
    assert math.isnan(row[GINI])
    assert math.isnan(row[RANK_CORRELATION])
