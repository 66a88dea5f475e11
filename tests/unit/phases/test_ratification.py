from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms import politics as mech
from coopsim.phases.ratification import SEEDLING, conclude, has_or_awaits, ratification
from coopsim.randomness import RATIFY
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, partnership, state, tally
from coopsim.world.blocks import politics as pol
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import (
    A,
    B,
    C,
    Event,
    Luck,
    decisions,
    edge,
    events,
    fix_luck,
    ledger_for,
    pair,
    tiny_world,
)

# The draws that let a side ratify for certain, and not at all.
SURE, NEVER = 0.0, 1.0 - 1e-12


def signing_world(scale: float = 1.0, legal_weight: float = 1.0) -> World:
    """Let A and B agree on a treaty that both gain 0.5 from, just as much as its hurdle."""
    world = tiny_world(3)
    world.parameters[mech.RATIFICATION_ON] = scale
    world.parameters[[mech.RATIFY_MONTHS, mech.PATIENCE, mech.VETO, mech.CAVEATS]] = 6, 24, 1, 1
    world.kinds[partnership.LEGAL_WEIGHT, 0] = legal_weight
    world.dyads[dyad.AFFINITY] = 1.0
    return world


def signed(world: World, step: int = 0, level: int = book.EVERYTHING) -> Ledger:
    ledger = ledger_for(world, level)
    conclude(world, ledger, step, edge(world, A, B), 0)
    return ledger


def go_on(world: World, step: int = 1, level: int = book.EVERYTHING) -> Ledger:
    ledger = ledger_for(world, level)
    ratification(world, ledger, step)
    return ledger


def lots(of_a: float, of_b: float) -> dict[int, Luck]:
    """Give the draws of A and of B about the first kind; the stable ids are 200, 100 and 101."""

    def luck(subject: int, ordinal: int, actor: int, partner: int) -> float:
        return {(200, 0, 100, 101): of_a, (200, 0, 101, 100): of_b}[
            subject, ordinal, actor, partner
        ]

    return {RATIFY: luck}


def depth(world: World) -> float:
    return float(world.partnerships[partnership.DEPTH, 0, edge(world, A, B)])


# --------------------------------------------------------------------------- signing


@pytest.mark.parametrize(("scale", "legal_weight"), [(0.0, 1.0), (1.0, 0.0)])
def test_without_the_mechanism_or_weight_it_is_in_force_at_once(
    scale: float, legal_weight: float
) -> None:
    world = signing_world(scale, legal_weight)
    assert events(signed(world, 3)) == [Event("formed", A, B, 0, SEEDLING, "choice")]
    assert depth(world) == SEEDLING
    assert world.tallies[tally.FORMED] == 1.0
    assert not world.states[pol.PENDING].any()


def test_what_binds_is_signed_and_gives_nothing_yet() -> None:
    world = signing_world(legal_weight=0.5)
    assert events(signed(world)) == [Event("signed", A, B, 0, 0.5, "choice")]
    assert depth(world) == 0.0
    assert world.tallies[tally.FORMED] == 0.0
    assert world.states[pol.PENDING].tolist() == [1.0, 1.0, 0.0]
    assert world.partnerships[pol.WAITING, 0, pair(world, A, B)].tolist() == [1.0, 1.0]
    assert world.states[state.UPKEEP].tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("poor", [A, B])
def test_what_one_side_cannot_pay_is_not_signed(poor: int) -> None:
    world = signing_world()
    world.kinds[partnership.UPKEEP, 0] = 12.0
    world.states[state.UPKEEP, poor] = 0.1
    assert events(signed(world)) == []
    assert not world.states[pol.PENDING].any()


def test_what_is_there_or_waits_is_not_courted_again() -> None:
    world = signing_world()
    assert not has_or_awaits(world.partnerships, 0, edge(world, A, B))
    signed(world)
    assert has_or_awaits(world.partnerships, 0, edge(world, A, B))
    assert has_or_awaits(world.partnerships, 0, edge(world, B, A))
    assert not has_or_awaits(world.partnerships, 0, edge(world, A, C))
    world.partnerships[partnership.DEPTH, 0, edge(world, A, C)] = 0.3
    assert has_or_awaits(world.partnerships, 0, edge(world, A, C))


# --------------------------------------------------------------------------- ratifying


def test_it_is_in_force_once_both_have_ratified(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world()
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(SURE, NEVER))
    assert events(go_on(world, 1)) == []
    assert world.partnerships[pol.RATIFIED, 0, pair(world, A, B)].tolist() == [1.0, 0.0]
    fix_luck(monkeypatch, "ratification", lots(NEVER, SURE))
    assert events(go_on(world, 2)) == [Event("formed", A, B, 0, SEEDLING, "ratification")]
    assert depth(world) == SEEDLING
    assert world.partnerships[partnership.SINCE, 0, pair(world, A, B)].tolist() == [2.0, 2.0]
    assert world.tallies[pol.RATIFICATIONS] == 1.0
    assert world.tallies[pol.RATIFYING] == 2.0
    assert not world.states[pol.PENDING].any()
    assert not world.partnerships[[pol.WAITING, pol.RATIFIED]].any()


def test_who_has_ratified_does_not_decide_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world()
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(SURE, NEVER))
    go_on(world, 1)
    assert [each.actor for each in decisions(go_on(world, 2))] == [B]


def test_a_ratified_treaty_waits_until_both_can_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world()
    world.kinds[partnership.UPKEEP, 0] = 6.0
    signed(world)
    world.states[state.UPKEEP, A] = 1.0
    fix_luck(monkeypatch, "ratification", lots(SURE, SURE))
    assert events(go_on(world, 1)) == []
    world.states[state.UPKEEP, A] = 0.0
    assert [event.kind for event in events(go_on(world, 2))] == ["formed"]
    assert world.states[state.UPKEEP, A] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("scale", "months", "legal_weight", "opposition", "fragmentation", "mean_months"),
    [
        # Gain 0.5 less a hurdle of 0.5 is a win-set of 0: six months for a binding treaty.
        (1.0, 1.0, 1.0, 0.0, 0.0, 6.0),
        (2.0, 1.0, 1.0, 0.0, 0.0, 12.0),
        (1.0, 3.0, 1.0, 0.0, 0.0, 6.0),
        (1.0, 1.0, 0.5, 0.0, 0.0, 3.0 * math.exp(-0.25)),
        (1.0, 1.0, 1.0, 0.4, 0.0, 6.0 * math.exp(0.4)),
        (1.0, 1.0, 1.0, 0.4, 0.3, 6.0 * math.exp(0.7)),
        (1.0, 1.0, 0.5, 0.4, 0.2, 3.0 * math.exp(-0.25 + 0.3)),
    ],
)
def test_the_chance_to_ratify_grows_with_the_win_set(
    monkeypatch: pytest.MonkeyPatch,
    scale: float,
    months: float,
    legal_weight: float,
    opposition: float,
    fragmentation: float,
    mean_months: float,
) -> None:
    chance = 1.0 - math.exp(-months / mean_months)
    for luck, expected in ((chance - 1e-6, book.YES), (chance + 1e-6, book.NO)):
        world = signing_world(scale, legal_weight)
        world.clock[0] = months
        world.states[[pol.OPPOSITION, pol.FRAGMENTATION], A] = opposition, fragmentation
        signed(world)
        fix_luck(monkeypatch, "ratification", lots(luck, NEVER))
        decided = decisions(go_on(world), book.RATIFY)[0]
        assert decided.answer == book.ANSWERS[expected]
        assert (decided.score > decided.threshold) is (expected == book.YES)


def test_the_terms_of_ratification(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world(legal_weight=0.5)
    world.states[[pol.OPPOSITION, pol.FRAGMENTATION], A] = 0.4, 0.2
    world.dyads[dyad.REGIME_DISTANCE, edge(world, A, B)] = 0.6
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(0.5, NEVER))
    decided = decisions(go_on(world))[0]
    assert (decided.actor, decided.partner, decided.subject) == (A, B, 0)
    # Agenda 0.5; hurdle 0.5 x 0.5 x 1.6
    assert decided.terms == pytest.approx([0.5, -0.4, -0.2, -0.1])
    assert decided.score == pytest.approx(-0.2)
    assert decided.threshold == pytest.approx(math.log(6.0 * 0.5 * math.log(2.0)))
    assert decided.amount == 1.0


@pytest.mark.parametrize("level", [book.NOTHING, book.CHANGES, book.EVERYTHING])
def test_what_is_recorded(monkeypatch: pytest.MonkeyPatch, level: int) -> None:
    world = signing_world()
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(SURE, NEVER))
    answers = [each.answer for each in decisions(go_on(world, level=level))]
    assert answers == {
        book.NOTHING: [], book.CHANGES: ["yes"], book.EVERYTHING: ["yes", "no"],
    }[level]  # fmt: skip


# --------------------------------------------------------------------------- failing


def test_it_fails_when_patience_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world()
    world.parameters[mech.PATIENCE] = 2.0
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(SURE, NEVER))
    assert events(go_on(world, 1)) == []
    assert events(go_on(world, 2)) == [Event("ratification_failed", A, B, 0, 2.0, "time")]
    assert depth(world) == 0.0
    assert world.tallies[pol.FAILURES] == 1.0
    assert not world.states[pol.PENDING].any()
    assert not world.partnerships[[pol.WAITING, pol.RATIFIED]].any()


@pytest.mark.parametrize(("changed", "fails"), [(A, False), (B, True), (C, False)])
def test_a_new_government_drops_what_it_has_not_ratified(
    monkeypatch: pytest.MonkeyPatch, changed: int, fails: bool
) -> None:
    world = signing_world()
    signed(world)
    fix_luck(monkeypatch, "ratification", lots(SURE, NEVER))
    go_on(world, 1)
    world.states[pol.NEW_GOVERNMENT, changed] = 1.0
    expected = [Event("ratification_failed", A, B, 0, 2.0, "new_government")] if fails else []
    assert events(go_on(world, 2)) == expected


def test_switched_off_in_between_it_is_in_force_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = signing_world()
    signed(world)
    world.parameters[mech.RATIFICATION_ON] = 0.0
    fix_luck(monkeypatch, "ratification", lots(NEVER, NEVER))
    assert [event.kind for event in events(go_on(world))] == ["formed"]


def test_kinds_are_ratified_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    world = tiny_world(2, kinds=2)
    world.parameters[[mech.RATIFICATION_ON, mech.RATIFY_MONTHS, mech.PATIENCE]] = 1, 6, 24
    world.kinds[partnership.LEGAL_WEIGHT] = 1.0
    for kind in (0, 1):
        conclude(world, ledger_for(world), 0, edge(world, B, A), kind)
    assert world.states[pol.PENDING].tolist() == [2.0, 2.0]

    def luck(*address: int) -> float:
        return SURE if address in ((200, 0, 100, 101), (200, 0, 101, 100)) else NEVER

    fix_luck(monkeypatch, "ratification", {RATIFY: luck})
    formed = events(go_on(world), book.FORMED)
    assert [(each.subject, each.actor, each.partner) for each in formed] == [(0, A, B)]
    assert world.states[pol.PENDING].tolist() == [1.0, 1.0]


def test_nothing_is_decided_where_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_luck(monkeypatch, "ratification", {})
    ledger = go_on(signing_world())
    assert events(ledger) == []
    assert decisions(ledger) == []
