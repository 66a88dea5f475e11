from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.conduct import LEGITIMACY_ON, LEGITIMACY_WEIGHT
from coopsim.catalogue.mechanisms.core import (
    CHOICE_NOISE,
    COST,
    DECISION_RATE,
    INSTITUTIONS_ON,
)
from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON, DOUBT
from coopsim.catalogue.mechanisms.organisation import RELIEF_ON
from coopsim.catalogue.mechanisms.politics import CAVEATS
from coopsim.phases.mandates import ADOPTED, PENDING, legitimacy_of, mandate_duty, mandates
from coopsim.randomness import MANDATE, VOTE
from coopsim.world import ledger as book
from coopsim.world.blocks import (
    dyad,
    institution,
    membership,
    organisation,
    politics,
    state,
    tally,
    threat,
)
from coopsim.world.world import World
from worlds import (
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
    strike,
    tiny_world,
)

REQUEST = 6.0


def council(scores: dict[int, float], *, quorum: float = 1.0, band: float = 0.0) -> World:
    """Let A ask an institution of four for 6 billion; the others' scores for helping are given."""
    world = tiny_world(4)
    join(world, A, *scores)
    strike(world, A, REQUEST)
    world.impacts[threat.REQUEST, 0, A] = REQUEST
    world.parameters[COST] = 0.0
    world.dyads[[dyad.AFFINITY, dyad.TRUST]] = 0.0
    for member, score in scores.items():
        # stake 2 x belief, or future 1 x grievance
        world.impacts[threat.BELIEF, 0, member] = max(0.0, score) / 2.0
        world.dyads[dyad.GRIEVANCE, edge(world, member, A)] = max(0.0, -score)
    world.institutions[institution.QUORUM, 0] = quorum
    world.institutions[institution.ABSTENTION, 0] = band
    return world


def duty_of(world: World, helper: int, victim: int) -> float:
    """Return the duty that mandates against the only threat lay on a helper."""
    blocks = world.institutions, world.seats, world.mandates
    return mandate_duty(world.parameters, *blocks, 0, helper, victim)


def status(world: World) -> float:
    return float(world.mandates[institution.STATUS, 0, 0, A])


def is_adopted(monkeypatch: pytest.MonkeyPatch, world: World, luck: float) -> bool:
    fix_luck(monkeypatch, "mandates", {VOTE: 0.5, MANDATE: luck})
    mandates(world, ledger_for(world), 3)
    assert world.mandates[institution.SINCE, 0, 0, A] == 3.0
    return status(world) == ADOPTED


# --------------------------------------------------------------------------- rules of decision


@pytest.mark.parametrize(("on", "status_after"), [(0.0, ADOPTED), (1.0, 0.0)])
def test_nobody_decides_while_nobody_knows_who_struck(
    monkeypatch: pytest.MonkeyPatch, on: float, status_after: float
) -> None:
    world = council({B: 0.5})
    world.parameters[[ATTRIBUTION_ON, DOUBT]] = on, 0.5
    world.impacts[threat.UNATTRIBUTED, 0, A] = 1.0
    fix_luck(monkeypatch, "mandates", {VOTE: 0.5, MANDATE: 0.001})
    mandates(world, ledger_for(world), 3)
    assert status(world) == status_after


@pytest.mark.parametrize(
    ("quorum", "band", "scores", "passes"),
    [
        # Unanimity: one no is a veto, unless the member is only lukewarm and may abstain.
        (1.0, 0.0, {B: 0.5, C: 0.5, D: 0.5}, True),
        (1.0, 0.0, {B: 0.5, C: 0.5, D: -0.3}, False),
        (1.0, 0.4, {B: 0.5, C: 0.5, D: -0.3}, True),
        (1.0, 0.2, {B: 0.5, C: 0.5, D: -0.3}, False),
        # If all abstain, nobody wants it.
        (1.0, 0.4, {B: -0.1, C: -0.1, D: -0.1}, False),
        # Two of three are a qualified majority, and one is not.
        (0.65, 0.0, {B: 0.5, C: 0.5, D: -0.5}, True),
        (0.65, 0.0, {B: 0.5, C: -0.5, D: -0.5}, False),
        # Half is not more than half.
        (0.501, 0.0, {B: 0.5, C: -0.5}, False),
        (0.501, 0.0, {B: 0.5, C: 0.5, D: -0.5}, True),
        # Whoever is alone has nobody to vote.
        (1.0, 0.0, {}, False),
    ],
)
def test_rules_of_decision(
    monkeypatch: pytest.MonkeyPatch,
    quorum: float,
    band: float,
    scores: dict[int, float],
    passes: bool,
) -> None:
    world = council(scores, quorum=quorum, band=band)
    assert is_adopted(monkeypatch, world, 1e-9) is passes
    assert status(world) == (ADOPTED if passes else PENDING)


@pytest.mark.parametrize(("band", "answer"), [(0.0, "no"), (0.25, "abstained")])
def test_opposition_at_home_turns_a_yes_into_no_or_abstention(band: float, answer: str) -> None:
    world = council({B: 0.5, C: 0.5}, band=band)
    world.parameters[CAVEATS] = 1.0
    world.states[politics.OPPOSITION, B] = 0.7
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    by_b, by_c = decisions(ledger, book.VOTE)
    assert (by_b.answer, by_c.answer) == (answer, "yes")
    assert by_b.terms[book.VOTE_TERMS.index("opposition")] == pytest.approx(-0.7)


def test_votes_are_recorded_with_their_terms() -> None:
    world = council({B: 0.5, C: -0.3, D: -0.1}, band=0.2)
    world.parameters[COST] = 1.0
    world.states[state.CAPACITY, [B, C, D]] = 15.0, 0.0, 1.0
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    # Fair share: a quarter of 6 billion. It costs B a tenth of what it could give, D, which can
    # give less, all, and C, which can give nothing, nothing.
    votes = decisions(ledger, book.VOTE)
    assert [(vote.actor, vote.partner, vote.answer) for vote in votes] == [
        (B, A, "yes"),
        (C, A, "no"),
        (D, A, "no"),
    ]
    assert [vote.amount for vote in votes] == [1.5, 1.5, 1.5]
    assert votes[0].terms == pytest.approx([0.5, 0.0, 0.0, 0.0, -0.1, 0.0])
    assert votes[1].terms == pytest.approx([0.0, 0.0, 0.0, -0.3, 0.0, 0.0])
    assert [vote.score for vote in votes] == pytest.approx([0.4, -0.3, -1.1])


@pytest.mark.parametrize(
    ("trust", "affinity", "score"), [(0.5, 0.0, 0.5), (0.0, 0.8, 0.8), (0.5, 0.8, 1.3)]
)
def test_trust_and_agendas_speak_for_helping(trust: float, affinity: float, score: float) -> None:
    world = council({B: 0.0})
    world.dyads[[dyad.TRUST, dyad.AFFINITY], edge(world, B, A)] = trust, affinity
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    assert [vote.score for vote in decisions(ledger)] == pytest.approx([score])


@pytest.mark.parametrize(
    ("luck", "answer"), [(0.2, "no"), (0.3, "abstained"), (0.4, "yes"), (0.9, "yes")]
)
def test_luck_shifts_a_vote(monkeypatch: pytest.MonkeyPatch, luck: float, answer: str) -> None:
    # Yes if 0.25 x log odds of the luck > -0.2, abstains if it is above -0.3.
    world = council({B: 0.2}, band=0.1)
    world.parameters[CHOICE_NOISE] = 0.25
    fix_luck(monkeypatch, "mandates", {VOTE: luck, MANDATE: 0.999})
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    (vote,) = decisions(ledger)
    assert vote.threshold == pytest.approx(-0.25 * math.log(luck / (1.0 - luck)))
    assert vote.answer == answer


@pytest.mark.parametrize(("lead_score", "passes"), [(0.5, True), (-0.5, False)])
def test_a_lead_nation_decides_alone(
    monkeypatch: pytest.MonkeyPatch, lead_score: float, passes: bool
) -> None:
    world = council({B: -lead_score, C: lead_score, D: -lead_score})
    world.institutions[institution.LEAD, 0] = C
    # Full speed whatever the others think: the chance is 1 - exp(-2) or nothing.
    assert is_adopted(monkeypatch, world, 0.86) is passes


def test_a_lead_nation_that_is_struck_need_not_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    world = council({B: -0.5, C: -0.5})
    world.institutions[institution.LEAD, 0] = A
    assert is_adopted(monkeypatch, world, 0.86)


# --------------------------------------------------------------------------- pace


@pytest.mark.parametrize(
    ("quorum", "scores", "scale", "months", "hazard"),
    [
        # rate 2 x months x yes share x exp(-quorum x spread of the scores)
        (1.0, {B: 0.5, C: 0.5}, 1.0, 1.0, 2.0),
        (1.0, {B: 0.5, C: 0.5}, 1.0, 0.25, 0.5),
        (1.0, {B: 0.5, C: 0.5}, 0.5, 1.0, 1.0),
        (1.0, {B: 0.5, C: 0.1}, 1.0, 1.0, 2.0 * math.exp(-0.2)),
        (0.5, {B: 0.5, C: -0.3}, 1.0, 1.0, 2.0 * 0.5 * math.exp(-0.5 * 0.4)),
    ],
)
def test_chance_of_a_decision_in_a_step(
    monkeypatch: pytest.MonkeyPatch,
    quorum: float,
    scores: dict[int, float],
    scale: float,
    months: float,
    hazard: float,
) -> None:
    chance = 1.0 - math.exp(-hazard)
    for luck, adopted in ((chance - 1e-6, True), (chance + 1e-6, False)):
        world = council(scores, quorum=quorum)
        world.parameters[INSTITUTIONS_ON] = scale
        world.clock[0] = months
        assert is_adopted(monkeypatch, world, luck) is adopted


def test_an_abstention_slows_a_decision_down(monkeypatch: pytest.MonkeyPatch) -> None:
    # Half of the voters say yes: 2 x 1/2 x exp(-spread), with scores of 0.1 and -0.1.
    chance = 1.0 - math.exp(-math.exp(-0.1))
    for luck, adopted in ((chance - 1e-6, True), (chance + 1e-6, False)):
        assert is_adopted(monkeypatch, council({B: 0.1, C: -0.1}, band=0.2), luck) is adopted


def test_a_decision_pends_until_it_passes_and_is_not_taken_twice() -> None:
    world = council({B: 0.5})
    world.parameters[DECISION_RATE] = 0.0
    ledger = ledger_for(world)
    mandates(world, ledger, 2)
    mandates(world, ledger, 3)
    assert status(world) == PENDING
    assert world.mandates[institution.SINCE, 0, 0, A] == 2.0
    world.parameters[DECISION_RATE] = 60.0
    mandates(world, ledger, 4)
    mandates(world, ledger, 5)
    assert world.mandates[institution.SINCE, 0, 0, A] == 4.0
    assert events(ledger) == [Event("mandate", A, 0, 0, REQUEST, "vote")]
    assert len(decisions(ledger)) == 3


@pytest.mark.parametrize("why", ["asks for nothing", "is no member"])
def test_institutions_decide_only_on_requests_of_members(why: str) -> None:
    world = council({B: 0.5})
    if why == "asks for nothing":
        world.impacts[threat.REQUEST, 0, A] = 0.0
    else:
        world.seats[institution.MEMBER, 0, A] = 0.0
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    assert status(world) == 0.0
    assert decisions(ledger) == []


# --------------------------------------------------------------------------- what a mandate does


@pytest.mark.parametrize(("member", "expected"), [(B, 0.6), (C, 0.9), (D, 0.0)])
def test_the_strongest_mandate_binds(member: int, expected: float) -> None:
    world = tiny_world(4, institutions=3)
    world.institutions[institution.OBLIGATION] = 0.6, 0.9, 1.0
    world.mandates[institution.STATUS, :, 0, A] = ADOPTED, ADOPTED, PENDING
    join(world, A, B, C, D, institution_row=2)
    join(world, A, B, C, institution_row=0)
    join(world, A, C, institution_row=1)
    duty = duty_of(world, member, A)
    assert duty == expected
    assert duty_of(world, member, B) == 0.0


@pytest.mark.parametrize(
    ("fund", "payment"),
    [(8.0, 4.0), (12.0, REQUEST), (40.0, REQUEST), (0.0, 0.0)],
)
def test_the_fund_pays_half_of_what_it_has_up_to_the_request(fund: float, payment: float) -> None:
    world = council({B: 0.5})
    world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    world.institutions[institution.FUND, 0] = fund
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    assert world.institutions[institution.FUND, 0] == fund - payment
    assert world.impacts[threat.REQUEST, 0, A] == REQUEST - payment
    assert world.tallies[tally.FUND_PAID] == payment
    # Half a month to prepare it: half arrives now, half in the next step.
    assert world.transit[:3, 0, A].tolist() == [0.5 * payment, 0.5 * payment, 0.0]
    assert world.shipments.sum() == 0.0
    paid = [Event("fund_paid", A, 0, 0, payment, "vote")]
    assert events(ledger) == (paid if payment else [])


def test_without_a_mandate_the_fund_is_shut() -> None:
    world = council({B: -0.5})
    world.institutions[institution.FUND, 0] = 8.0
    mandates(world, ledger_for(world), 0)
    assert world.institutions[institution.FUND, 0] == 8.0


def test_what_one_fund_pays_is_not_asked_of_the_next() -> None:
    world = tiny_world(3, institutions=2)
    for row in (0, 1):
        join(world, A, B, institution_row=row)
    world.mandates[institution.STATUS, :, 0, A] = ADOPTED
    world.institutions[institution.FUND] = 8.0, 8.0
    world.impacts[threat.REQUEST, 0, A] = REQUEST
    mandates(world, ledger_for(world), 0)
    assert world.institutions[institution.FUND].tolist() == [4.0, 6.0]
    assert world.impacts[threat.REQUEST, 0, A] == 0.0


def test_without_the_mechanism_an_institution_is_a_name() -> None:
    world = council({B: 0.5})
    world.parameters[INSTITUTIONS_ON] = 0.0
    world.institutions[institution.FUND, 0] = 8.0
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    assert status(world) == 0.0
    assert world.institutions[institution.FUND, 0] == 8.0
    assert decisions(ledger) == []


# --------------------------------------------------------------------------- legitimacy


@pytest.mark.parametrize(
    ("scores", "lead", "expected"),
    [
        ({B: 0.5, C: 0.5, D: 0.5}, -1, 1.0),
        ({B: 0.5, C: 0.5, D: -0.1}, -1, 2.0 / 3.0),
        # Whoever decides alone speaks for itself.
        ({B: 0.5, C: 0.5, D: 0.5}, B, 1.0 / 3.0),
        ({B: 0.5, C: 0.5, D: 0.5}, A, 1.0 / 3.0),
    ],
)
def test_a_mandate_is_as_legitimate_as_many_asked_for_it(
    monkeypatch: pytest.MonkeyPatch, scores: dict[int, float], lead: int, expected: float
) -> None:
    world = council(scores, band=0.2)
    world.institutions[institution.LEAD, 0] = lead
    assert is_adopted(monkeypatch, world, 1e-9)
    assert world.mandates[membership.LEGITIMACY, 0, 0, A] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scale", "legitimacy", "expected"),
    [
        (0.0, 0.2, 0.8),
        (1.0, 0.2, 0.8 * 0.6),
        (0.5, 0.2, 0.8 * 0.8),
        (1.0, 1.0, 0.8),
        (5.0, 0.0, 0.4),
    ],
)
def test_a_doubtful_mandate_binds_less(scale: float, legitimacy: float, expected: float) -> None:
    world = tiny_world(2)
    join(world, A, B)
    world.institutions[institution.OBLIGATION] = 0.8
    world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    world.mandates[membership.LEGITIMACY, 0, 0, A] = legitimacy
    world.parameters[LEGITIMACY_ON] = scale
    world.parameters[LEGITIMACY_WEIGHT] = 0.5
    assert duty_of(world, B, A) == pytest.approx(expected)


@pytest.mark.parametrize(("presence", "expected"), [(0.0, 0.5), (0.6, 0.8), (1.0, 1.0)])
def test_relief_organisations_vouch_for_a_mandate(presence: float, expected: float) -> None:
    world = tiny_world(3)
    world.states[organisation.PRESENCE, A] = presence
    world.parameters[RELIEF_ON] = 1.0
    assert legitimacy_of(world, A, 1.0, 2.0) == pytest.approx(expected)
    world.parameters[RELIEF_ON] = 0.0
    assert legitimacy_of(world, A, 1.0, 2.0) == 0.5


def test_a_coalition_decides_on_nothing_else() -> None:
    world = council({B: 0.5})
    world.institutions[membership.COALITION, 0] = 1.0
    ledger = ledger_for(world)
    mandates(world, ledger, 0)
    assert decisions(ledger) == []
