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
    MODULARITY,
    PARTNERSHIPS,
    measure_network,
)
from coopsim.metrics.registry import METRICS
from coopsim.world.blocks import tally
from coopsim.world.world import POSITION, Numbers, Size, World, allocate
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


@pytest.mark.parametrize(
    ("pairs", "modularity"),
    [
        ([], math.nan),
        # Two blocs with one link each: 2 / 2 - 1/4 - 1/4.
        ([(A, B), (C, D)], 0.5),
        # All links go across: 0 / 2 - 1/4 - 1/4.
        ([(A, C), (B, D)], -0.5),
        # A and B have three of four ends, C has one: 1 / 2 - 9/16 - 1/16.
        ([(A, B), (B, C)], -0.125),
        # Within one camp everything is inside, at random as well.
        ([(A, B)], 0.0),
    ],
)
def test_modularity_by_hand(pairs: list[Pair], modularity: float) -> None:
    world = network(4, pairs)
    world.agendas[POSITION, 0] = 0.9, 0.6, 0.1, 0.0
    assert measured(world)[MODULARITY] == pytest.approx(modularity, nan_ok=True)


def test_without_issues_there_are_no_camps() -> None:
    world = allocate(Size(3, 0, 1, 0, 0, 0, issues=0))
    assert math.isnan(measured(world)[MODULARITY])


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
    world = network(states, pairs)
    row = measured(world)
    assert row[PARTNERSHIPS] == graph.number_of_edges()
    assert row[DENSITY] == pytest.approx(nx.density(graph))
    if pairs:
        world.agendas[POSITION, 0] = positions = [dice.uniform(-1.0, 1.0) for _ in range(states)]
        mean = sum(positions) / states
        high = {i for i in range(states) if positions[i] > mean}
        found = nx.community.modularity(graph, [high, set(range(states)) - high])
        assert measured(world)[MODULARITY] == pytest.approx(found)
    if any(degree > 1 for _, degree in graph.degree):
        assert row[CLUSTERING] == pytest.approx(nx.transitivity(graph))
    else:
        assert math.isnan(row[CLUSTERING])
