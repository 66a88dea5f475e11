from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.phases.ranking import sort_down

FEW = st.sampled_from((-1.0, 0.0, 0.5, 2.0))
ANY = st.floats(allow_nan=False)
RANKED = st.lists(st.tuples(FEW | ANY, FEW), max_size=40)


@given(RANKED)
def test_scores_fall_and_equal_scores_stand_by_falling_lots(
    ranked: list[tuple[float, float]],
) -> None:
    scores, lots = np.array(ranked, dtype=float).reshape(-1, 2).T
    order = np.arange(len(ranked))
    sort_down(scores, lots, order, len(ranked))
    assert sorted(order) == list(range(len(ranked)))
    assert [ranked[k] for k in order] == sorted(ranked, reverse=True)


def test_only_the_candidates_listed_are_ranked() -> None:
    scores, lots = np.array([1.0, 9.0, 3.0, 2.0]), np.zeros(4)
    order = np.array([0, 3, 2, 7, 8])
    sort_down(scores, lots, order, 3)
    assert order.tolist() == [2, 3, 0, 7, 8]


@given(st.permutations(range(6)))
def test_where_all_is_equal_the_order_before_means_nothing(candidates: list[int]) -> None:
    order = np.array(candidates)
    sort_down(np.ones(6), np.ones(6), order, 6)
    assert order.tolist() == list(range(6))


@pytest.mark.parametrize("n", [0, 1])
def test_few_candidates_stay(n: int) -> None:
    order = np.array([4, 5])
    sort_down(np.zeros(6), np.zeros(6), order, n)
    assert order.tolist() == [4, 5]
