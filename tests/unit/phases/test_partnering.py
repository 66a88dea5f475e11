from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.core import MEETING_RATE, PARTNERING_ON
from coopsim.phases.partnering import partnering
from coopsim.phases.ratification import SEEDLING
from coopsim.randomness import MEET
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, partnership, state, tally
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import (
    A,
    B,
    C,
    D,
    Event,
    Luck,
    decisions,
    edge,
    events,
    fix_luck,
    ledger_for,
    pair,
    tie,
    tiny_world,
)

Pair = tuple[int, int]


def lots_of(lots: dict[Pair, float], otherwise: float = 0.5) -> Luck:
    """Return the luck of pairs when they meet; the stable id of A is 100, of B 101 and so on."""

    def luck(subject: int, ordinal: int, actor: int, partner: int) -> float:
        assert (subject, ordinal) == (0, 0)
        return lots.get((actor - 100, partner - 100), otherwise)

    return luck


def gainful_world(gains: dict[Pair, float], *, partners: int = 9) -> World:
    """Give pairs what each gains from a partnership; a state can pay for so many partners."""
    world = tiny_world(4)
    # The diplomacy budget is the upkeep of so many partnerships, so one costs 1 / partners. To
    # make up for it, affinities may have to be above 1 here.
    world.kinds[partnership.UPKEEP, 0] = 12.0 / partners
    world.dyads[dyad.AFFINITY] = 0.0
    for (i, j), gain in gains.items():
        world.dyads[dyad.AFFINITY, edge(world, i, j)] = gain + 0.5 + 1.0 / partners
    return world


def both(gains: dict[Pair, float]) -> dict[Pair, float]:
    """Let both sides gain the same."""
    return gains | {(j, i): gain for (i, j), gain in gains.items()}


def partner_up(world: World, step: int = 5) -> Ledger:
    ledger = ledger_for(world)
    partnering(world, ledger, step)
    return ledger


def formed(ledger: Ledger) -> list[Pair]:
    return [(event.actor, event.partner) for event in events(ledger, book.FORMED)]


# --------------------------------------------------------------------------- forming


def test_what_both_want_forms() -> None:
    world = gainful_world(both({(A, B): 0.2}) | {(A, C): 0.2})
    ledger = partner_up(world)
    assert events(ledger) == [Event("formed", A, B, 0, SEEDLING, "choice")]
    for e in range(12):
        is_tied = e in pair(world, A, B)
        assert world.partnerships[partnership.DEPTH, 0, e] == SEEDLING * is_tied
        assert world.partnerships[partnership.SINCE, 0, e] == (5.0 if is_tied else -1.0)
    # Each side pays its upkeep from now on: 12 / 9 a year.
    assert world.states[state.UPKEEP].tolist() == pytest.approx([1 / 9, 1 / 9, 0.0, 0.0])
    assert world.tallies[[tally.FORMED, tally.ENDED]].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("gains", "partners", "expected"),
    [
        # Everyone can pay for one partner: the best pair first, then who is left.
        (both({(A, B): 0.1, (B, C): 0.3, (C, D): 0.2, (A, D): 0.05}), 1, [(B, C), (A, D)]),
        (both({(A, B): 0.3, (B, C): 0.2, (C, D): 0.1}), 1, [(A, B), (C, D)]),
        # The smaller gain ranks: A gains more from B than from C, but B gains little.
        ({(A, B): 0.4, (B, A): 0.1, (A, C): 0.2, (C, A): 0.2}, 1, [(A, C)]),
        # Two partners each
        (both({(A, B): 0.1, (A, C): 0.3, (A, D): 0.2}), 2, [(A, C), (A, D)]),
        (both({(A, B): 0.1, (A, C): 0.3, (A, D): 0.2}), 3, [(A, C), (A, D), (A, B)]),
    ],
)
def test_the_largest_smaller_gain_forms_first_as_far_as_both_can_pay(
    gains: dict[Pair, float], partners: int, expected: list[Pair]
) -> None:
    world = gainful_world(gains, partners=partners)
    assert formed(partner_up(world)) == expected
    assert world.tallies[tally.FORMED] == len(expected)


@pytest.mark.parametrize(("lot_ab", "lot_ac", "expected"), [(0.6, 0.4, (A, B)), (0.4, 0.6, (A, C))])
def test_equal_gains_are_decided_by_lot(
    monkeypatch: pytest.MonkeyPatch, lot_ab: float, lot_ac: float, expected: Pair
) -> None:
    world = gainful_world(both({(A, B): 0.2, (A, C): 0.2}), partners=1)
    fix_luck(monkeypatch, "partnering", {MEET: lots_of({(A, B): lot_ab, (A, C): lot_ac})})
    assert formed(partner_up(world)) == [expected]


def test_a_pair_may_form_several_kinds() -> None:
    world = tiny_world(2, kinds=3)
    world.dyads[dyad.AFFINITY] = 0.8
    # Gains 0.3 less the upkeep as a share of 12 billion: 0.1, 0.3 and 0.2
    world.kinds[partnership.UPKEEP] = 2.4, 0.0, 1.2
    world.partnerships[partnership.DEPTH, 1] = 0.7
    ledger = partner_up(world)
    assert [event.subject for event in events(ledger)] == [2, 0]
    assert world.partnerships[partnership.DEPTH, :, 0].tolist() == [SEEDLING, 0.7, SEEDLING]


# --------------------------------------------------------------------------- meeting


@pytest.mark.parametrize(
    ("scale", "rate", "met"),
    [
        (1.0, 0.25, [(A, B)]),
        (1.0, 0.5, [(A, B), (A, C)]),
        (2.0, 0.25, [(A, B), (A, C)]),
        (1.0, 1.0, [(A, B), (A, C), (B, C)]),
        # Without the mechanism nobody meets.
        (0.0, 1.0, []),
    ],
)
def test_pairs_meet_by_chance(
    monkeypatch: pytest.MonkeyPatch, scale: float, rate: float, met: list[Pair]
) -> None:
    world = tiny_world(3)
    world.parameters[[PARTNERING_ON, MEETING_RATE]] = scale, rate
    fix_luck(monkeypatch, "partnering", {MEET: lots_of({(A, B): 0.2, (A, C): 0.4, (B, C): 0.6})})
    asked = [(each.actor, each.partner) for each in decisions(partner_up(world))]
    assert asked == [two for i, j in met for two in ((i, j), (j, i))]


def test_without_the_mechanism_partnerships_stay() -> None:
    world = gainful_world(both({(A, B): 0.3}))
    world.parameters[PARTNERING_ON] = 0.0
    tie(world, C, D)
    assert events(partner_up(world)) == []
    assert world.partnerships[partnership.DEPTH].sum() == 2.0


# --------------------------------------------------------------------------- leaving


@pytest.mark.parametrize(
    ("gain_a", "gain_b", "leaver"),
    [
        # A binding kind is left only at a loss of more than 0.5.
        (-0.2, 0.2, None),
        (-0.45, -0.45, None),
        (-0.55, 0.2, (A, B)),
        (0.2, -0.55, (B, A)),
        (-0.55, -0.55, (A, B)),
    ],
)
def test_any_side_may_leave(gain_a: float, gain_b: float, leaver: Pair | None) -> None:
    world = gainful_world({(A, B): gain_a, (B, A): gain_b})
    world.kinds[partnership.LEGAL_WEIGHT, 0] = 1.0
    tie(world, A, B, depth=0.6)
    ledger = partner_up(world)
    left = [Event("ended", *leaver, 0, 0.6, "choice")] if leaver else []
    assert events(ledger) == left
    depth = 0.0 if leaver else 0.6
    assert world.partnerships[partnership.DEPTH, 0, pair(world, A, B)].tolist() == [depth, depth]
    assert world.tallies[tally.ENDED] == float(bool(leaver))


@pytest.mark.parametrize(("since", "reviewed"), [(5, False), (4, True), (-1, True)])
def test_what_has_just_formed_is_not_reviewed(since: int, reviewed: bool) -> None:
    world = gainful_world({})
    tie(world, A, B)
    world.partnerships[partnership.SINCE, 0, pair(world, A, B)] = since
    ledger = partner_up(world, step=5)
    assert bool(decisions(ledger, book.LEAVE)) is reviewed
    assert bool(events(ledger, book.ENDED)) is reviewed


def test_what_ends_is_not_formed_anew_in_the_same_step() -> None:
    # A leaves, although B would rather begin than end it.
    world = gainful_world({(A, B): -0.4, (B, A): 0.3})
    tie(world, A, B)
    assert [event.kind for event in events(partner_up(world))] == ["ended"]


@pytest.mark.parametrize(
    ("level", "questions"),
    [(book.CHANGES, ["leave", "leave"]), (book.EVERYTHING, ["leave", "leave", "leave", "leave"])],
)
def test_reviews_that_change_nothing_are_not_kept(level: int, questions: list[str]) -> None:
    world = tiny_world(3)
    world.dyads[dyad.AFFINITY, pair(world, A, B)] = 0.9
    world.dyads[dyad.AFFINITY, pair(world, A, C)] = 0.1
    world.dyads[dyad.AFFINITY, pair(world, B, C)] = 0.1
    tie(world, A, B)
    tie(world, A, C)
    ledger = ledger_for(world, level)
    partnering(world, ledger, 0)
    kept = decisions(ledger, book.LEAVE)
    assert [each.kind for each in kept] == questions
    assert [(each.actor, each.answer) for each in kept][-2:] == [(A, "yes"), (C, "yes")]
