from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.landscape import Actors, Alignment, alignment, is_exact, local_minima

# A likes B more than B likes A; both dislike C, which does not care.
TRIO = Actors(
    ("A", "B", "C"),
    np.array([3.0, 2.0, 1.0]),
    np.array([[9.0, 2.0, -1.0], [1.0, 9.0, -1.0], [0.0, 0.0, 9.0]]),
)
ENEMIES = Actors(("A", "B", "C"), np.array([2.0, 1.0, 1.0]), -np.ones((3, 3)))


def found(actors: Actors) -> list[Alignment]:
    return local_minima(actors, descents=50, seed=0)


def test_energy_and_frustration_are_those_of_the_paper() -> None:
    # By hand, A across from B and C: A feels 2 x 2 of B and 1 x -1 of C, B feels 3 x 1 of A.
    measured = alignment(TRIO, np.array([True, False, False]))
    assert measured.frustration == {"A": 3.0, "B": 3.0, "C": 0.0}
    assert measured.energy == 3.0 * 3.0 + 2.0 * 3.0
    assert (measured.side_a, measured.side_b) == (("A",), ("B", "C"))


def test_the_one_minimum_leaves_the_disliked_alone() -> None:
    (only,) = found(TRIO)
    assert (only.side_a, only.side_b) == (("A", "B"), ("C",))
    assert only.energy == -3.0 - 2.0
    assert only.frustration == {"A": -1.0, "B": -1.0, "C": 0.0}


def test_minima_come_with_the_lowest_energy_first_and_equal_ones_by_name() -> None:
    # Small ones together against the large one is best; A may also stand with either of them.
    minima = found(ENEMIES)
    assert [each.side_a for each in minima] == [("A",)]
    minima = found(Actors(ENEMIES.names, np.ones(3), ENEMIES.propensities))
    assert [each.side_a for each in minima] == [("A",), ("A", "B"), ("A", "C")]
    assert {each.energy for each in minima} == {-4.0}


def test_two_pairs_of_friends_settle_together_or_apart() -> None:
    propensities = np.zeros((4, 4))
    for i, j, weight in ((0, 1, 3.0), (2, 3, 3.0), (0, 2, 1.0), (1, 3, -2.0)):
        propensities[i, j] = propensities[j, i] = weight
    minima = found(Actors(tuple("ABCD"), np.ones(4), propensities))
    assert [(each.side_b, each.energy) for each in minima] == [(("C", "D"), -2.0), ((), 0.0)]


def test_one_actor_stands_alone_and_is_content() -> None:
    (only,) = found(Actors(("A",), np.ones(1), np.ones((1, 1))))
    assert only == Alignment(("A",), (), 0.0, {"A": 0.0})


def test_more_actors_than_can_be_tried_are_reached_by_descent() -> None:
    n = 30
    camps = np.repeat([1.0, -1.0], n // 2)
    many = Actors(tuple(f"S{i:02}" for i in range(n)), np.ones(n), np.outer(camps, camps))
    assert not is_exact(many)
    (only,) = found(many)
    assert (only.side_a, only.side_b) == (many.names[: n // 2], many.names[n // 2 :])
    assert only.energy == pytest.approx(-2.0 * (n // 2) ** 2)
