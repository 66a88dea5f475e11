from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.core import (
    AUDIENCE_COST,
    CHOICE_NOISE,
    COST,
    PRIVATE_BENEFIT,
    RESPONSE_ON,
)
from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON, DOUBT
from coopsim.catalogue.mechanisms.politics import CAVEATS
from coopsim.phases.mandates import ADOPTED
from coopsim.phases.response import response
from coopsim.randomness import CONTRIBUTE, OBSERVE
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, politics, state, tally, threat
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import (
    NOBODY,
    A,
    B,
    C,
    Event,
    decisions,
    edge,
    events,
    fix_luck,
    join,
    ledger_for,
    let_ask,
    strike,
    tiny_world,
)


def asking_world(*helpers: int) -> World:
    """Let A need 8 billion, do 2 itself and ask for 6; helpers could give 4 each."""
    world = tiny_world()
    strike(world, A, 8.0, home=2.0)
    let_ask(world, A, *helpers)
    return world


def answers(world: World, step: int = 1) -> Ledger:
    ledger = ledger_for(world)
    response(world, ledger, step)
    return ledger


# --------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("need", "home", "arriving", "asked"),
    [(8.0, 2.0, 0.0, 6.0), (8.0, 2.0, 1.5, 4.5), (8.0, 8.0, 0.0, 0.0), (8.0, 2.0, 9.0, 0.0)],
)
def test_a_state_asks_for_what_it_cannot_meet(
    need: float, home: float, arriving: float, asked: float
) -> None:
    world = tiny_world()
    strike(world, A, need, home=home)
    world.transit[1, 0, A] = arriving
    world.transit[2, 0, A] = 99.0  # arrives later
    ledger = answers(world, step=1)
    assert world.impacts[threat.REQUEST, 0].tolist() == [asked, 0.0, 0.0]
    noted = [Event("request", A, NOBODY, 0, asked, "time")]
    assert events(ledger) == (noted if asked else [])
    assert world.impacts[threat.ASKED_AT, 0, A] == (1.0 if asked else -1.0)


def test_the_first_request_is_remembered() -> None:
    world = asking_world()
    answers(world, step=1)
    assert events(answers(world, step=2)) == []
    assert world.impacts[threat.ASKED_AT, 0, A] == 1.0


def test_only_who_has_a_channel_is_asked() -> None:
    world = asking_world(B)
    let_ask(world, C, A)  # C may ask A, which does not let A ask C.
    ledger = answers(world)
    assert [(each.actor, each.partner) for each in decisions(ledger)] == [(B, A)]
    assert world.tallies[tally.REQUESTS] == 1.0
    assert world.states[state.ASKED].tolist() == [0.0, 6.0, 0.0]


def test_nobody_to_ask() -> None:
    world = asking_world()
    ledger = answers(world)
    assert decisions(ledger) == []
    assert world.transit.sum() == 0.0


# --------------------------------------------------------------------------- decisions


def test_a_decision_worked_out_by_hand() -> None:
    # B and C, equally large, are asked for 6: fair shares of 3. B trusts C by half, so it expects
    # 1.5 of it. Sending 2 of 4 at most: affinity 0.5 x gain 2/6, future 0.5 x 2/3 of the fair
    # share, cost 0.5 x 1.5 / 2; in sum 0.125. Sending 1 or 3 gives 0.094, sending 4 less than 0.
    ledger = answers(world := asking_world(B, C))
    for helper, decision in zip((B, C), decisions(ledger), strict=True):
        assert decision[:5] == ("contribute", helper, A, 0, "yes")
        assert decision.amount == 2.0
        assert decision.score == pytest.approx(0.125)
        weighed = [0.0, 1 / 6, 0.0, 0.0, 1 / 3, 0.0, -0.375, 0.0]
        assert decision.terms == pytest.approx([*weighed, 0.0, 0.0, 0.0])
    assert world.states[state.CONTRIBUTION].tolist() == [0.0, 2.0, 2.0]
    assert [event.kind for event in events(ledger)] == ["request", "help_sent", "help_sent"]


@pytest.mark.parametrize(
    ("gdp_c", "trust_in_c", "gain"),
    [
        # Of 6 the fair share of an equal C is 3. B's 4 solve two thirds if nothing is expected.
        (1200.0, 0.0, 4 / 6),
        (1200.0, 0.5, 4 / 6),
        (1200.0, 1.0, 3 / 6),
        # A C that is nine times as large should send 5.4.
        (10800.0, 0.0, 4 / 6),
        (10800.0, 0.5, 3.3 / 6),
        (10800.0, 1.0, 0.6 / 6),
    ],
)
def test_expecting_more_of_others_lowers_ones_own_stake(
    gdp_c: float, trust_in_c: float, gain: float
) -> None:
    world = asking_world(B, C)
    world.states[state.GDP, C] = gdp_c
    world.dyads[dyad.TRUST, edge(world, B, C)] = trust_in_c
    world.impacts[threat.BELIEF, 0, B] = 0.5  # stake 2 x 0.5 x gain
    world.parameters[PRIVATE_BENEFIT] = 10.0  # sends all it can
    by_b = decisions(answers(world))[0]
    assert by_b.amount == 4.0
    assert by_b.terms[0] == pytest.approx(gain)


def test_capacity_is_split_over_requests_by_their_size() -> None:
    world = asking_world(B)
    strike(world, C, 3.0, home=1.0)
    let_ask(world, C, B)
    # 6 and 2 are asked for, of 4: at most 3 and 1.
    for e in (edge(world, B, A), edge(world, B, C)):
        world.dyads[dyad.OBLIGATION, e] = 1.0
    world.parameters[AUDIENCE_COST] = 10.0
    ledger = answers(world)
    assert world.states[state.ASKED, B] == 8.0
    assert [(each.partner, each.amount) for each in decisions(ledger)] == [(A, 3.0), (C, 1.0)]
    assert world.states[state.RESERVE, B] == 6.0


@pytest.mark.parametrize(("luck", "answer"), [(0.3, "no"), (0.4, "yes"), (0.9, "yes")])
def test_luck_shifts_a_decision(monkeypatch: pytest.MonkeyPatch, luck: float, answer: str) -> None:
    # The score is 0.125, the log odds of 0.3 and 0.4 are -0.85 and -0.41.
    world = asking_world(B, C)
    world.parameters[CHOICE_NOISE] = 0.25
    fix_luck(monkeypatch, "response", {CONTRIBUTE: luck, OBSERVE: 0.5})
    for decision in decisions(answers(world)):
        assert decision.threshold == pytest.approx(-0.25 * math.log(luck / (1.0 - luck)))
        assert decision.answer == answer


def test_all_decide_at_once() -> None:
    # What C decides does not depend on what B has just decided.
    world, other = asking_world(B, C), asking_world(B, C)
    other.dyads[dyad.GRIEVANCE, edge(other, B, A)] = 1.0
    first, second = decisions(answers(world)), decisions(answers(other))
    assert [each.answer for each in first] == ["yes", "yes"]
    assert [each.answer for each in second] == ["no", "yes"]
    assert first[1] == second[1]


# --------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("asked", "capacity", "transparency", "answer", "remembered"),
    [
        (True, 4.0, 1.0, ["no"], 1.0),
        # Nobody saw that it was able: the luck of 0.5 is not below 0.4.
        (True, 4.0, 0.4, ["no"], 0.0),
        (True, 4.0, 0.6, ["no"], 1.0),
        # Able is who can send a quarter of its fair share of 6.
        (True, 1.5, 1.0, ["no"], 1.0),
        (True, 1.4, 1.0, ["no"], 0.0),
        (True, 0.0, 1.0, ["unable"], 0.0),
        (False, 4.0, 1.0, [], 0.0),
    ],
)
@pytest.mark.parametrize("duty", [0.0, 0.8])
def test_a_refusal_is_remembered_only_of_who_was_asked_able_and_seen(
    monkeypatch: pytest.MonkeyPatch,
    duty: float,
    asked: bool,
    capacity: float,
    transparency: float,
    answer: list[str],
    remembered: float,
) -> None:
    world = asking_world(*([B] if asked else []))
    e = edge(world, B, A)
    world.states[state.CAPACITY, B] = capacity
    world.states[state.TRANSPARENCY, B] = transparency
    world.dyads[[dyad.TRUST, dyad.AFFINITY, dyad.GRIEVANCE], e] = 0.0, 0.0, 1.0
    world.dyads[dyad.OBLIGATION, e] = duty
    world.dyads[[dyad.REFUSED, dyad.BETRAYED]] = 0.7
    fix_luck(monkeypatch, "response", {CONTRIBUTE: 0.5, OBSERVE: 0.5})
    assert [each.answer for each in decisions(answers(world))] == answer
    assert world.dyads[dyad.REFUSED].sum() == world.dyads[dyad.REFUSED, e] == remembered
    assert world.dyads[dyad.BETRAYED].sum() == world.dyads[dyad.BETRAYED, e] == duty * remembered


def test_refusals_of_several_requests_add_up_and_the_strongest_duty_counts() -> None:
    world = tiny_world(threats=2)
    strike(world, A, 6.0, threat_row=0)
    strike(world, A, 6.0, threat_row=1)
    let_ask(world, A, B)
    join(world, A, B)
    world.institutions[institution.OBLIGATION, 0] = 0.5
    world.mandates[institution.STATUS, 0, 1, A] = ADOPTED
    e = edge(world, B, A)
    world.dyads[[dyad.TRUST, dyad.GRIEVANCE, dyad.OBLIGATION], e] = 0.0, 1.0, 0.2
    answers(world)
    assert world.dyads[dyad.REFUSED, e] == 2.0
    assert world.dyads[dyad.BETRAYED, e] == 0.5


# --------------------------------------------------------------------------- obligations


@pytest.mark.parametrize("source", ["treaty", "mandate"])
@pytest.mark.parametrize(("audience_cost", "honoured"), [(2.0, 1.0), (0.1, 0.0)])
def test_an_obligation_is_honoured_if_breaking_it_costs_enough(
    source: str, audience_cost: float, honoured: float
) -> None:
    world = asking_world(B)
    e = edge(world, B, A)
    world.dyads[[dyad.TRUST, dyad.GRIEVANCE], e] = 0.0, 1.0
    world.parameters[AUDIENCE_COST] = audience_cost
    if source == "treaty":
        world.dyads[dyad.OBLIGATION, e] = 1.0
    else:
        join(world, A, B)
        world.institutions[institution.OBLIGATION, 0] = 1.0
        world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    ledger = answers(world)
    # Obligation less grievance, 2 - 1 or 0.1 - 1, times the part of the fair share of 6 sent
    (decision,) = decisions(ledger)
    fairly = decision.amount / 6.0
    assert decision.terms[3] == pytest.approx(audience_cost * fairly)
    assert world.tallies[[tally.OBLIGED, tally.HONOURED]].tolist() == [1.0, honoured]


@pytest.mark.parametrize("warlike", [0.0, 1.0])
@pytest.mark.parametrize(("audience_cost", "honoured"), [(2.0, 1.0), (0.1, 0.0)])
def test_obligations_after_armed_attacks_are_counted_apart(
    warlike: float, audience_cost: float, honoured: float
) -> None:
    world = asking_world(B)
    e = edge(world, B, A)
    world.dyads[[dyad.TRUST, dyad.GRIEVANCE, dyad.OBLIGATION], e] = 0.0, 1.0, 1.0
    world.parameters[AUDIENCE_COST] = audience_cost
    world.threats[threat.WARLIKE, 0] = warlike
    answers(world)
    counted = world.tallies[[tally.OBLIGED, tally.WAR_OBLIGED, tally.HONOURED, tally.WAR_HONOURED]]
    assert counted.tolist() == [1.0, warlike, honoured, warlike * honoured]


@pytest.mark.parametrize(("hidden", "duty"), [(0.0, 1.0), (1.0, 0.4)])
def test_duties_bind_less_while_nobody_knows_who_struck(hidden: float, duty: float) -> None:
    world = asking_world(B)
    world.parameters[[ATTRIBUTION_ON, DOUBT]] = 1.0, 0.6
    world.impacts[threat.UNATTRIBUTED, 0, A] = hidden
    world.dyads[dyad.OBLIGATION, edge(world, B, A)] = 1.0
    (decision,) = decisions(answers(world))
    # audience cost 1 x duty x (1 + democracy 1) / 2 x part of the fair share
    assert decision.terms[3] == pytest.approx(duty * decision.amount / 6.0)


@pytest.mark.parametrize(("forces", "most"), [(1.0, 4.0), (0.8, 5.0), (0.1, 5.5)])
def test_where_few_soldiers_are_needed_more_can_be_given(forces: float, most: float) -> None:
    world = asking_world(B)
    world.threats[threat.FORCES, 0] = forces
    world.states[state.RELEASED, B] = 5.5
    world.parameters[COST] = 0.0
    (decision,) = decisions(answers(world))
    assert decision.amount == pytest.approx(most)


def test_opposition_at_home_lowers_what_is_sent() -> None:
    amounts = []
    for opposition in (0.0, 0.3, 1.0):
        world = asking_world(B)
        world.dyads[dyad.AFFINITY] = 1.0
        world.parameters[CAVEATS] = 1.0
        world.states[politics.OPPOSITION, B] = opposition
        (decision,) = decisions(answers(world))
        term = decision.terms[book.AID_TERMS.index("opposition")]
        assert term <= 0.0
        assert (term < 0.0) is (opposition > 0.0)
        amounts.append(float(world.states[state.CONTRIBUTION, B]))
    assert amounts[0] > amounts[1] > amounts[2] == 0.0


def test_help_without_an_obligation_honours_none() -> None:
    world = asking_world(B, C)
    answers(world)
    assert world.tallies[[tally.REQUESTS, tally.OBLIGED, tally.HONOURED]].tolist() == [
        2.0,
        0.0,
        0.0,
    ]


# --------------------------------------------------------------------------- the mechanism


@pytest.mark.parametrize(("scale", "amount"), [(1.0, 4.0), (0.5, 2.0)])
def test_the_scale_bounds_what_is_sent(scale: float, amount: float) -> None:
    world = asking_world(B)
    world.parameters[[RESPONSE_ON, AUDIENCE_COST]] = scale, 10.0
    world.dyads[dyad.OBLIGATION, edge(world, B, A)] = 1.0
    (decision,) = decisions(answers(world))
    assert decision.amount == amount


def test_without_the_mechanism_partners_do_not_help() -> None:
    world = asking_world(B, C)
    world.parameters[RESPONSE_ON] = 0.0
    world.dyads[dyad.OBLIGATION] = 1.0
    ledger = answers(world)
    assert [event.kind for event in events(ledger)] == ["request"]
    assert decisions(ledger, book.CONTRIBUTE) == []
    assert world.transit.sum() == world.tallies[tally.REQUESTS] == 0.0
