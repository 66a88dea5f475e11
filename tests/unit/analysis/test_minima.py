from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.analysis.minima import Truths, every_minimum, minima_by_descent
from coopsim.errors import InputError
from coopsim.world.world import Numbers

Sides = set[tuple[bool, ...]]


def coupled(n: int, pairs: dict[tuple[int, int], float]) -> Numbers:
    coupling = np.zeros((n, n))
    for (i, j), weight in pairs.items():
        coupling[i, j] = coupling[j, i] = weight
    return coupling


def by_lot(n: int, seed: int) -> Numbers:
    weights = np.random.default_rng(seed).normal(size=(n, n))
    coupling: Numbers = np.triu(weights, 1) + np.triu(weights, 1).T
    return coupling


def sides(found: Truths) -> Sides:
    rows = [tuple(row) for row in found.tolist()]
    assert len(rows) == len(set(rows))
    return set(rows)


def energy(coupling: Numbers, side: tuple[bool, ...]) -> float:
    n = len(side)
    return sum(float(coupling[i, j]) for i in range(n) for j in range(i) if side[i] != side[j])


def slowly(coupling: Numbers) -> Sides:
    """Find every local minimum from the energies alone."""
    n = len(coupling)
    found = set()
    for rest in product([True, False], repeat=n - 1):
        side = (True, *rest)
        moved = [(*side[:i], not side[i], *side[i + 1 :]) for i in range(n)]
        if all(energy(coupling, each) >= energy(coupling, side) for each in moved):
            found.add(side)
    return found


@st.composite
def couplings(draw: st.DrawFn) -> Numbers:
    n = draw(st.integers(1, 6))
    pairs = [(i, j) for i in range(n) for j in range(i)]
    weights = draw(st.lists(st.integers(-3, 3), min_size=len(pairs), max_size=len(pairs)))
    return coupled(n, dict(zip(pairs, map(float, weights), strict=True)))


@given(couplings())
def test_every_minimum_is_that_of_the_slow_way(coupling: Numbers) -> None:
    assert sides(every_minimum(coupling)) == slowly(coupling)


@given(couplings())
def test_descents_end_in_minima_only(coupling: Numbers) -> None:
    assert sides(minima_by_descent(coupling, 20, 1)) <= slowly(coupling)


# Twelve actors are tried at once; from thirteen on the others come one after another.
@pytest.mark.parametrize("n", [11, 12, 13, 14])
def test_every_minimum_is_found_beyond_what_is_tried_at_once(n: int) -> None:
    coupling = by_lot(n, seed=n)
    found = sides(every_minimum(coupling))
    assert found == sides(minima_by_descent(coupling, 2000, 0))
    assert len(found) > 1
    # A relabelling of the actors relabels the minima, across the seam.
    backwards = sides(every_minimum(coupling[::-1, ::-1]))
    assert {tuple(here == side[0] for here in side) for side in backwards} == {
        tuple(here == side[-1] for here in reversed(side)) for side in found
    }


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({(0, 1): 1.0, (1, 2): 1.0, (0, 2): 1.0}, {(True, True, True)}),
        ({(0, 1): 1.0, (1, 2): -1.0, (0, 2): -1.0}, {(True, True, False)}),
        # Nobody likes anybody: whoever stands alone, nobody gains by a move.
        (
            {(0, 1): -1.0, (1, 2): -1.0, (0, 2): -1.0},
            {(True, False, False), (True, True, False), (True, False, True)},
        ),
        ({}, {(True, *rest) for rest in product([True, False], repeat=2)}),
    ],
    ids=["friends", "an outsider", "three enemies", "strangers"],
)
def test_three_actors_by_hand(pairs: dict[tuple[int, int], float], expected: Sides) -> None:
    assert sides(every_minimum(coupled(3, pairs))) == expected


def test_one_actor_is_a_minimum() -> None:
    assert sides(every_minimum(np.zeros((1, 1)))) == {(True,)}


def test_rounding_does_not_break_a_tie() -> None:
    # 0.1 + 0.2 - 0.3 is not quite 0: the first is pulled to neither side.
    tie = coupled(4, {(0, 1): 0.1, (0, 2): 0.2, (0, 3): -0.3, (1, 2): 9.0, (2, 3): 9.0})
    assert sides(every_minimum(tie)) == {(True, True, True, True), (True, False, False, False)}


def test_equal_seeds_give_equal_descents_and_more_find_more() -> None:
    coupling = by_lot(40, seed=3)
    few = minima_by_descent(coupling, 5, 7)
    assert np.array_equal(few, minima_by_descent(coupling, 5, 7))
    assert not np.array_equal(few, minima_by_descent(coupling, 5, 8))
    # Across the edge of a batch as well.
    assert sides(few) < sides(minima_by_descent(coupling, 1001, 7))


def test_the_minima_of_descents_leave_nobody_a_better_move() -> None:
    coupling = by_lot(60, seed=4)
    signs = np.where(minima_by_descent(coupling, 200, 0), 1.0, -1.0)
    assert (signs * (signs @ coupling)).min() >= -1e-9


@pytest.mark.parametrize("descents", [0, 20_000], ids=["all", "by descent"])
def test_a_flat_landscape_is_refused(descents: int) -> None:
    flat = np.zeros((20, 20))
    with pytest.raises(InputError, match="more than 10,000 alignments are local minima"):
        minima_by_descent(flat, descents, 0) if descents else every_minimum(flat)
