from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.core import (
    CHOICE_NOISE,
    INSTITUTIONS_ON,
    OPERATIONS_SHARE,
)
from coopsim.catalogue.mechanisms.organisation import BURDEN_ON
from coopsim.phases import seating
from coopsim.phases.seating import ALL, LUCK
from coopsim.randomness import ACCEDE, ADMIT
from coopsim.world import ledger as book
from coopsim.world.blocks import conduct, dyad, institution, membership, state, threat
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


def pact() -> World:
    """Let B and C be members of an institution, with A outside and D nowhere near."""
    world = tiny_world(4, institutions=2)
    join(world, B, C)
    world.institutions[institution.OBLIGATION, 0] = 0.5
    world.dyads[dyad.TRUST] = 0.5
    world.dyads[dyad.AFFINITY, [edge(world, A, B), edge(world, A, C)]] = 0.9, 0.7
    world.impacts[threat.BELIEF, 0, A] = 0.4
    return world


# --------------------------------------------------------------------------- what is seen


def test_a_seat_with_all_members() -> None:
    world = pact()
    world.dyads[dyad.GRIEVANCE, edge(world, A, C)] = 0.2
    world.dyads[dyad.OBLIGATION, edge(world, A, D)] = 1.0
    world.institutions[institution.DUES_SHARE, 0] = 0.001
    seat = seating.survey(world, 0, A, ALL)
    # B and C spend as much as A, and A trusts each by half: one against one. D alone is bound to
    # A, which trusts it by half: a half against one.
    assert seat.strength == pytest.approx(0.5)
    assert seat.allied == pytest.approx(1 / 3)
    assert seat.affinity == pytest.approx(0.8)
    assert seat.grievance == pytest.approx(0.1)
    assert (seat.obligation, seat.danger, seat.resentment) == (0.5, 0.4, 0.0)
    # 0.1 % of GDP, of the half of 2 % that is free for operations
    assert seat.dues == pytest.approx(0.1)


def test_a_seat_with_one_other() -> None:
    world = pact()
    world.institutions[institution.DUES_SHARE, 0] = 0.001
    world.seats[membership.RESENTMENT, 0, A] = 2.0
    seat = seating.survey(world, 0, A, B)
    # A half of one against one: a third.
    assert seat.strength == pytest.approx(1 / 3)
    assert seat.affinity == 0.9
    assert (seat.dues, seat.resentment, seat.allied) == (0.0, 0.0, 0.0)


def test_a_seat_with_nobody() -> None:
    seat = seating.survey(pact(), 1, A, ALL)
    assert (seat.strength, seat.affinity, seat.grievance) == (0.0, 0.5, 0.0)


@pytest.mark.parametrize(
    ("on", "assessed", "income", "expected"),
    [
        (0.0, 3.0, 0.5, 0.1),
        (1.0, 3.0, 0.5, 0.3),
        (1.0, 30.0, 0.5, 1.0),
        # Who has no income and must pay pays all; who need not pay, nothing.
        (0.0, 1.0, 0.0, 1.0),
        (1.0, 0.0, 0.0, 0.0),
    ],
)
def test_dues_as_a_share_of_income(
    on: float, assessed: float, income: float, expected: float
) -> None:
    world = pact()
    world.parameters[BURDEN_ON] = on
    world.parameters[OPERATIONS_SHARE] = income
    world.institutions[institution.DUES_SHARE, 0] = 0.001
    world.seats[membership.ASSESSED, 0, A] = assessed
    assert seating.survey(world, 0, A, ALL).dues == pytest.approx(expected)


# --------------------------------------------------------------------------- decisions


@pytest.mark.parametrize(
    ("question", "bar", "answer"),
    [
        (book.APPLY, 0.4, "yes"),
        (book.APPLY, 0.6, "no"),
        (book.EXIT, 0.4, "no"),
        (book.EXIT, 0.6, "yes"),
        (book.ADMIT, 0.4, "yes"),
        (book.ADMIT, 0.6, "abstained"),
        (book.ADMIT, 0.8, "no"),
    ],
)
def test_an_answer_follows_the_score(question: int, bar: float, answer: str) -> None:
    world = pact()
    # Security 2 x 0.5 x 0.4 x 1/2 or 1/3, agenda 0.3 or 0.4: 0.5 with all, 0.533 with B
    world.institutions[institution.ABSTENTION, 0] = 0.2
    ledger = ledger_for(world)
    other = B if question == book.ADMIT else ALL
    seating.consider_seat(world, ledger, 3, 0, A, other, question, ACCEDE, bar)
    decision = decisions(ledger)[0]
    assert (decision.answer, decision.threshold, decision.amount) == (answer, bar, 0.5)
    assert (decision.actor, decision.partner, decision.subject) == (A, other, NOBODY)
    assert decision.score == pytest.approx(sum(decision.terms))
    assert decision.score == pytest.approx(0.5 if other == ALL else 0.4 / 3 + 0.4)
    assert ledger.decisions[0, book.BODY] == 0


def test_luck_belongs_to_the_question_and_the_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    world = pact()
    world.parameters[CHOICE_NOISE] = 0.25
    keys: list[tuple[int, int, int, int]] = []

    def lucky(subject: int, ordinal: int, actor: int, partner: int) -> float:
        keys.append((subject, ordinal, actor, partner))
        return 0.75

    fix_luck(monkeypatch, "seating", {ACCEDE: lucky, ADMIT: lucky})
    ledger = ledger_for(world)
    seating.consider_seat(world, ledger, 0, 0, A, ALL, book.APPLY, ACCEDE, 1.0)
    seating.consider_seat(world, ledger, 0, 0, B, A, book.ADMIT, ADMIT, 0.0)
    organ, states = world.institution_key, world.state_key
    assert keys == [(organ[0], LUCK, states[A], 0), (organ[0], LUCK, states[B], states[A])]
    shift = 0.25 * math.log(3.0)
    assert [each.threshold for each in decisions(ledger)] == pytest.approx([1.0 - shift, -shift])


# --------------------------------------------------------------------------- seats


def test_a_seat_is_taken_and_given_up() -> None:
    world, ledger = pact(), ledger_for(pact())
    world.seats[membership.RESENTMENT, 0, A] = 2.0
    seating.enter(world, ledger, 1, 0, A, book.VOTED)
    assert world.seats[:, 0, A].tolist()[0] == 1.0
    assert world.seats[membership.RESENTMENT, 0, A] == 0.0
    assert events(ledger) == [Event("acceded", A, 0, NOBODY, 3.0, "vote")]
    world.mandates[institution.STATUS, 0, 0, A] = 2.0
    world.mandates[membership.LEGITIMACY, 0, 0, A] = 0.7
    seating.vacate(world, 0, A)
    assert world.seats[institution.MEMBER, 0].tolist() == [0.0, 1.0, 1.0, 0.0]
    assert world.mandates[:, 0, 0, A].tolist() == [0.0, -1.0, 0.0]


def test_only_spare_rows_without_members_are_free() -> None:
    world = pact()
    assert seating.free_row(world.institutions, world.seats) == -1
    world.institutions[membership.SPARE] = 1.0
    assert seating.free_row(world.institutions, world.seats) == 1
    join(world, A, institution_row=1)
    assert seating.free_row(world.institutions, world.seats) == -1
    ledger = ledger_for(world)
    world.institutions[membership.COALITION, 0] = 1.0
    seating.dissolve(world, ledger, 2, 0, B)
    assert events(ledger) == [Event("dissolved", B, 0, NOBODY, 2.0, "time")]
    assert seating.free_row(world.institutions, world.seats) == 0
    assert world.institutions[membership.COALITION, 0] == 0.0


def test_a_charter_begins_with_an_empty_fund() -> None:
    world = pact()
    world.institutions[institution.FUND, 1] = 9.0
    seating.charter(world.institutions, 1, 0.6, 0.001, 0.3, 2.0)
    rows = [
        institution.OBLIGATION, institution.DUES_SHARE, institution.STANDARDS, institution.LEAD,
        institution.FUND,
    ]  # fmt: skip
    assert world.institutions[rows, 1].tolist() == [0.6, 0.001, 0.3, 2.0, 0.0]


@pytest.mark.parametrize("on", [1.0, 0.0])
def test_fellows_follow_from_seats(on: float) -> None:
    world = pact()
    world.parameters[INSTITUTIONS_ON] = on
    world.dyads[dyad.FELLOWSHIP] = 1.0
    world.dyads[dyad.CHANNEL, pair(world, A, D)] = 1.0
    join(world, C, D, B, institution_row=1)
    world.institutions[institution.STANDARDS] = 0.3, 0.2
    world.institutions[conduct.MONITORING] = 0.1, 0.6
    seating.add_fellows(world)
    for e, expected in (
        (edge(world, B, C), [1.0, 0.3, 0.6, on]),
        (edge(world, C, D), [1.0, 0.2, 0.6, on]),
        (edge(world, A, B), [0.0, 0.0, 0.0, 0.0]),
        # What is a channel anyway stays one.
        (edge(world, A, D), [0.0, 0.0, 0.0, 1.0]),
    ):
        rows = [dyad.FELLOWSHIP, dyad.STANDARDS, conduct.MONITORED, dyad.CHANNEL]
        assert world.dyads[rows, e].tolist() == expected


def test_strength_counts_arms_not_wealth() -> None:
    world = pact()
    world.states[state.DEFENCE_SHARE, A] = 0.0
    assert seating.survey(world, 0, A, ALL).strength == 1.0
