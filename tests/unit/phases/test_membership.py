from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopsim.catalogue.mechanisms.core import HURDLE, INSTITUTIONS_ON
from coopsim.catalogue.mechanisms.organisation import (
    ACCESSION_ON,
    APPLICATION_RATE,
    BURDEN_ON,
    RESENTMENT_WEIGHT,
    REVIEW_RATE,
)
from coopsim.phases.membership import may_apply, membership
from coopsim.phases.seating import WHETHER
from coopsim.randomness import ACCEDE, ADMIT, EXIT
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, state, threat
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
    tiny_world,
)


def pact(mechanism: int, *members: int) -> World:
    """Let some of four states be members of an institution that all would like to be in."""
    world = tiny_world(4)
    join(world, *members)
    world.institutions[institution.OBLIGATION, 0] = 0.5
    world.institutions[ms.NEEDS_FIELD, 0] = -1.0
    world.seats[ms.ELIGIBLE] = 1.0
    world.dyads[dyad.AFFINITY] = 0.9
    world.parameters[mechanism] = 1.0
    world.parameters[[APPLICATION_RATE, REVIEW_RATE]] = 0.5
    world.parameters[RESENTMENT_WEIGHT] = 2.0
    world.institutions[ms.ADMISSION_QUORUM, 0] = 1.0
    return world


def members(world: World) -> list[float]:
    return list(world.seats[institution.MEMBER, 0])


def go_on(
    monkeypatch: pytest.MonkeyPatch, world: World, lots: Mapping[int, float], purpose: int
) -> Ledger:
    """Take a step in which the states named weigh their seats, by their lots."""
    lot_of = {int(world.state_key[i]): lot for i, lot in lots.items()}

    def drawn(subject: int, ordinal: int, actor: int, _partner: int) -> float:
        assert subject == world.institution_key[0]
        # All other luck is neither good nor bad.
        return lot_of.get(actor, 0.9) if ordinal == WHETHER else 0.5

    fix_luck(monkeypatch, "seating", {purpose: drawn, ADMIT: drawn})
    ledger = ledger_for(world)
    membership(world, ledger, 5)
    return ledger


# --------------------------------------------------------------------------- joining


def test_who_gains_applies_and_is_admitted(monkeypatch: pytest.MonkeyPatch) -> None:
    world = pact(ACCESSION_ON, B, C)
    ledger = go_on(monkeypatch, world, {A: 0.1}, ACCEDE)
    assert members(world) == [1.0, 1.0, 1.0, 0.0]
    assert events(ledger) == [Event("acceded", A, 0, NOBODY, 3.0, "vote")]
    assert [(each.kind, each.actor, each.partner, each.answer) for each in decisions(ledger)] == [
        ("apply", A, NOBODY, "yes"),
        ("admit", B, A, "yes"),
        ("admit", C, A, "yes"),
    ]
    # Hurdle 0.5 x obligation 0.5 for who applies, none for who admits
    assert [each.threshold for each in decisions(ledger)] == [0.25, 0.0, 0.0]
    assert world.tallies[ms.ACCESSIONS] == 1.0
    # They are fellows at once.
    assert world.dyads[dyad.FELLOWSHIP, edge(world, A, B)] == 1.0
    assert world.dyads[dyad.CHANNEL, edge(world, A, B)] == 1.0


@pytest.mark.parametrize(("lots", "who"), [({A: 0.3, D: 0.2}, D), ({A: 0.2, D: 0.3}, A)])
def test_one_application_in_a_step_by_lot(
    monkeypatch: pytest.MonkeyPatch, lots: dict[int, float], who: int
) -> None:
    ledger = go_on(monkeypatch, pact(ACCESSION_ON, B, C), lots, ACCEDE)
    assert [each.actor for each in decisions(ledger, book.APPLY)] == [who]


@pytest.mark.parametrize(
    ("scale", "lot", "applies"), [(1.0, 0.49, True), (1.0, 0.51, False), (0.5, 0.26, False)]
)
def test_chance_to_weigh_an_application(
    monkeypatch: pytest.MonkeyPatch, scale: float, lot: float, applies: bool
) -> None:
    world = pact(ACCESSION_ON, B, C)
    world.parameters[ACCESSION_ON] = scale
    ledger = go_on(monkeypatch, world, {A: lot}, ACCEDE)
    assert bool(decisions(ledger)) is applies


def test_who_gains_too_little_does_not_apply(monkeypatch: pytest.MonkeyPatch) -> None:
    world = pact(ACCESSION_ON, B, C)
    world.parameters[HURDLE] = 1.0
    ledger = go_on(monkeypatch, world, {A: 0.1}, ACCEDE)
    assert [each.answer for each in decisions(ledger)] == ["no"]
    assert members(world) == [0.0, 1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("quorum", "band", "against", "joins"),
    [
        (1.0, 0.0, [C], False),
        (0.5, 0.0, [C], True),
        (1.0, 0.3, [C], True),
        (0.5, 0.3, [B, C], False),
    ],
)
def test_members_admit_by_their_rule(
    monkeypatch: pytest.MonkeyPatch, quorum: float, band: float, against: list[int], joins: bool
) -> None:
    world = pact(ACCESSION_ON, B, C)
    world.institutions[ms.ADMISSION_QUORUM, 0] = quorum
    world.institutions[institution.ABSTENTION, 0] = band
    for k in against:
        # 1 x (0.3 - 0.5)
        world.dyads[dyad.AFFINITY, edge(world, k, A)] = 0.3
    go_on(monkeypatch, world, {A: 0.1}, ACCEDE)
    assert members(world)[A] == float(joins)


def test_a_lead_nation_admits_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = pact(ACCESSION_ON, B, C)
    world.institutions[institution.LEAD, 0] = B
    world.dyads[dyad.AFFINITY, edge(world, C, A)] = 0.0
    ledger = go_on(monkeypatch, world, {A: 0.1}, ACCEDE)
    assert members(world)[A] == 1.0
    assert [each.actor for each in decisions(ledger, book.ADMIT)] == [B]


@pytest.mark.parametrize(
    ("eligible", "needs", "least", "allowed"),
    [
        (1.0, -1, 0.0, True),
        (0.0, -1, 0.0, False),
        (1.0, state.DEMOCRACY, 0.6, True),
        (1.0, state.DEMOCRACY, 0.8, False),
    ],
)
def test_conditions_of_accession(eligible: float, needs: int, least: float, allowed: bool) -> None:
    world = pact(ACCESSION_ON, B, C)
    world.states[state.DEMOCRACY] = 0.7
    world.seats[ms.ELIGIBLE, 0, A] = eligible
    world.institutions[[ms.NEEDS_FIELD, ms.NEEDS_LEAST], 0] = needs, least
    assert may_apply(world.states, world.institutions, world.seats, 0, A) is allowed
    # Who is a member need not apply.
    assert not may_apply(world.states, world.institutions, world.seats, 0, B)


@pytest.mark.parametrize("why", ["closed", "empty", "off", "a coalition", "institutions off"])
def test_where_nobody_can_join(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    world = pact(ACCESSION_ON, B, C)
    if why == "closed":
        world.institutions[ms.ADMISSION_QUORUM, 0] = -1.0
    elif why == "empty":
        world.seats[institution.MEMBER] = 0.0
    elif why == "off":
        world.parameters[ACCESSION_ON] = 0.0
    elif why == "a coalition":
        world.institutions[ms.COALITION, 0] = 1.0
    else:
        world.parameters[INSTITUTIONS_ON] = 0.0
    ledger = go_on(monkeypatch, world, dict.fromkeys((A, D), 0.1), ACCEDE)
    assert decisions(ledger) == []


# --------------------------------------------------------------------------- leaving


def resentful(*who: int) -> World:
    """Let some members of an institution of four resent their burdens."""
    world = pact(BURDEN_ON, A, B, C, D)
    world.dyads[dyad.AFFINITY] = 0.5
    for i in who:
        # 2 x 4 / 5 = 1.6, more than the hurdle of 0.5
        world.seats[ms.RESENTMENT, 0, i] = 4.0
    return world


def test_who_resents_its_burden_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    world = resentful(A)
    ledger = go_on(monkeypatch, world, {A: 0.1, B: 0.1}, EXIT)
    assert members(world) == [0.0, 1.0, 1.0, 1.0]
    assert events(ledger) == [Event("left", A, 0, NOBODY, 3.0, "choice")]
    answers = [(each.actor, each.answer, each.threshold) for each in decisions(ledger)]
    assert answers == [(A, "yes", -0.5), (B, "no", -0.5)]
    assert decisions(ledger)[0].terms[4] == pytest.approx(-1.6)
    assert world.tallies[ms.EXITS] == 1.0
    assert world.dyads[dyad.FELLOWSHIP, edge(world, A, B)] == 0.0


@pytest.mark.parametrize(("lot", "left"), [(0.49, True), (0.51, False)])
def test_chance_to_review_a_seat(monkeypatch: pytest.MonkeyPatch, lot: float, left: bool) -> None:
    world = resentful(A)
    go_on(monkeypatch, world, {A: lot}, EXIT)
    assert members(world)[A] == float(not left)


@pytest.mark.parametrize(("allied", "stays"), [(0.0, True), (1.0, False)])
def test_a_good_outside_option_makes_exit_cheap(
    monkeypatch: pytest.MonkeyPatch, allied: float, stays: bool
) -> None:
    world = resentful()
    world.impacts[threat.BELIEF, 0, A] = 1.0
    # Resents 2 x 0.4 / 1.4 = 0.571; gains 2 x 0.5 x 0.6 = 0.6 from three that it trusts by half.
    world.seats[ms.RESENTMENT, 0, A] = 0.4
    world.dyads[dyad.OBLIGATION, edge(world, A, B)] = allied
    go_on(monkeypatch, world, {A: 0.1}, EXIT)
    assert members(world)[A] == float(stays)


def test_all_who_leave_decide_from_the_same_world(monkeypatch: pytest.MonkeyPatch) -> None:
    world = resentful(A, B)
    ledger = go_on(monkeypatch, world, dict.fromkeys((A, B, C, D), 0.1), EXIT)
    assert members(world) == [0.0, 0.0, 1.0, 1.0]
    assert {each.terms[1] for each in decisions(ledger)} == {0.0}
    assert [each.size for each in events(ledger)] == [3.0, 2.0]


def test_the_lead_nation_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    world = resentful(A)
    world.institutions[institution.LEAD, 0] = A
    assert decisions(go_on(monkeypatch, world, {A: 0.1}, EXIT)) == []


@pytest.mark.parametrize(("spare", "kept"), [(1.0, 0.0), (0.0, 1.0)])
def test_what_was_founded_in_the_run_ends_with_its_last_member_but_one(
    monkeypatch: pytest.MonkeyPatch, spare: float, kept: float
) -> None:
    world = resentful(A, B, C)
    world.institutions[ms.SPARE, 0] = spare
    ledger = go_on(monkeypatch, world, dict.fromkeys((A, B, C), 0.1), EXIT)
    assert members(world) == [0.0, 0.0, 0.0, kept]
    assert bool(events(ledger, book.DISSOLVED)) is bool(spare)
