"""The edge between two states, among many neighbours and among few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.phases.neighbours import ABSENT, edge_between, first_above
from coopsim.world.world import TO


@pytest.mark.parametrize("n", [2, 3, 30])
def test_where_everyone_knows_everyone_each_edge_is_found(n: int) -> None:
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    edges = np.zeros((5, len(pairs)), dtype=np.int64)
    edges[TO] = [j for _, j in pairs]
    row_start = np.arange(n + 1) * (n - 1)
    found = [edge_between(edges, row_start, i, j) for i, j in pairs]
    assert found == list(range(len(pairs)))
    assert edge_between(edges, row_start, 1, 1) == ABSENT
    above = [first_above(edges, row_start, i) for i in range(n)]
    assert above == [row_start[i] + i for i in range(n)]


@given(st.lists(st.sets(st.integers(0, 12)), min_size=13, max_size=13))
def test_among_few_neighbours_each_edge_is_found_and_no_other(rows: list[set[int]]) -> None:
    known = [sorted(row - {i}) for i, row in enumerate(rows)]
    columns = [j for row in known for j in row]
    edges = np.full((5, len(columns)), -9, dtype=np.int64)
    edges[TO] = columns
    row_start = np.cumsum([0, *map(len, known)])
    for i, row in enumerate(known):
        for j in range(13):
            e = edge_between(edges, row_start, i, j)
            assert e == (row_start[i] + row.index(j) if j in row else ABSENT)
        lower = sum(j < i for j in row)
        assert first_above(edges, row_start, i) == row_start[i] + lower
