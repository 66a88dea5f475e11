from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest

from coopsim.phases.picking import line_up, place, three_places


def test_states_line_up_by_falling_id() -> None:
    keys, order = np.array([30, 10, 40, 20]), np.zeros(4, dtype=np.int64)
    line_up(keys, order, np.zeros((4, 8)))
    assert order.tolist() == [2, 0, 3, 1]


@pytest.mark.parametrize(
    ("lot", "n", "expected"), [(0.01, 4, 0), (0.26, 4, 1), (0.99, 4, 3), (1.0, 4, 3), (0.5, 1, 0)]
)
def test_a_lot_falls_on_a_place(lot: float, n: int, expected: int) -> None:
    assert place(lot, n) == expected


def test_every_triad_is_as_likely_as_any_other() -> None:
    lots = [(k + 0.5) / 60 for k in range(60)]
    few = [lots[k] for k in range(2, 60, 5)]
    seen = Counter(frozenset(three_places(*each, 5)) for each in product(few, few, few))
    assert all(len(triad) == 3 for triad in seen)
    assert len(seen) == 10
    assert max(seen.values()) <= 1.5 * min(seen.values())
