from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.history.nulls import NULLS, gravity_of, null_of
from unit.analysis.history.samples import ground, history, network

KEY = (3, 4)


def test_the_frozen_network_stays() -> None:
    found = null_of("frozen", ground(), history(), KEY)
    assert all(np.array_equal(year, history().pacts[0]) for year in found)


@pytest.mark.parametrize("name", ["rewired", "gravity"])
def test_as_many_pacts_end_and_begin_as_in_the_run(name: str) -> None:
    found = null_of(name, ground(), history(), KEY)
    assert [int(np.triu(year).sum()) for year in found] == [2, 2, 1, 3]
    for year in found:
        assert np.array_equal(year, year.T)
        assert not year.diagonal().any()
    # E is not there before the second year.
    assert not found[1][4].any()


@pytest.mark.parametrize("name", NULLS)
def test_equal_keys_give_equal_nulls(name: str) -> None:
    one, other = (null_of(name, ground(), history(), KEY) for _ in range(2))
    assert np.array_equal(one, other)


def test_other_keys_give_other_networks() -> None:
    found = {null_of("rewired", ground(), history(), (0, k)).tobytes() for k in range(20)}
    assert len(found) > 10


def test_gravity_learns_that_pacts_are_between_the_near() -> None:
    near = network((0, 1), (1, 2), (2, 3))
    _, _, distance, _ = gravity_of(ground(), near).tolist()
    assert distance < 0.0
    _, _, distance, _ = gravity_of(ground(), network((0, 3), (0, 2), (1, 3))).tolist()
    assert distance > 0.0
