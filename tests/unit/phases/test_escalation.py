from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.dangers import (
    ACCIDENTS,
    EMBOLDENING,
    ESCALATION_ON,
    MEDIATION,
)
from coopsim.phases.escalation import escalation
from coopsim.phases.mandates import ADOPTED
from coopsim.randomness import ACCIDENT, CLIMB, FORCE
from coopsim.world.blocks import attacker, cooperation, dyad, institution, threat
from coopsim.world.world import World
from worlds import A, B, C, Event, edge, events, fix_luck, ledger_for, pair, strike, tiny_world


def crisis_world(*, sponsor: int = B) -> World:
    """Let A suffer a crisis of severity 0.5, on a ladder, that B is behind."""
    world = tiny_world(attackers=1)
    world.parameters[[ESCALATION_ON, MEDIATION]] = 1.0, 0.5
    world.threats[threat.LADDER, 0] = 0.8
    strike(world, A, 0.0)
    world.impacts[threat.SPONSOR, 0, A] = sponsor
    world.attackers[attacker.SPONSOR, 0] = -1.0
    return world


def talk(world: World, one: int, other: int, calm: float) -> None:
    world.dyads[cooperation.CALM, pair(world, one, other)] = calm


def severity_after(monkeypatch: pytest.MonkeyPatch, world: World, luck: float) -> float:
    fix_luck(monkeypatch, "escalation", {CLIMB: luck})
    escalation(world, ledger_for(world), 1)
    return float(world.impacts[threat.SEVERITY, 0, A])


# --------------------------------------------------------------------------- the ladder


@pytest.mark.parametrize(
    ("scale", "luck", "expected"),
    [
        # 0.5 + 0.8 x 0.5 x 0.5 x luck
        (1.0, 0.5, 0.6),
        (0.5, 0.5, 0.55),
        (1.0, 0.001, 0.5002),
        # The pace is at most 1.
        (5.0, 0.5, 0.625),
    ],
)
def test_a_crisis_that_nobody_calms_climbs(
    monkeypatch: pytest.MonkeyPatch, scale: float, luck: float, expected: float
) -> None:
    world = crisis_world()
    world.parameters[ESCALATION_ON] = scale
    assert severity_after(monkeypatch, world, luck) == pytest.approx(expected)


def test_dialogue_with_the_state_behind_it_calms_a_crisis(monkeypatch: pytest.MonkeyPatch) -> None:
    world = crisis_world()
    talk(world, A, B, 0.75)
    # 0.8 x 0.25 x (0.5 - 0.75)
    assert severity_after(monkeypatch, world, 0.5) == pytest.approx(0.45)


def test_without_a_state_behind_it_neighbours_calm_it(monkeypatch: pytest.MonkeyPatch) -> None:
    world = crisis_world(sponsor=-1)
    talk(world, A, B, 0.75)
    talk(world, A, C, 1.0)
    world.dyads[dyad.CONTIGUITY, pair(world, A, B)] = 1.0
    assert severity_after(monkeypatch, world, 0.5) == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("with_target", "with_sponsor", "expected"),
    [
        # 0.8 x 0.25 x (0.5 - 0.5 x 0.8)
        (0.8, 0.9, 0.52),
        (0.9, 0.8, 0.52),
        (0.8, 0.0, 0.6),
        (0.0, 0.9, 0.6),
    ],
)
def test_a_third_state_that_talks_to_both_mediates(
    monkeypatch: pytest.MonkeyPatch, with_target: float, with_sponsor: float, expected: float
) -> None:
    world = crisis_world()
    talk(world, A, C, with_target)
    talk(world, B, C, with_sponsor)
    assert severity_after(monkeypatch, world, 0.5) == pytest.approx(expected)


def test_an_institution_that_has_answered_mediates(monkeypatch: pytest.MonkeyPatch) -> None:
    world = crisis_world()
    world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    # calm = 1 - (1 - 0.2) x (1 - 0.5)
    talk(world, A, B, 0.2)
    assert severity_after(monkeypatch, world, 0.5) == pytest.approx(0.5 + 0.2 * (0.5 - 0.6))


@pytest.mark.parametrize("luck", [1e-9, 1.0 - 1e-9])
@pytest.mark.parametrize("calm", [0.0, 1.0])
@pytest.mark.parametrize("before", [0.001, 0.5, 0.999, 1.0])
def test_severity_stays_within_its_bounds(
    monkeypatch: pytest.MonkeyPatch, luck: float, calm: float, before: float
) -> None:
    world = crisis_world()
    world.parameters[ESCALATION_ON] = 5.0
    world.threats[threat.LADDER, 0] = 1.0
    world.impacts[threat.SEVERITY, 0, A] = before
    talk(world, A, B, calm)
    assert 0.0 < severity_after(monkeypatch, world, luck) <= 1.0


@pytest.mark.parametrize("change", ["off", "no ladder", "new", "over"])
def test_what_does_not_move(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    world = crisis_world()
    before = 0.5
    if change == "off":
        world.parameters[ESCALATION_ON] = 0.0
    elif change == "no ladder":
        world.threats[threat.LADDER, 0] = 0.0
    elif change == "new":
        world.impacts[threat.STARTED, 0, A] = 1.0
    else:
        before = world.impacts[threat.SEVERITY, 0, A] = 0.0
    fix_luck(monkeypatch, "escalation", {})
    escalation(world, ledger_for(world), 1)
    assert world.impacts[threat.SEVERITY, 0, A] == before


# --------------------------------------------------------------------------- accidents


def tense_world(calm: float = 0.0) -> World:
    """Let B stand behind a rival of A and C; it can talk to A."""
    world = tiny_world(attackers=1)
    world.parameters[[ESCALATION_ON, ACCIDENTS]] = 1.0, 6.0
    world.attackers[attacker.SPONSOR, 0] = B
    talk(world, A, B, calm)
    return world


@pytest.mark.parametrize(("scale", "calm"), [(1.0, 0.0), (1.0, 0.5), (2.0, 0.5)])
def test_dialogue_between_rivals_prevents_accidents(
    monkeypatch: pytest.MonkeyPatch, scale: float, calm: float
) -> None:
    chance = 1.0 - math.exp(-scale * 6.0 * (1.0 - calm) / 12.0)
    for luck, happens in ((chance - 1e-6, True), (chance + 1e-6, False)):
        world = tense_world(calm)
        world.parameters[ESCALATION_ON] = scale
        world.impacts[threat.TARGETED, 0, C] = 0.0
        fix_luck(monkeypatch, "escalation", {ACCIDENT: luck, FORCE: 0.5})
        ledger = ledger_for(world)
        escalation(world, ledger, 1)
        told = [Event("strike", A, B, 0, 0.5, "accident")] if happens else []
        assert events(ledger) == told
        assert world.tallies[attacker.ACCIDENTS] == len(told)
        assert world.impacts[threat.SPONSOR, 0, A] == (B if happens else -1)


@pytest.mark.parametrize(
    ("emboldening", "ally", "bold"),
    # A treaty of half strength with C, or with the sponsor itself, which protects nobody from it.
    [(0.0, C, 1.0), (2.0, C, 2.0), (2.0, B, 1.0)],
)
def test_who_is_protected_dares_more(
    monkeypatch: pytest.MonkeyPatch, emboldening: float, ally: int, bold: float
) -> None:
    chance = 1.0 - math.exp(-6.0 * bold / 12.0)
    for luck, happens in ((chance - 1e-6, 1.0), (chance + 1e-6, 0.0)):
        world = tense_world()
        world.parameters[EMBOLDENING] = emboldening
        world.dyads[dyad.OBLIGATION, edge(world, ally, A)] = 0.5
        world.impacts[threat.TARGETED, 0, C] = 0.0
        fix_luck(monkeypatch, "escalation", {ACCIDENT: luck, FORCE: 0.5})
        escalation(world, ledger_for(world), 1)
        assert world.tallies[attacker.ACCIDENTS] == happens


def test_a_full_channel_prevents_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    world = tense_world(1.0)
    world.impacts[threat.TARGETED, 0, C] = 0.0
    fix_luck(monkeypatch, "escalation", {ACCIDENT: 1e-12})
    escalation(world, ledger_for(world), 1)
    assert not world.impacts[threat.SEVERITY].any()


@pytest.mark.parametrize(("field", "value"), [("STRATEGY", 1.0), ("SPONSOR", -1.0)])
def test_groups_and_rivals_without_a_state_blunder_into_nothing(
    monkeypatch: pytest.MonkeyPatch, field: str, value: float
) -> None:
    world = tense_world()
    world.attackers[getattr(attacker, field), 0] = value
    fix_luck(monkeypatch, "escalation", {})
    escalation(world, ledger_for(world), 1)
    assert not world.impacts[threat.SEVERITY].any()
