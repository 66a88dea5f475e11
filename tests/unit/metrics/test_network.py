from __future__ import annotations

import math
from itertools import combinations
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopsim.metrics.network import (
    CLUSTERING,
    DENSITY,
    DEPTH,
    ENDED,
    FORMED,
    PARTNERSHIPS,
    measure_network,
)
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import tally
from coopsim.world.world import Numbers, Size, World, allocate
from worlds import A, B, C, D, tie, tiny_world

Pair = tuple[int, int]


def measured(world: World) -> Numbers:
    row = np.zeros(len(METRICS))
    measure_network(world, row)
    return row


def network(states: int, pairs: list[Pair]) -> World:
    world = tiny_world(states)
    for pair in pairs:
        tie(world, *pair)
    return world


@pytest.mark.parametrize(
    ("pairs", "density", "clustering"),
    [
        ([], 0.0, math.nan),
        ([(A, B)], 1 / 6, math.nan),
        # A path has one triple, which is open.
        ([(A, B), (B, C)], 2 / 6, 0.0),
        ([(A, B), (B, C), (A, C)], 3 / 6, 1.0),
        # A triangle with a tail: 3 of the triples at A, B and C are closed, 2 at A are not.
        ([(A, B), (B, C), (A, C), (A, D)], 4 / 6, 3 / 5),
        (list(combinations(range(4), 2)), 1.0, 1.0),
    ],
)
def test_density_and_clustering_by_hand(
    pairs: list[Pair], density: float, clustering: float
) -> None:
    row = measured(network(4, pairs))
    assert row[DENSITY] == pytest.approx(density)
    assert row[CLUSTERING] == pytest.approx(clustering, nan_ok=True)


def test_kinds_are_counted_apart_but_tie_a_pair_once() -> None:
    world = tiny_world(3, kinds=2)
    tie(world, A, B, depth=0.2, kind=0)
    tie(world, A, B, depth=0.6, kind=1)
    tie(world, A, C, depth=0.7, kind=1)
    world.tallies[[tally.FORMED, tally.ENDED]] = 5.0, 7.0
    row = measured(world)
    assert row[PARTNERSHIPS] == 3.0
    assert row[DEPTH] == pytest.approx(0.5)
    assert row[DENSITY] == pytest.approx(2 / 3)
    assert (row[FORMED], row[ENDED]) == (5.0, 7.0)


@pytest.mark.parametrize(("states", "density"), [(1, math.nan), (2, 0.0)])
def test_there_may_be_nothing_to_measure(states: int, density: float) -> None:
    row = measured(network(states, []))
    assert row[[DENSITY, DEPTH, CLUSTERING]].tolist() == pytest.approx(
        [density, math.nan, math.nan], nan_ok=True
    )
    assert row[PARTNERSHIPS] == 0.0


def test_many_states_may_have_few_edges() -> None:
    assert math.isnan(measured(allocate(Size(40, 0, 1, 0, 0, 0, issues=1)))[CLUSTERING])


# 31 to 33 and 64 states: where one number no longer holds the partners of a state
@settings(max_examples=40)
@given(
    st.sampled_from((3, 5, 8, 31, 32, 33, 64)), st.sampled_from((0.1, 0.5, 0.9)), st.integers(0, 99)
)
def test_the_network_is_measured_as_networkx_does(states: int, share: float, seed: int) -> None:
    dice = Random(seed)
    pairs = [pair for pair in combinations(range(states), 2) if dice.random() < share]
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(states))
    row = measured(network(states, pairs))
    assert row[PARTNERSHIPS] == graph.number_of_edges()
    assert row[DENSITY] == pytest.approx(nx.density(graph))
    if any(degree > 1 for _, degree in graph.degree):
        assert row[CLUSTERING] == pytest.approx(nx.transitivity(graph))
    else:
        assert math.isnan(row[CLUSTERING])
