from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopsim.catalogue.mechanisms.organisation import (
    FOUNDING_DEPTH,
    FOUNDING_DUES,
    FOUNDING_ON,
    FOUNDING_RATE,
    FOUNDING_STANDARDS,
)
from coopsim.phases.foundation import gather, weakest_bond
from coopsim.phases.membership import membership
from coopsim.phases.seating import WHETHER
from coopsim.randomness import FOUND_BODY
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution
from coopsim.world.blocks import membership as ms
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import (
    NOBODY,
    A,
    B,
    C,
    D,
    Event,
    decisions,
    edge,
    events,
    fix_luck,
    join,
    ledger_for,
    pair,
    tiny_world,
)

TRIANGLE = {(A, B): 0.8, (A, C): 0.6, (B, C): 0.7}
SQUARE = {**TRIANGLE, (A, D): 0.5, (B, D): 0.5, (C, D): 0.5}


def bound(bonds: Mapping[tuple[int, int], float]) -> World:
    """Bind pairs of states to each other; the second of two institutions can be founded."""
    world = tiny_world(4, institutions=2)
    world.institutions[ms.SPARE, 1] = 1.0
    world.dyads[dyad.AFFINITY] = 0.9
    for ends, bond in bonds.items():
        world.dyads[dyad.OBLIGATION, pair(world, *ends)] = bond
    world.parameters[FOUNDING_ON] = 1.0
    world.parameters[FOUNDING_RATE] = 0.5
    world.parameters[FOUNDING_DEPTH] = 0.4
    world.parameters[FOUNDING_DUES] = 0.0002
    world.parameters[FOUNDING_STANDARDS] = 0.3
    return world


def go_on(
    monkeypatch: pytest.MonkeyPatch, world: World, lots: Mapping[int, float] | None = None
) -> Ledger:
    """Take a step in which states propose by their lots; A, if nothing is said."""
    lot_of = {int(world.state_key[i]): lot for i, lot in (lots or {A: 0.1}).items()}

    def drawn(_subject: int, ordinal: int, actor: int, _partner: int) -> float:
        return lot_of.get(actor, 0.9) if ordinal == WHETHER else 0.5

    fix_luck(monkeypatch, "seating", {FOUND_BODY: drawn})
    ledger = ledger_for(world)
    membership(world, ledger, 5)
    return ledger


def test_a_circle_founds_an_institution(monkeypatch: pytest.MonkeyPatch) -> None:
    world = bound(TRIANGLE)
    ledger = go_on(monkeypatch, world)
    assert world.seats[institution.MEMBER, 1].tolist() == [1.0, 1.0, 1.0, 0.0]
    # The duty of all is that of the weakest tie.
    rules = [institution.OBLIGATION, institution.DUES_SHARE, institution.STANDARDS]
    assert world.institutions[rules, 1].tolist() == [0.6, 0.0002, 0.3]
    assert events(ledger)[0] == Event("founded", A, 1, NOBODY, 3.0, "choice")
    assert [each.actor for each in events(ledger, book.ACCEDED)] == [A, B, C]
    assert [(each.kind, each.threshold) for each in decisions(ledger)] == [("apply", 0.0)] * 3
    assert world.tallies[ms.FOUNDED] == 1.0
    assert world.dyads[dyad.FELLOWSHIP, edge(world, B, C)] == 1.0
    assert world.dyads[dyad.STANDARDS, edge(world, B, C)] == 0.3


@pytest.mark.parametrize(
    ("bonds", "circle"),
    [
        (TRIANGLE, [A, B, C]),
        (SQUARE, [A, B, C, D]),
        # A pair is no circle, nor is a chain.
        ({(A, B): 0.8}, [A, B]),
        ({(A, B): 0.8, (B, C): 0.8}, [A, B]),
        # Too weak a tie does not count.
        ({**TRIANGLE, (B, C): 0.3}, [A, B]),
        # The closest come first, and shut out who is not bound to them.
        ({(A, B): 0.5, (A, C): 0.9, (A, D): 0.8, (C, D): 0.8}, [A, C, D]),
        # Of two that are equally close, the stable id decides.
        ({(A, B): 0.8, (A, C): 0.8}, [A, B]),
        ({}, [A]),
    ],
)
def test_who_gathers(bonds: dict[tuple[int, int], float], circle: list[int]) -> None:
    world = bound(bonds)
    assert gather(world, A, world.lists[0]) == len(circle)
    assert world.lists[0][: len(circle)].tolist() == circle


def test_rows_do_not_decide_between_equals() -> None:
    world = bound({(A, B): 0.8, (A, C): 0.8})
    world.state_key[B], world.state_key[C] = world.state_key[C], world.state_key[B]
    assert gather(world, A, world.lists[0]) == 2
    assert world.lists[0][1] == C


def test_the_weakest_bond_to_a_circle() -> None:
    world = bound(TRIANGLE)
    world.lists[0, :2] = A, B
    blocks = world.dyads, world.edges, world.row_start
    assert weakest_bond(*blocks, world.lists[0], 2, C) == 0.6
    assert weakest_bond(*blocks, world.lists[0], 2, D) == 0.0
    assert weakest_bond(*blocks, world.lists[0], 2, A) == 0.0


@pytest.mark.parametrize(
    ("scale", "lot", "founded"), [(1.0, 0.49, True), (1.0, 0.51, False), (0.5, 0.26, False)]
)
def test_chance_to_propose(
    monkeypatch: pytest.MonkeyPatch, scale: float, lot: float, founded: bool
) -> None:
    world = bound(TRIANGLE)
    world.parameters[FOUNDING_ON] = scale
    assert bool(events(go_on(monkeypatch, world, {B: lot}))) is founded


@pytest.mark.parametrize("why", ["together already", "no row is free"])
def test_where_nothing_is_founded(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    world = bound(TRIANGLE)
    if why == "together already":
        join(world, A, B, C)
    else:
        world.institutions[ms.SPARE] = 0.0
    assert events(go_on(monkeypatch, world)) == []


@pytest.mark.parametrize(("bonds", "members"), [(SQUARE, [A, B, C]), (TRIANGLE, [])])
def test_who_does_not_want_it_stays_out(
    monkeypatch: pytest.MonkeyPatch, bonds: dict[tuple[int, int], float], members: list[int]
) -> None:
    world = bound(bonds)
    loath = D if bonds == SQUARE else C
    for j in {A, B, C, D} - {loath}:
        world.dyads[dyad.AFFINITY, edge(world, loath, j)] = 0.0
    ledger = go_on(monkeypatch, world)
    expected = [float(i in members) for i in range(4)]
    assert world.seats[institution.MEMBER, 1].tolist() == expected
    assert [each.actor for each in events(ledger, book.ACCEDED)] == members
