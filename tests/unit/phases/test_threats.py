from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.core import THREATS_ON
from coopsim.catalogue.mechanisms.dangers import COMPOUNDING_ON, PREPARED, WARNING_ON
from coopsim.phases.threats import threats
from coopsim.randomness import SEVERITY, SPREAD, STRIKE
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, state, tally, threat
from coopsim.world.world import World
from worlds import (
    NOBODY,
    A,
    B,
    C,
    Event,
    edge,
    events,
    fix_luck,
    ledger_for,
    pair,
    strike,
    tiny_world,
)


def severities(world: World) -> list[float]:
    return [float(severity) for severity in world.impacts[threat.SEVERITY, 0]]


def struck_at_random(monkeypatch: pytest.MonkeyPatch, world: World, luck: float) -> list[float]:
    """Return who is struck, and how hard, if every state draws the same number."""
    fix_luck(monkeypatch, "threats", {STRIKE: luck, SEVERITY: 0.75})
    threats(world, ledger_for(world), 0)
    return severities(world)


# --------------------------------------------------------------------------- needs


@pytest.mark.parametrize(
    ("severity", "exposure", "months", "expected"),
    [
        # 0.5 x 1 x 1 % of 1200, all in one step
        (0.5, 1.0, 1.0, 6.0),
        (0.5, 0.5, 1.0, 3.0),
        # 1 x 1 x 12 over four steps
        (1.0, 1.0, 4.0, 3.0),
        (0.0, 1.0, 1.0, 0.0),
    ],
)
def test_what_a_strike_needs(
    severity: float, exposure: float, months: float, expected: float
) -> None:
    world = tiny_world(2)
    strike(world, A, 0.0)
    world.impacts[threat.SEVERITY, 0, A] = severity
    world.states[state.CLIMATE_EXPOSURE, A] = exposure
    world.threats[threat.DURATION, 0] = months
    threats(world, ledger_for(world), 1)
    assert world.impacts[threat.NEED, 0].tolist() == pytest.approx([expected, 0.0])
    assert world.states[state.NEED].tolist() == pytest.approx([expected, 0.0])


def test_needs_of_several_strikes_add_up() -> None:
    world = tiny_world(2, threats=2)
    strike(world, A, 0.0, threat_row=0)
    strike(world, A, 0.0, threat_row=1)
    world.threats[threat.NEED_SHARE, 1] = 0.02
    threats(world, ledger_for(world), 1)
    # 0.5 x 12 and 0.5 x 24
    assert world.impacts[threat.NEED, :, A].tolist() == [6.0, 12.0]
    assert world.states[state.NEED, A] == 18.0


@pytest.mark.parametrize(
    ("field", "inverted", "targeted", "expected"),
    [
        # It is 0.25 everywhere.
        (state.CYBER_MATURITY, 0.0, 1.0, 0.25),
        (state.CYBER_MATURITY, 1.0, 1.0, 0.75),
        (state.CYBER_MATURITY, 1.0, 0.0, 0.0),
        # Some threats strike all alike, but still only those at whom they aim.
        (-1, 0.0, 1.0, 1.0),
        (-1, 0.0, 0.0, 0.0),
    ],
)
def test_exposure_is_read_from_the_state(
    field: int, inverted: float, targeted: float, expected: float
) -> None:
    world = tiny_world(2)
    world.threats[threat.EXPOSURE_FIELD, 0] = field
    world.threats[threat.EXPOSURE_INVERTED, 0] = inverted
    world.impacts[threat.TARGETED, 0] = targeted
    threats(world, ledger_for(world), 0)
    assert world.impacts[threat.EXPOSURE, 0].tolist() == [expected, expected]


# --------------------------------------------------------------------------- planned strikes


def planned_world(*plan: tuple[int, int, int, float]) -> World:
    world = tiny_world(planned=len(plan))
    for n, entry in enumerate(plan):
        world.plan[:, n] = entry
    return world


def test_planned_strikes_come_in_their_step() -> None:
    world = planned_world((2, 0, B, 0.5), (3, 0, C, 0.25))
    ledger = ledger_for(world)
    threats(world, ledger, 1)
    assert severities(world) == [0.0, 0.0, 0.0]
    threats(world, ledger, 2)
    assert severities(world) == [0.0, 0.5, 0.0]
    assert events(ledger) == [Event("strike", B, NOBODY, 0, 0.5, "plan")]
    assert world.impacts[threat.STARTED, 0].tolist() == [-1.0, 2.0, -1.0]
    assert world.tallies[tally.STRIKES] == 1.0


def test_a_second_strike_adds_and_lasts_anew() -> None:
    world = planned_world((1, 0, A, 0.5))
    world.threats[threat.DURATION, 0] = 4.0
    strike(world, A, 0.0)  # severity 0.5, since step 0
    world.impacts[threat.ASKED_AT, 0, A] = 0.0
    threats(world, ledger_for(world), 1)
    # 1 - (1 - 0.5) x (1 - 0.5)
    assert severities(world)[A] == 0.75
    assert world.impacts[threat.LEFT, 0, A] == 4.0
    assert world.impacts[threat.ORDINAL, 0, A] == 2.0
    # It is one strike still: the wait for help goes on.
    assert world.impacts[threat.STARTED, 0, A] == 0.0
    assert world.impacts[threat.ASKED_AT, 0, A] == 0.0


def test_a_strike_ends_after_its_duration() -> None:
    world = planned_world((0, 0, A, 0.5))
    world.threats[threat.DURATION, 0] = 2.0
    ledger = ledger_for(world)
    seen = []
    for step in range(4):
        threats(world, ledger, step)
        seen.append(severities(world)[A])
    assert seen == [0.5, 0.5, 0.0, 0.0]
    assert events(ledger, book.STRIKE_ENDED) == [Event("strike_ended", A, NOBODY, 0, 0.5, "time")]


@pytest.mark.parametrize(
    ("left", "severity"),
    [pytest.param(1.0, 0.5, id="its time is over"), pytest.param(3.0, 0.0, id="it is settled")],
)
def test_what_belongs_to_a_strike_ends_with_it(left: float, severity: float) -> None:
    world = tiny_world()
    strike(world, A, 3.0)
    world.impacts[[threat.LEFT, threat.SEVERITY], 0, A] = left, severity
    world.impacts[[threat.ASKED_AT, threat.HELPED_AT, threat.SPONSOR], 0, A] = 1.0
    world.impacts[threat.UNATTRIBUTED, 0, A] = 1.0
    world.mandates[institution.STATUS, 0, 0, [A, B]] = 2.0
    world.mandates[institution.SINCE, 0, 0, [A, B]] = 1.0
    threats(world, ledger_for(world), 3)
    for row in (threat.STARTED, threat.ASKED_AT, threat.HELPED_AT, threat.SPONSOR):
        assert world.impacts[row, 0, A] == -1.0
    assert world.impacts[threat.UNATTRIBUTED, 0, A] == 0.0
    assert world.impacts[threat.NEED, 0, A] == 0.0
    assert world.impacts[threat.ORDINAL, 0, A] == 1.0
    # B's mandate is about another strike.
    assert world.mandates[institution.STATUS, 0, 0].tolist() == [0.0, 2.0, 0.0]
    assert world.mandates[institution.SINCE, 0, 0].tolist() == [-1.0, 1.0, -1.0]


# --------------------------------------------------------------------------- random strikes


@pytest.mark.parametrize("months", [1.0, 3.0])
@pytest.mark.parametrize(("scale", "exposure"), [(1.0, 1.0), (1.0, 0.5), (2.0, 0.5)])
def test_chance_of_a_random_strike(
    monkeypatch: pytest.MonkeyPatch, months: float, scale: float, exposure: float
) -> None:
    # Six strikes a year on a state that is fully exposed.
    chance = 1.0 - math.exp(-scale * 6.0 * exposure * months / 12.0)
    for luck, expected in ((chance - 1e-6, 0.625), (chance + 1e-6, 0.0)):
        world = tiny_world(2)
        world.clock[0] = months
        world.parameters[THREATS_ON] = scale
        world.threats[threat.RATE, 0] = 6.0
        world.threats[threat.SEVERITY_SPREAD, 0] = 0.5
        world.states[state.CLIMATE_EXPOSURE, B] = 0.0
        world.states[state.CLIMATE_EXPOSURE, A] = exposure
        # Severity 0.5 x (1 + 0.5 x (2 x 0.75 - 1)) = 0.625; B is not exposed.
        assert struck_at_random(monkeypatch, world, luck) == [expected, 0.0]


@pytest.mark.parametrize(("mean", "expected"), [(0.5, 0.75), (0.8, 1.0), (0.0, 0.0)])
def test_severity_stays_within_its_bounds(
    monkeypatch: pytest.MonkeyPatch, mean: float, expected: float
) -> None:
    world = tiny_world(1)
    world.threats[threat.RATE, 0] = 100.0
    world.threats[threat.SEVERITY_MEAN, 0] = mean
    world.threats[threat.SEVERITY_SPREAD, 0] = 1.0
    # mean x (1 + 1 x (2 x 0.75 - 1)) = 1.5 x mean
    assert struck_at_random(monkeypatch, world, 0.5) == [expected]


def test_luck_of_strikes_does_not_depend_on_those_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def remember(subject: int, ordinal: int, actor: int, partner: int) -> float:
        asked.append((subject, ordinal, actor, partner))
        return 0.999

    world = tiny_world(2, threats=2)
    world.threats[threat.RATE] = 1.0
    world.impacts[threat.ORDINAL, 1, B] = 5.0
    fix_luck(monkeypatch, "threats", {STRIKE: remember})
    threats(world, ledger_for(world), 0)
    assert asked == [(400, 0, 100, 0), (400, 0, 101, 0), (401, 0, 100, 0), (401, 0, 101, 0)]


# --------------------------------------------------------------------------- spread


def spreading_world(borders: float = 1.0, trade: float = 0.0, networks: float = 0.0) -> World:
    """Let A suffer; B borders on A, and C trades with it half as closely as can be."""
    world = tiny_world()
    world.threats[threat.CONTAGION, 0] = 0.8
    world.threats[threat.SPREAD_BORDERS, 0] = borders
    world.threats[threat.SPREAD_TRADE, 0] = trade
    world.threats[threat.SPREAD_NETWORKS, 0] = networks
    strike(world, A, 0.0)  # severity 0.5
    world.dyads[dyad.CONTIGUITY, pair(world, A, B)] = 1.0
    world.dyads[dyad.TRADE, pair(world, A, C)] = 0.5
    world.dyads[dyad.CONTACT, pair(world, A, C)] = 0.75
    return world


@pytest.mark.parametrize(
    ("ways", "chance_b", "chance_c"),
    [
        # contagion 0.8 x exposure 1 x severity 0.5 x closeness 1, or 0.5, or contact 0.75
        ((1.0, 0.0, 0.0), 0.4, 0.0),
        ((0.0, 1.0, 0.0), 0.0, 0.2),
        ((0.0, 0.0, 1.0), 0.0, 0.3),
        ((1.0, 1.0, 0.0), 0.4, 0.2),
        ((0.0, 0.0, 0.0), 0.0, 0.0),
    ],
)
def test_chance_that_a_strike_spreads(
    monkeypatch: pytest.MonkeyPatch,
    ways: tuple[float, float, float],
    chance_b: float,
    chance_c: float,
) -> None:
    for luck in (0.1, 0.2 - 1e-6, 0.2 + 1e-6, 0.3 - 1e-6, 0.3 + 1e-6, 0.4 - 1e-6, 0.4 + 1e-6):
        world = spreading_world(*ways)
        fix_luck(monkeypatch, "threats", {SPREAD: luck})
        threats(world, ledger_for(world), 1)
        expected = [0.5, 0.5 * (luck < chance_b), 0.5 * (luck < chance_c)]
        assert severities(world) == expected


def test_dangers_from_several_sides_compound_and_the_worst_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = spreading_world()
    strike(world, C, 0.0)
    world.impacts[threat.SEVERITY, 0, C] = 0.25
    world.dyads[dyad.CONTIGUITY, pair(world, C, B)] = 1.0
    # 1 - (1 - 0.8 x 0.5) x (1 - 0.8 x 0.25) = 1 - 0.6 x 0.8 = 0.52, more than either alone
    fix_luck(monkeypatch, "threats", {SPREAD: 0.519})
    ledger = ledger_for(world)
    threats(world, ledger, 1)
    assert events(ledger) == [Event("spread", B, A, 0, 0.5, "neighbour")]


def test_a_strike_reaches_only_the_next_in_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    world = spreading_world()
    world.dyads[dyad.CONTIGUITY, pair(world, B, C)] = 1.0
    world.threats[threat.DURATION, 0] = 3.0
    fix_luck(monkeypatch, "threats", {SPREAD: 0.001})
    ledger = ledger_for(world)
    threats(world, ledger, 1)
    assert [event.actor for event in events(ledger)] == [B]
    threats(world, ledger, 2)
    assert Event("spread", C, B, 0, 0.5, "neighbour") in events(ledger)


def test_what_j_holds_towards_i_says_how_close_i_is_to_j(monkeypatch: pytest.MonkeyPatch) -> None:
    world = spreading_world(borders=0.0, trade=1.0)
    world.dyads[dyad.TRADE] = 0.0
    world.dyads[dyad.TRADE, edge(world, C, A)] = 1.0
    fix_luck(monkeypatch, "threats", {SPREAD: 0.01})
    threats(world, ledger_for(world), 1)
    assert severities(world) == [0.5, 0.0, 0.5]


def test_without_the_mechanism_nothing_strikes_and_old_strikes_end() -> None:
    world = planned_world((0, 0, B, 0.5))
    world.parameters[THREATS_ON] = 0.0
    world.threats[[threat.RATE, threat.CONTAGION, threat.SPREAD_BORDERS], 0] = 1.0
    world.dyads[dyad.CONTIGUITY] = 1.0
    strike(world, A, 0.0)
    world.impacts[threat.LEFT, 0, A] = 1.0
    ledger = ledger_for(world)
    threats(world, ledger, 0)
    assert severities(world) == [0.0, 0.0, 0.0]
    assert [event.kind for event in events(ledger)] == ["strike_ended"]


# --------------------------------------------------------------------------- compounding, warning


@pytest.mark.parametrize(
    ("scale", "others", "rate"),
    [
        # Severity 0.5 of the other threat, which compounds threefold: 6 x (1 + 1.5)
        (1.0, 3.0, 15.0),
        (0.5, 3.0, 10.5),
        (0.0, 3.0, 6.0),
        (1.0, 0.0, 6.0),
    ],
)
def test_strikes_that_last_bring_others(
    monkeypatch: pytest.MonkeyPatch, scale: float, others: float, rate: float
) -> None:
    chance = 1.0 - math.exp(-rate / 12.0)
    for luck, expected in ((chance - 1e-6, 0.5), (chance + 1e-6, 0.0)):
        world = tiny_world(2, threats=2)
        world.parameters[COMPOUNDING_ON] = scale
        world.threats[threat.RATE, 0] = 6.0
        # Its own compounding is for others.
        world.threats[threat.COMPOUNDS] = 9.0, others
        strike(world, A, 0.0, threat_row=1)
        world.impacts[threat.TARGETED, 0, B] = 0.0
        assert struck_at_random(monkeypatch, world, luck)[A] == expected


@pytest.mark.parametrize(
    ("scale", "information", "expected"),
    # Severity 0.5 takes 6; full information saves 40 %.
    [(1.0, 1.0, 3.6), (1.0, 0.5, 4.8), (0.0, 1.0, 6.0), (5.0, 1.0, 0.0)],
)
def test_whoever_is_warned_needs_less(scale: float, information: float, expected: float) -> None:
    world = tiny_world(2)
    world.parameters[[WARNING_ON, PREPARED]] = scale, 0.4
    world.states[state.INFORMATION, A] = information
    strike(world, A, 0.0)
    threats(world, ledger_for(world), 1)
    assert world.impacts[threat.NEED, 0, A] == pytest.approx(expected)
    assert world.states[state.NEED, A] == pytest.approx(expected)
