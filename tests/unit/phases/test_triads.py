from __future__ import annotations

import numpy as np
import pytest

from coopsim.catalogue.rules import RECONCILIATION, TRIAD, TRIADS
from coopsim.phases import triads
from coopsim.phases.trust import trust
from coopsim.randomness import PICK, TURN
from coopsim.world.blocks import dyad
from coopsim.world.world import FIRST_NUMBER, TRUST_RULE, World
from worlds import A, B, C, D, ledger_for, pair, tiny_world


def society(hostile: list[tuple[int, int]], p: float = 0.0, states: int = 3) -> World:
    world = tiny_world(states)
    world.learning[TRUST_RULE] = TRIAD
    world.learning[FIRST_NUMBER + RECONCILIATION] = p
    world.learning[FIRST_NUMBER + TRIADS] = 1.0
    for row, number in ((dyad.TRUST, 0.75), (dyad.EVIDENCE_FOR, 3.0), (dyad.EVIDENCE_AGAINST, 1.0)):
        world.dyads[row] = number
    for i, j in hostile:
        world.dyads[dyad.TRUST, pair(world, i, j)] = 0.25
    return world


def hostile_pairs(world: World) -> set[tuple[int, int]]:
    pairs = [(i, j) for i in range(world.states.shape[1]) for j in range(i)]
    sums = {(j, i): world.dyads[dyad.TRUST, pair(world, i, j)].sum() for i, j in pairs}
    return {each for each, both in sums.items() if both <= 1.0}


def look(world: World, monkeypatch: pytest.MonkeyPatch, lot: float) -> None:
    """Look at the triad of states 0, 1 and 2; ids rise with rows, so the last stands first."""

    def lots(*address: int) -> tuple[float, float]:
        return {PICK: (0.999, 0.999), TURN: (0.999, lot)}[address[3]]

    monkeypatch.setattr(triads, "draw_pair", lots)
    trust(world, ledger_for(world), 0)


@pytest.mark.parametrize("hostile", [[], [(A, B), (A, C)], [(A, B), (B, C)]])
@pytest.mark.parametrize("lot", [0.01, 0.4, 0.99])
def test_what_is_in_balance_stays(
    hostile: list[tuple[int, int]], lot: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = society(hostile, p=0.5)
    before = world.dyads.copy()
    look(world, monkeypatch, lot)
    np.testing.assert_array_equal(world.dyads, before)


@pytest.mark.parametrize("enemies", [(A, B), (B, C), (A, C)])
def test_the_only_hostile_pair_makes_up(
    enemies: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = society([enemies], p=0.5)
    look(world, monkeypatch, 0.49)
    assert hostile_pairs(world) == set()
    both = pair(world, *enemies)
    assert world.dyads[dyad.TRUST, both].tolist() == [1.0, 1.0]
    assert world.dyads[dyad.EVIDENCE_FOR, both].tolist() == [4.0, 4.0]
    assert world.dyads[dyad.EVIDENCE_AGAINST, both].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("enemies", [(A, B), (B, C), (A, C)])
def test_or_one_of_the_friendly_pairs_breaks_up(
    enemies: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = set()
    for lot in (0.6, 0.9):
        world = society([enemies], p=0.5)
        look(world, monkeypatch, lot)
        (more,) = hostile_pairs(world) - {enemies}
        broken.add(more)
    assert broken == {(A, B), (B, C), (A, C)} - {enemies}


def test_of_three_enemies_two_make_up(monkeypatch: pytest.MonkeyPatch) -> None:
    left = set()
    for lot in (0.1, 0.5, 0.9):
        world = society([(A, B), (B, C), (A, C)])
        look(world, monkeypatch, lot)
        left.add(frozenset(hostile_pairs(world)))
    assert len(left) == 3
    assert all(len(each) == 2 for each in left)


def test_two_states_are_no_triad() -> None:
    world = society([(A, B)], states=2)
    before = world.dyads.copy()
    trust(world, ledger_for(world), 0)
    np.testing.assert_array_equal(world.dyads, before)


def test_without_trust_nothing_changes() -> None:
    world = society([(A, B)], p=1.0, states=4)
    world.learning[FIRST_NUMBER + TRIADS] = 0.0
    trust(world, ledger_for(world), 0)
    assert hostile_pairs(world) == {(A, B)}
    assert world.states.shape[1] > D
