from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from coopsim.analysis.history import networks as nw
from unit.analysis.history.samples import clique, network

ALL = np.ones(5, dtype=np.bool_)
FOUR = np.array([True, True, True, True, False])


def test_density_counts_pairs_of_states_that_exist() -> None:
    pacts = network((0, 1), (1, 2))
    assert nw.density(pacts, ALL) == 2 / 10
    assert nw.density(pacts, FOUR) == 2 / 6
    assert math.isnan(nw.density(pacts, np.zeros(5, dtype=np.bool_)))


def test_kept_is_of_pacts_whose_states_still_exist() -> None:
    before, after = network((0, 1), (1, 2), (3, 4)), network((0, 1), (2, 3))
    assert nw.kept(before, after, ALL) == 1 / 3
    assert nw.kept(before, after, FOUR) == 1 / 2


def test_ties_of_a_wave_are_in_a_clique_of_eight() -> None:
    pacts = clique(range(8), 12)
    pacts |= network((0, 9), (9, 10), n=12)
    # 28 ties in the clique, two outside.
    assert nw.bilateral(pacts, pacts) == pytest.approx(2 / 30)
    assert nw.bilateral(network((9, 10), n=12), pacts) == 1.0
    seven = clique(range(7), 12)
    assert nw.bilateral(seven, seven) == 1.0
    assert math.isnan(nw.bilateral(np.zeros_like(pacts), pacts))


@pytest.mark.parametrize("seed", range(4))
def test_cliques_are_found_as_by_trying_all(seed: int) -> None:
    luck = np.random.default_rng(seed).random((11, 11)) < 0.86
    pacts = np.triu(luck, 1) | np.triu(luck, 1).T
    in_clique = set()
    for members in combinations(range(11), nw.LEAST_WAVE):
        pairs = list(combinations(members, 2))
        if all(pacts[pair] for pair in pairs):
            in_clique.update(pairs)
    ties = np.argwhere(np.triu(pacts)).tolist()
    alone = sum(tuple(pair) not in in_clique for pair in ties)
    assert nw.bilateral(pacts, pacts) == alone / len(ties)


def test_closeness_compares_means_and_passes_over_what_is_not_known() -> None:
    distance = np.array([[0.0, 1.0, 2.0], [1.0, 0.0, np.nan], [2.0, np.nan, 0.0]])
    ties, others = network((0, 1), n=3), network((0, 2), (1, 2), n=3)
    assert nw.closeness_ratio(ties, others, distance) == 0.5
    assert math.isnan(nw.closeness_ratio(others & False, others, distance))


def test_regimes_that_nobody_knows_do_not_count() -> None:
    democratic = np.array([1.0, 1.0, 0.0, 0.0, np.nan])
    pacts = network((0, 1), (0, 2), (0, 4))
    # One pair of democracies, with a pact; four mixed pairs, one with a pact.
    assert nw.regime_ratio(pacts, ALL, democratic) == 4.0
