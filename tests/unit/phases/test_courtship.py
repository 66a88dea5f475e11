from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.capability import PROCUREMENT_ON
from coopsim.catalogue.mechanisms.core import CHOICE_NOISE
from coopsim.phases.courtship import (
    UNWANTED,
    affords,
    consider,
    court,
    prospect_of,
    respect_standing,
    suits,
)
from coopsim.randomness import AGREE
from coopsim.world import ledger as book
from coopsim.world.blocks import capability, dyad, partnership, state, threat
from coopsim.world.world import World
from worlds import A, B, decisions, edge, fix_luck, ledger_for, tiny_world


def courting_world(gain_a: float = 0.3, gain_b: float = 0.2) -> World:
    """Let A and B consider a partnership that brings them given gains by their agendas."""
    world = tiny_world(2)
    world.dyads[dyad.AFFINITY] = 0.5 + gain_a, 0.5 + gain_b
    return world


def courted(world: World, level: int = book.EVERYTHING) -> tuple[float, list[str]]:
    """Return the smaller gain, and the two answers as far as they were recorded."""
    ledger = ledger_for(world, level)
    one, other = (prospect_of(world, edge(world, *two)) for two in ((A, B), (B, A)))
    gain = court(world, ledger, 0, edge(world, A, B), 0, one, other)
    return gain, [decision.answer for decision in decisions(ledger)]


# --------------------------------------------------------------------------- the view of the other


def test_what_a_state_sees_in_another() -> None:
    world = tiny_world(2)
    e = edge(world, A, B)
    fields = dyad.TRUST, dyad.AFFINITY, dyad.FRICTION, dyad.GRIEVANCE, dyad.REGIME_DISTANCE
    world.dyads[list(fields), e] = 0.7, 0.8, 0.3, 0.1, 0.4
    world.states[state.GDP, B] = 3600.0
    prospect = prospect_of(world, e)
    assert prospect.trust == 0.7
    assert prospect.affinity == 0.8
    assert prospect.drag == 0.3
    assert prospect.grievance == 0.1
    assert prospect.regime_distance == 0.4
    # Military budgets of 24 and 72; 1 % of A's GDP a year for diplomacy
    assert prospect.strength == 0.75
    assert prospect.budget == 12.0


def test_states_without_forces_count_as_equals() -> None:
    world = tiny_world(2)
    world.states[state.DEFENCE_SHARE] = 0.0
    assert prospect_of(world, edge(world, A, B)).strength == 0.5


@pytest.mark.parametrize(
    ("fears_a", "fears_b", "danger"),
    [
        ([0.9, 0.1], [0.1, 0.9], 0.1),
        ([0.9, 0.4], [0.2, 0.6], 0.4),
        ([0.5, 0.0], [0.5, 1.0], 0.5),
        ([0.0, 0.0], [1.0, 1.0], 0.0),
    ],
)
def test_only_a_danger_that_both_fear_is_common(
    fears_a: list[float], fears_b: list[float], danger: float
) -> None:
    world = tiny_world(2, threats=2)
    world.impacts[threat.BELIEF, :, A] = fears_a
    world.impacts[threat.BELIEF, :, B] = fears_b
    assert prospect_of(world, edge(world, A, B)).danger == danger
    assert prospect_of(world, edge(world, B, A)).danger == danger


# --------------------------------------------------------------------------- the answer


@pytest.mark.parametrize(
    ("gain", "trust", "upkeep", "answer"),
    [
        (0.3, 0.5, 0.0, "yes"),
        (-0.1, 0.5, 0.0, "no"),
        (0.0, 0.5, 0.0, "no"),
        # No gain outweighs a lack of trust, of which the kind takes 0.4.
        (0.5, 0.4, 0.0, "yes"),
        (0.5, 0.39, 0.0, "distrusts"),
        (-0.1, 0.39, 0.0, "no"),
        # 1 billion a month for diplomacy, of which 0.5 go to other partnerships; a year's upkeep
        # also counts, as a share of 12 billion.
        (1.5, 0.5, 6.0, "yes"),
        (1.5, 0.5, 6.1, "unable"),
        (1.5, 0.39, 6.1, "distrusts"),
    ],
)
def test_gain_trust_and_money_must_all_be_there(
    gain: float, trust: float, upkeep: float, answer: str
) -> None:
    world = courting_world(gain_a=gain)
    e = edge(world, A, B)
    world.dyads[dyad.TRUST, e] = trust
    world.kinds[[partnership.MIN_TRUST, partnership.UPKEEP], 0] = 0.4, upkeep
    world.states[state.UPKEEP, A] = 0.5
    ledger = ledger_for(world)
    code, score = consider(world, ledger, 0, e, 0, prospect_of(world, e), book.FORM)
    (decision,) = decisions(ledger)
    assert (decision.answer, book.ANSWERS[code]) == (answer, answer)
    assert decision.score == score == pytest.approx(gain - upkeep / 12.0)
    assert decision.terms[:6] == pytest.approx([0.0, gain, 0.0, 0.0, 0.0, -upkeep / 12.0])
    assert not any(decision.terms[6:])
    assert decision.amount == trust


@pytest.mark.parametrize(
    ("months", "cost", "room"), [(1.0, 0.5, True), (1.0, 0.6, False), (3.0, 2.5, True)]
)
def test_room_in_the_diplomacy_budget(months: float, cost: float, room: bool) -> None:
    world = tiny_world(2)
    world.states[state.UPKEEP, A] = 0.5
    assert affords(world.states, A, cost, months) is room


@pytest.mark.parametrize(
    ("question", "gain", "answer"),
    [
        # A binding kind has a hurdle of 0.5: it takes that to form it, and as much loss to leave.
        (book.FORM, 0.49, "no"),
        (book.FORM, 0.51, "yes"),
        (book.LEAVE, 0.0, "no"),
        (book.LEAVE, -0.49, "no"),
        (book.LEAVE, -0.51, "yes"),
    ],
)
def test_what_binds_is_hard_to_ratify_and_costly_to_break(
    question: int, gain: float, answer: str
) -> None:
    world = courting_world(gain_a=gain)
    e = edge(world, A, B)
    world.kinds[partnership.LEGAL_WEIGHT, 0] = 1.0
    # Neither trust nor money is asked for on leaving.
    world.dyads[dyad.TRUST, e] = 0.5 if question == book.FORM else 0.0
    code, _ = consider(world, ledger_for(world), 0, e, 0, prospect_of(world, e), question)
    assert book.ANSWERS[code] == answer


@pytest.mark.parametrize(("question", "bar"), [(book.FORM, 0.5), (book.LEAVE, -0.5)])
@pytest.mark.parametrize("luck", [0.1, 0.5, 0.8])
def test_luck_shifts_the_hurdle(
    monkeypatch: pytest.MonkeyPatch, question: int, bar: float, luck: float
) -> None:
    world = courting_world()
    world.parameters[CHOICE_NOISE] = 0.25
    world.kinds[partnership.LEGAL_WEIGHT, 0] = 1.0
    fix_luck(monkeypatch, "courtship", {AGREE: luck})
    ledger, e = ledger_for(world), edge(world, A, B)
    consider(world, ledger, 0, e, 0, prospect_of(world, e), question)
    threshold = bar - 0.25 * math.log(luck / (1.0 - luck))
    assert decisions(ledger)[0].threshold == pytest.approx(threshold)


def test_each_side_has_luck_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def remember(subject: int, ordinal: int, actor: int, partner: int) -> float:
        asked.append((subject, ordinal, actor, partner))
        return 0.5

    fix_luck(monkeypatch, "courtship", {AGREE: remember})
    courted(courting_world())
    assert asked == [(200, 0, 100, 101), (200, 0, 101, 100)]


def test_luck_lasts() -> None:
    world = courting_world()
    world.parameters[CHOICE_NOISE] = 0.25
    e, lucks = edge(world, A, B), set()
    for step, question in ((0, book.FORM), (7, book.FORM), (50, book.LEAVE)):
        ledger = ledger_for(world)
        consider(world, ledger, step, e, 0, prospect_of(world, e), question)
        lucks.add(decisions(ledger)[0].threshold)
    assert len(lucks) == 1


@pytest.mark.parametrize(
    ("gain", "least"),
    [
        # Odds of leaving, were it not known to stand, of exp(-(gain + hurdle of 0.5) / 0.25).
        (-0.5, 0.5),
        (0.0, 1.0 / (1.0 + math.exp(2.0))),
        (-1.0, 1.0 / (1.0 + math.exp(-2.0))),
    ],
)
def test_what_stands_at_the_start_tells_of_luck(gain: float, least: float) -> None:
    world = courting_world(gain_a=gain)
    world.parameters[CHOICE_NOISE] = 0.25
    world.kinds[partnership.LEGAL_WEIGHT, 0] = 1.0
    world.partnerships[partnership.DEPTH, 0, edge(world, A, B)] = 0.7
    respect_standing(world)
    assert world.partnerships[partnership.LEAST_LUCK, 0].tolist() == [pytest.approx(least), 0.0]


@pytest.mark.parametrize(("u", "change", "answer"), [(1e-9, 0.0, "no"), (0.02, -0.1, "yes")])
def test_nobody_leaves_what_stands_before_something_has_changed(
    monkeypatch: pytest.MonkeyPatch, u: float, change: float, answer: str
) -> None:
    world = courting_world(gain_a=-1.0)
    world.parameters[CHOICE_NOISE] = 0.25
    world.kinds[partnership.LEGAL_WEIGHT, 0] = 1.0
    e = edge(world, A, B)
    world.partnerships[partnership.DEPTH, 0, e] = 0.7
    respect_standing(world)
    world.dyads[dyad.AFFINITY, e] += change
    fix_luck(monkeypatch, "courtship", {AGREE: u})
    code, _ = consider(world, ledger_for(world), 9, e, 0, prospect_of(world, e), book.LEAVE)
    assert book.ANSWERS[code] == answer


def test_without_noise_nothing_is_unseen() -> None:
    world = courting_world(gain_a=-1.0)
    world.parameters[CHOICE_NOISE] = 0.0
    world.partnerships[partnership.DEPTH, 0] = 0.7
    respect_standing(world)
    assert not world.partnerships[partnership.LEAST_LUCK].any()


# --------------------------------------------------------------------------- both sides


@pytest.mark.parametrize(
    ("gain_a", "gain_b", "smaller"),
    [(0.3, 0.2, 0.2), (0.1, 0.4, 0.1), (0.3, -0.2, UNWANTED), (-0.3, -0.2, UNWANTED)],
)
@pytest.mark.parametrize("level", [book.NOTHING, book.CHANGES, book.EVERYTHING])
def test_the_smaller_gain_counts_and_each_side_has_a_veto(
    level: int, gain_a: float, gain_b: float, smaller: float
) -> None:
    gain, _ = courted(courting_world(gain_a, gain_b), level)
    assert gain == pytest.approx(smaller)


@pytest.mark.parametrize(
    ("gain_a", "gain_b", "trust", "changes", "everything"),
    [
        (0.3, 0.2, 0.5, ["yes", "yes"], ["yes", "yes"]),
        (0.3, -0.2, 0.5, ["yes", "no"], ["yes", "no"]),
        # What nobody wanted is no change, nor is what could not be for lack of trust.
        (-0.3, -0.2, 0.5, [], ["no", "no"]),
        (0.3, 0.2, 0.1, [], ["distrusts", "yes"]),
    ],
)
def test_what_is_recorded_of_a_courtship(
    gain_a: float, gain_b: float, trust: float, changes: list[str], everything: list[str]
) -> None:
    world = courting_world(gain_a, gain_b)
    world.kinds[partnership.MIN_TRUST, 0] = 0.4
    world.dyads[dyad.TRUST, edge(world, A, B)] = trust
    assert courted(world, book.CHANGES)[1] == changes
    assert courted(world, book.EVERYTHING)[1] == everything
    assert courted(world, book.CHANGES)[0] == courted(world, book.EVERYTHING)[0]


# ------------------------------------------------------------ what a kind needs, and holds


@pytest.mark.parametrize(
    ("industry_a", "industry_b", "enough"),
    [(0.4, 0.4, True), (0.4, 0.39, False), (0.39, 0.9, False), (1.0, 1.0, True)],
)
def test_both_sides_have_what_the_kind_needs(
    industry_a: float, industry_b: float, enough: bool
) -> None:
    world = courting_world()
    world.kinds[[partnership.NEEDS_FIELD, partnership.NEEDS_LEAST], 0] = capability.INDUSTRY, 0.4
    world.states[capability.INDUSTRY, [A, B]] = industry_a, industry_b
    assert suits(world, A, B, 0) == enough
    gain, answers = courted(world)
    assert answers == (["yes", "yes"] if enough else ["unable", "unable"])
    assert (gain > UNWANTED) == enough
    world.kinds[partnership.NEEDS_FIELD, 0] = -1.0
    assert suits(world, A, B, 0)


def test_nobody_is_asked_for_what_cannot_be() -> None:
    world = courting_world()
    world.kinds[[partnership.NEEDS_FIELD, partnership.NEEDS_LEAST], 0] = capability.INDUSTRY, 0.4
    assert courted(world, book.CHANGES) == (UNWANTED, [])


@pytest.mark.parametrize("gains", [(0.3, 0.2), (-0.3, 0.2), (0.3, -0.2), (-0.3, -0.2)])
@pytest.mark.parametrize("upkeep", [0.0, 1.0, 20.0])
def test_what_is_recorded_changes_nothing(gains: tuple[float, float], upkeep: float) -> None:
    found = []
    for level in (book.NOTHING, book.CHANGES, book.EVERYTHING):
        world = courting_world(*gains)
        world.kinds[partnership.UPKEEP] = upkeep
        found.append(courted(world, level)[0])
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("scale", "loss", "answer"),
    [(0.0, 0.1, "yes"), (1.0, 0.1, "no"), (1.0, 0.7, "yes"), (2.0, 0.7, "no")],
)
def test_common_production_is_costly_to_leave(scale: float, loss: float, answer: str) -> None:
    world = courting_world(gain_a=-loss)
    world.parameters[PROCUREMENT_ON] = scale
    world.kinds[capability.KIND_EXIT_COST] = 0.6
    e = edge(world, A, B)
    ledger = ledger_for(world)
    consider(world, ledger, 0, e, 0, prospect_of(world, e), book.LEAVE)
    assert [each.answer for each in decisions(ledger)] == [answer]
