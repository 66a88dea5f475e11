from __future__ import annotations

import pytest

from coopsim.phases.agendas import affinity, realign
from coopsim.world.blocks import dyad
from coopsim.world.world import POSITION, SALIENCE
from worlds import A, B, C, edge, tiny_world


@pytest.mark.parametrize(
    ("mine", "theirs", "salience", "expected"),
    [
        (1.0, 1.0, 1.0, 1.0),
        (1.0, -1.0, 1.0, 0.0),
        (1.0, 0.0, 0.5, 0.5),
        # Nothing matters to it.
        (1.0, -1.0, 0.0, 1.0),
    ],
)
def test_affinity(mine: float, theirs: float, salience: float, expected: float) -> None:
    world = tiny_world(2)
    world.agendas[POSITION, 0] = mine, theirs
    world.agendas[SALIENCE, 0] = salience
    assert affinity(world.agendas, A, B) == expected


def test_affinity_is_weighted_by_what_one_finds_salient() -> None:
    one = tiny_world(2)
    agendas = one.agendas.repeat(2, axis=1)
    agendas[POSITION] = [[1.0, 0.0], [0.5, 0.5]]
    agendas[SALIENCE] = [[0.5, 1.0], [1.0, 0.0]]
    # 1 - 0.5 x 0.5 x 1 / 1.5 for A, 1 - 0.5 x 1 x 1 / 1 for B
    assert affinity(agendas, A, B) == pytest.approx(5.0 / 6.0)
    assert affinity(agendas, B, A) == pytest.approx(0.5)


def test_a_state_that_moved_is_compared_with_all_both_ways() -> None:
    world = tiny_world()
    world.agendas[SALIENCE] = 1.0
    world.agendas[POSITION, 0] = 1.0, 0.0, -1.0
    world.dyads[dyad.AFFINITY] = 0.3
    realign(world, A)
    for one, other, expected in ((A, B, 0.5), (B, A, 0.5), (A, C, 0.0), (C, A, 0.0), (B, C, 0.3)):
        assert world.dyads[dyad.AFFINITY, edge(world, one, other)] == expected
