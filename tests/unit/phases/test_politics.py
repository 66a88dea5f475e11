from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms import politics as mech
from coopsim.catalogue.mechanisms.capability import PROTECTION, TECHNOLOGY_ON
from coopsim.catalogue.mechanisms.core import SOLDIER_MONTH
from coopsim.phases.politics import politics
from coopsim.randomness import ELECTION, PROGRAMME
from coopsim.world import ledger as book
from coopsim.world.blocks import capability, cooperation, dyad, state, threat
from coopsim.world.blocks import politics as pol
from coopsim.world.ledger import Ledger
from coopsim.world.world import POSITION, SALIENCE, World
from worlds import A, B, Event, edge, events, fill, fix_luck, ledger_for, strike, tiny_world

WEIGHTS = {
    mech.REVERSION: 0.5,
    mech.RALLY: 0.2,
    mech.WEARINESS: 0.1,
    mech.SUCCESS: 0.2,
    mech.LOSSES: 0.5,
    mech.CAMPAIGN: 6.0,
    mech.AGENDA_SWING: 0.4,
    mech.PARTY_SWING: 0.2,
    mech.FALL_RATE: 0.1,
}
STATE = {
    pol.APPROVAL_NORMAL: 0.6,
    pol.APPROVAL: 0.6,
    pol.STABILITY_NORMAL: 0.8,
    pol.FRAGMENTATION_NORMAL: 0.5,
    pol.FRAGMENTATION: 0.5,
    pol.ELECTION_MONTHS: 48.0,
    pol.TO_ELECTION: 24.0,
    state.DEMOCRACY: 0.9,
}


def political_world(opinion: float = 0.0, elections: float = 0.0) -> World:
    """Make a world of two states whose publics approve by 0.6, with a strong press of memory."""
    world = tiny_world(2)
    fill(world.parameters, WEIGHTS)
    fill(world.states, STATE)
    world.parameters[mech.OPINION_ON] = opinion
    world.parameters[mech.ELECTIONS_ON] = elections
    return world


def govern(world: World, step: int = 0) -> Ledger:
    ledger = ledger_for(world)
    politics(world, ledger, step)
    return ledger


def approval(world: World, i: int = A) -> float:
    return float(world.states[pol.APPROVAL, i])


# --------------------------------------------------------------------------- opinion


@pytest.mark.parametrize(
    ("scale", "now", "after"),
    [(0.0, 0.2, 0.2), (1.0, 0.2, 0.4), (1.0, 1.0, 0.8), (2.0, 0.2, 0.4)],
)
def test_approval_returns_to_normal(scale: float, now: float, after: float) -> None:
    world = political_world(scale)
    world.states[pol.APPROVAL] = now
    govern(world)
    assert approval(world) == pytest.approx(after)


def test_a_struck_public_rallies_once_and_the_rally_fades() -> None:
    world = political_world(1.0)
    strike(world, A, 1.0)
    govern(world, 0)
    # 0.2 x severity 0.5, and half of it a step later
    assert approval(world, A) == pytest.approx(0.7)
    assert approval(world, B) == pytest.approx(0.6)
    govern(world, 1)
    assert approval(world, A) == pytest.approx(0.65)


def test_casualties_of_strikes_wear_approval_down_by_their_logarithm() -> None:
    world = political_world(1.0)
    strike(world, A, 1.0)
    world.impacts[threat.STARTED, 0, A] = -1.0
    world.threats[threat.CASUALTIES, 0] = 20.0
    govern(world)
    # 20 x severity 0.5 in the one month that it lasts
    assert world.states[pol.CASUALTIES, A] == pytest.approx(10.0)
    assert approval(world) == pytest.approx(0.6 - 0.5 * 0.1 * math.log(11.0))


def test_a_toll_is_spread_over_the_time_that_a_strike_lasts() -> None:
    world = political_world(1.0)
    strike(world, A, 1.0)
    world.threats[[threat.CASUALTIES, threat.DURATION], 0] = 20.0, 4.0
    govern(world)
    assert world.states[pol.CASUALTIES, A] == pytest.approx(2.5)


@pytest.mark.parametrize(("soldier_month", "lost"), [(0.02, 50.0), (0.0, 0.0)])
def test_soldiers_abroad_are_lost(soldier_month: float, lost: float) -> None:
    world = political_world(1.0)
    world.parameters[SOLDIER_MONTH] = soldier_month
    world.states[state.CONTRIBUTION, A] = 2.0
    govern(world)
    # 2 billion are 100 thousand soldiers, of whom 0.5 a thousand are lost
    assert world.states[pol.CASUALTIES, A] == pytest.approx(lost)
    assert (approval(world, A) < approval(world, B)) is (lost > 0.0)


def test_casualties_are_forgotten() -> None:
    world = political_world(1.0)
    world.states[pol.CASUALTIES] = 8.0
    govern(world)
    assert world.states[pol.CASUALTIES, A] == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("averted", "damage", "credit", "success"),
    [(0.0, 0.0, 0.0, 0.0), (1.0, 3.0, 0.0, 0.25), (0.0, 3.0, 0.5, 0.5), (3.0, 1.0, 0.75, 1.0)],
)
def test_success_wins_approval_and_makes_casualties_bearable(
    averted: float, damage: float, credit: float, success: float
) -> None:
    world = political_world(1.0)
    world.states[[state.AVERTED, state.DAMAGE, state.GIVEN], A] = averted, damage, credit
    world.dyads[dyad.CREDIT, edge(world, A, B)] = credit
    world.states[pol.CASUALTIES, A] = 20.0
    govern(world)
    verdict = 0.2 * success - 0.1 * (1.0 - success) * math.log(11.0)
    assert approval(world) == pytest.approx(0.6 + 0.5 * verdict)


def test_who_receives_help_has_not_given_it() -> None:
    world = political_world(1.0)
    world.states[state.GIVEN, A] = 1.0
    world.dyads[dyad.CREDIT, edge(world, A, B)] = 1.0
    govern(world)
    assert approval(world, A) == pytest.approx(0.7)
    assert approval(world, B) == pytest.approx(0.6)


@pytest.mark.parametrize(("now", "bound"), [(0.99, 1.0), (0.01, 0.0)])
def test_approval_keeps_to_its_bounds(now: float, bound: float) -> None:
    world = political_world(5.0)
    world.parameters[[mech.REVERSION, mech.RALLY]] = 0.1, float(now > 0.5)
    world.states[pol.APPROVAL] = now
    world.states[pol.CASUALTIES] = 0.0 if now > 0.5 else 1e9
    strike(world, A, 1.0)
    govern(world)
    assert approval(world) == bound


# --------------------------------------------------------------------------- opposition


@pytest.mark.parametrize(
    ("opinion", "elections", "fragmentation", "to_election", "expected"),
    [
        # (1 - 0.6) x max(fragmentation, 0.9 x (1 - months / 6)), with the month that passes
        (0.0, 1.0, 0.5, 4.0, 0.0),
        (1.0, 0.0, 0.5, 4.0, 0.2),
        (2.0, 0.0, 0.5, 4.0, 0.4),
        (5.0, 0.0, 0.5, 4.0, 1.0),
        (1.0, 1.0, 0.0, 24.0, 0.0),
        (1.0, 1.0, 0.0, 4.0, 0.4 * 0.9 * 0.5),
        (1.0, 1.0, 0.9, 4.0, 0.4 * 0.9),
        # Without the mechanism no election is near.
        (1.0, 0.0, 0.0, 4.0, 0.0),
    ],
)
def test_opposition_binds_where_elites_disagree_or_an_election_is_near(
    monkeypatch: pytest.MonkeyPatch,
    opinion: float,
    elections: float,
    fragmentation: float,
    to_election: float,
    expected: float,
) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.99})
    world = political_world(opinion, elections)
    world.states[[pol.FRAGMENTATION, pol.TO_ELECTION], A] = fragmentation, to_election
    govern(world)
    assert world.states[pol.OPPOSITION, A] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("opinion", "weight", "with_b", "expected"),
    # (1 - 0.6) x 0.5 = 0.2, bounded by 1 before talks count
    [
        (1.0, 0.5, 0.8, 0.2 * 0.6),
        (1.0, 0.0, 0.8, 0.2),
        (1.0, 0.5, 0.0, 0.2),
        (10.0, 0.5, 0.8, 0.6),
        (1.0, 1.0, 1.0, 0.0),
    ],
)
def test_talks_that_reach_the_public_lower_opposition(
    opinion: float, weight: float, with_b: float, expected: float
) -> None:
    world = political_world(opinion)
    world.parameters[mech.OUTREACH] = weight
    world.dyads[pol.OUTREACH, edge(world, A, B)] = with_b
    govern(world)
    assert world.states[pol.OPPOSITION, A] == pytest.approx(expected)
    assert world.states[pol.OPPOSITION, B] == pytest.approx(min(1.0, 0.2 * opinion))


def test_opposition_is_gone_when_the_mechanism_is_switched_off() -> None:
    world = political_world()
    world.states[pol.OPPOSITION] = 0.7
    govern(world)
    assert not world.states[pol.OPPOSITION].any()


# --------------------------------------------------------------------------- elections


@pytest.mark.parametrize(
    ("scale", "luck", "changes"),
    # 0.9 x (1 - 0.6) at an election
    [(1.0, 0.35, True), (1.0, 0.37, False), (2.0, 0.71, True), (0.5, 0.19, False)],
)
def test_an_election_goes_by_approval_and_regime(
    monkeypatch: pytest.MonkeyPatch, scale: float, luck: float, changes: bool
) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: luck, PROGRAMME: 0.5})
    world = political_world(elections=scale)
    world.states[pol.TO_ELECTION] = 1.0, 24.0
    ledger = govern(world)
    expected = [Event("government_changed", A, -1, -1, 0.6, "election")] if changes else []
    assert events(ledger) == expected
    assert world.states[pol.NEW_GOVERNMENT].tolist() == [float(changes), 0.0]


@pytest.mark.parametrize(
    ("fragmentation", "luck", "falls"),
    # 0.1 x (1 - 0.8 x (1 - fragmentation x 0.4))
    [(0.0, 0.019, True), (0.0, 0.021, False), (1.0, 0.051, True), (1.0, 0.053, False)],
)
def test_governments_fall_between_elections_if_they_are_unstable(
    monkeypatch: pytest.MonkeyPatch, fragmentation: float, luck: float, falls: bool
) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: luck, PROGRAMME: 0.5})
    world = political_world(elections=1.0)
    world.states[pol.FRAGMENTATION] = fragmentation
    ledger = govern(world)
    assert [event.cause for event in events(ledger)] == ["collapse", "collapse"] * falls


def test_without_elections_governments_can_only_fall(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.3, PROGRAMME: 0.5})
    world = political_world(elections=1.0)
    world.states[pol.ELECTION_MONTHS] = 0.0
    world.states[pol.TO_ELECTION] = 0.0
    assert events(govern(world), book.GOVERNMENT_CHANGED) == []
    assert world.states[pol.TO_ELECTION].tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("period", "left", "months", "after"),
    [(48.0, 24.0, 1.0, 23.0), (48.0, 1.0, 1.0, 48.0), (48.0, 0.5, 1.0, 47.5), (2.0, 1.0, 6.0, 2.0)],
)
def test_the_clock_of_elections(
    monkeypatch: pytest.MonkeyPatch, period: float, left: float, months: float, after: float
) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.99})
    world = political_world(elections=1.0)
    world.clock[0] = months
    world.states[[pol.ELECTION_MONTHS, pol.TO_ELECTION], A] = period, left
    govern(world)
    assert world.states[pol.TO_ELECTION, A] == pytest.approx(after)


def test_a_tenth_of_a_month_at_a_time_an_election_comes_when_it_is_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.0, PROGRAMME: 0.5})
    world = political_world(elections=1.0)
    world.clock[0] = 0.1
    world.states[[pol.STABILITY_NORMAL, pol.APPROVAL, pol.TO_ELECTION]] = [[1.0], [0.9], [0.3]]
    world.states[[pol.FRAGMENTATION, pol.FRAGMENTATION_NORMAL]] = 0.0
    held = [len(events(govern(world, step))) for step in range(4)]
    assert held == [0, 0, 2, 0]


def test_a_new_government_wants_other_things(monkeypatch: pytest.MonkeyPatch) -> None:
    def vote(subject: int, ordinal: int, actor: int, partner: int) -> float:
        return {(0, 0, 100, 0): 0.0, (0, 0, 101, 0): 0.99}[subject, ordinal, actor, partner]

    def programme(subject: int, ordinal: int, actor: int, partner: int) -> float:
        # The coalition, then the first issue
        return {(0, 0, 100, 0): 0.75, (0, 1, 100, 0): 0.0}[subject, ordinal, actor, partner]

    fix_luck(monkeypatch, "politics", {ELECTION: vote, PROGRAMME: programme})
    world = political_world(elections=1.0)
    world.agendas[SALIENCE] = 1.0
    world.agendas[POSITION, 0] = 0.5, 0.5
    world.states[[pol.APPROVAL, pol.CASUALTIES], A] = 0.3, 40.0
    govern(world)
    # 0.4 x (2 x 0 - 1) for the position, 0.2 x (2 x 0.75 - 1) for the coalition
    assert world.agendas[POSITION, 0].tolist() == pytest.approx([0.1, 0.5])
    assert world.dyads[dyad.AFFINITY].tolist() == pytest.approx([0.8, 0.8])
    assert world.states[pol.FRAGMENTATION].tolist() == pytest.approx([0.6, 0.5])
    assert world.states[pol.APPROVAL].tolist() == pytest.approx([0.6, 0.6])
    assert world.states[pol.CASUALTIES, A] == 0.0


def test_a_popular_party_keeps_its_approval(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.0, PROGRAMME: 0.5})
    world = political_world(elections=1.0)
    world.states[pol.APPROVAL] = 0.8
    govern(world)
    assert approval(world) == 0.8


def test_positions_and_coalitions_keep_to_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_luck(monkeypatch, "politics", {ELECTION: 0.0, PROGRAMME: 0.99})
    world = political_world(elections=1.0)
    world.agendas[POSITION] = 0.9
    world.states[pol.FRAGMENTATION_NORMAL] = 0.95
    govern(world)
    assert world.agendas[POSITION, 0].tolist() == [1.0, 1.0]
    assert world.states[pol.FRAGMENTATION].tolist() == [1.0, 1.0]


def test_switched_off_nothing_moves_and_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_luck(monkeypatch, "politics", {})
    world, before = political_world(), political_world()
    strike(world, A, 1.0)
    assert events(govern(world)) == []
    assert (world.states == before.states).all()
    assert (world.agendas == before.agendas).all()


@pytest.mark.parametrize(
    ("deployed", "technology", "scale", "lost"),
    [
        # 0.5 persons for each of 4 thousand soldiers
        (4.0, 0.0, 1.0, 2.0),
        # protection 0.5 x technology 0.5
        (4.0, 0.5, 1.0, 1.5),
        (4.0, 0.5, 4.0, 0.0),
        (4.0, 0.5, 0.0, 2.0),
        (0.0, 0.0, 1.0, 0.0),
    ],
)
def test_soldiers_on_missions_are_lost_too_and_technology_protects_them(
    deployed: float, technology: float, scale: float, lost: float
) -> None:
    world = tiny_world()
    world.parameters[[mech.OPINION_ON, mech.LOSSES]] = 1.0, 0.5
    world.parameters[[TECHNOLOGY_ON, PROTECTION]] = scale, 0.5
    world.states[cooperation.DEPLOYED] = deployed
    world.states[capability.TECHNOLOGY] = technology
    politics(world, ledger_for(world), 0)
    assert world.states[pol.CASUALTIES].tolist() == pytest.approx([lost] * 3)
