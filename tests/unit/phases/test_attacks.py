from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.core import CHOICE_NOISE, INSTITUTIONS_ON, THREATS_ON
from coopsim.catalogue.mechanisms.rivalry import (
    ADAPTATION_ON,
    DEFENCE,
    DETERRENCE_ON,
    LEARNING_BY_DOING,
    SENSITIVITY,
)
from coopsim.phases.attacks import attacks, forces
from coopsim.randomness import ATTACK, CONSIDER, FORCE, SUCCEED
from coopsim.world import ledger as book
from coopsim.world.blocks import attacker, conduct, dyad, institution, state, threat
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import A, B, C, Event, decisions, edge, events, fix_luck, join, ledger_for, tiny_world

# Ready forces of every state: GDP 1200 x defence share 0.02 x readiness 0.5.
FORCES = 12.0


def rival_world(*, sponsor: int = C, capability: float = 12.0, gain: float = 3.0) -> World:
    """Let an attacker behind which C stands consider A or B, whose exposure is 1."""
    world = tiny_world(attackers=1)
    world.attackers[attacker.CAPABILITY, 0] = capability
    world.attackers[attacker.GAIN, 0] = gain
    world.attackers[attacker.RATE, 0] = 12.0
    world.attackers[attacker.SPONSOR, 0] = sponsor
    return world


def group_world() -> World:
    world = rival_world(sponsor=-1)
    world.attackers[attacker.STRATEGY, 0] = 1.0
    world.aims[attacker.EXPECTED] = 1.0
    world.parameters[[SENSITIVITY, LEARNING_BY_DOING]] = 4.0, 0.5
    return world


def ally(world: World, protected: int, helper: int, duty: float = 1.0) -> None:
    """Oblige a state to help another."""
    world.dyads[dyad.OBLIGATION, edge(world, helper, protected)] = duty


def let_attack(
    monkeypatch: pytest.MonkeyPatch, world: World, *, succeed: float = 0.0001, attack: float = 0.5
) -> Ledger:
    """Run the phase once; the attacker's time has come, and its choice is without luck."""
    lots = {CONSIDER: 0.001, ATTACK: attack, SUCCEED: succeed, FORCE: 0.5}
    fix_luck(monkeypatch, "attacks", lots)
    ledger = ledger_for(world)
    attacks(world, ledger, 1)
    return ledger


def test_ready_forces() -> None:
    assert forces(tiny_world().states, A) == FORCES


# --------------------------------------------------------------------------- considering


@pytest.mark.parametrize(("scale", "months"), [(1.0, 1.0), (2.0, 1.0), (1.0, 3.0)])
def test_chance_to_consider_an_attack(
    monkeypatch: pytest.MonkeyPatch, scale: float, months: float
) -> None:
    chance = 1.0 - math.exp(-scale * 6.0 * months / 12.0)
    for luck, expected in ((chance - 1e-6, 1), (chance + 1e-6, 0)):
        world = rival_world()
        world.clock[0], world.parameters[THREATS_ON] = months, scale
        world.attackers[attacker.RATE, 0] = 6.0
        lots = {CONSIDER: luck, ATTACK: 0.5, SUCCEED: 0.9, FORCE: 0.5}
        fix_luck(monkeypatch, "attacks", lots)
        ledger = ledger_for(world)
        attacks(world, ledger, 1)
        assert len(decisions(ledger, book.ATTACK)) == expected


def test_luck_belongs_to_the_attacker_and_its_target(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def remember(subject: int, ordinal: int, actor: int, partner: int) -> float:
        asked.append((subject, ordinal, actor, partner))
        return 0.001

    world = rival_world()
    fix_luck(monkeypatch, "attacks", {CONSIDER: remember, ATTACK: remember, SUCCEED: 0.9})
    attacks(world, ledger_for(world), 1)
    # Threat 400, attacker 500; C, its sponsor, is no target.
    assert asked == [(400, 0, 500, 0), (400, 0, 500, 100), (400, 0, 500, 101)]


# --------------------------------------------------------------------------- rivals


def test_a_rival_attacks_what_promises_most(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world()
    world.states[state.DEFENCE_SHARE, B] = 0.01
    ledger = let_attack(monkeypatch, world)
    # Against A it is 12 / 24, against B 12 / 18: 3 x 2/3 - 1/3.
    (decision,) = decisions(ledger)
    assert (decision.kind, decision.actor, decision.partner) == ("attack", C, B)
    assert decision.answer == "yes"
    assert decision.score == pytest.approx(5.0 / 3.0)
    assert decision.amount == pytest.approx(2.0 / 3.0)
    assert decision.terms == pytest.approx([2.0, -1.0 / 3.0, 0.0])
    attempt, struck = events(ledger)
    assert attempt == Event("attempt", B, C, 0, attempt.size, "attack")
    assert attempt.size == pytest.approx(2.0 / 3.0)
    assert struck == Event("strike", B, C, 0, 0.5, "attack")
    assert world.impacts[threat.SEVERITY, 0].tolist() == [0.0, 0.5, 0.0]
    assert world.impacts[threat.SPONSOR, 0, B] == C
    assert world.tallies[[attacker.ATTEMPTS, attacker.FAILED]].tolist() == [1.0, 0.0]


def test_exposure_makes_success_worth_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world()
    world.impacts[threat.EXPOSURE, 0, A] = 0.5
    (decision,) = decisions(let_attack(monkeypatch, world))
    assert decision.partner == B


@pytest.mark.parametrize(("gain", "answer"), [(1.001, "yes"), (0.999, "no")])
def test_a_rival_attacks_iff_it_is_worth_it(
    monkeypatch: pytest.MonkeyPatch, gain: float, answer: str
) -> None:
    # The chance is one half, so success must be worth more than failure costs.
    (decision,) = decisions(let_attack(monkeypatch, rival_world(gain=gain)))
    assert decision.answer == answer


def test_luck_may_tip_the_balance(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world(gain=0.9)
    world.parameters[CHOICE_NOISE] = 0.1
    # -0.05 against -0.1 x log(0.75 / 0.25) = -0.11
    (decision,) = decisions(let_attack(monkeypatch, world, attack=0.75))
    assert decision.answer == "yes"
    assert decision.threshold == pytest.approx(-0.1 * math.log(3.0))


def test_equal_targets_are_told_apart_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    for lots, chosen in (((0.6, 0.5), A), ((0.5, 0.6), B)):
        ledger = choose(monkeypatch, rival_world(), *lots)
        assert decisions(ledger)[0].partner == chosen


def test_an_attempt_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world()
    ledger = let_attack(monkeypatch, world, succeed=0.5001)
    assert [each.kind for each in events(ledger)] == ["attempt", "failed"]
    assert not world.impacts[threat.SEVERITY].any()
    assert world.tallies[[attacker.ATTEMPTS, attacker.FAILED]].tolist() == [1.0, 1.0]


# --------------------------------------------------------------------------- deterrence


def protected_world() -> World:
    """Let A and B be bound to help each other, 1000 km apart, where forces count half."""
    world = rival_world(gain=1.2)
    ally(world, A, B)
    ally(world, B, A)
    world.dyads[dyad.DISTANCE] = 1000.0
    return world


def test_allies_deter(monkeypatch: pytest.MonkeyPatch) -> None:
    world = protected_world()
    ledger = let_attack(monkeypatch, world)
    # Alone 12 / 24, with half of the ally's 12 it is 12 / 30: 0.4 x 1.2 - 0.6 = -0.12 against 0.1.
    (decision,) = decisions(ledger)
    assert decision.answer == "deterred"
    assert decision.amount == pytest.approx(0.4)
    assert decision.terms == pytest.approx([0.6, -0.5, -0.22])
    assert events(ledger) == [Event("deterred", A, C, 0, 0.5, "attack")]
    assert world.tallies[[attacker.DETERRED, attacker.ATTEMPTS]].tolist() == [1.0, 0.0]


def test_deterred_means_that_it_would_attack_if_the_alliances_were_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = protected_world()
    world.parameters[DETERRENCE_ON] = 0.0
    ledger = let_attack(monkeypatch, world)
    assert decisions(ledger)[0].answer == "yes"
    assert decisions(ledger)[0].terms[2] == 0.0


@pytest.mark.parametrize(
    "change",
    ["far", "unreliable", "outgunned", "unbound", "scale"],
)
def test_what_makes_allies_count_less(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    world = protected_world()
    if change == "far":
        world.dyads[dyad.DISTANCE] = 1e6
    elif change == "unreliable":
        world.states[conduct.RELIABILITY] = 0.05
    elif change == "outgunned":
        world.attackers[attacker.CAPABILITY, 0] = 60.0
    elif change == "unbound":
        world.dyads[dyad.OBLIGATION] *= 0.05
    else:
        world.parameters[DETERRENCE_ON] = 0.05
    (decision,) = decisions(let_attack(monkeypatch, world))
    assert decision.answer == "yes"


def test_defence_counts_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world()
    world.parameters[DEFENCE] = 3.0
    (decision,) = decisions(let_attack(monkeypatch, world))
    assert decision.amount == 0.25


@pytest.mark.parametrize(("on", "answer"), [(1.0, "deterred"), (0.0, "yes")])
def test_fellow_members_are_allies(monkeypatch: pytest.MonkeyPatch, on: float, answer: str) -> None:
    world = rival_world(gain=1.2)
    join(world, A, B)
    world.institutions[institution.OBLIGATION, 0] = 1.0
    world.parameters[INSTITUTIONS_ON] = on
    (decision,) = decisions(let_attack(monkeypatch, world))
    assert decision.answer == answer


def test_the_sponsor_is_no_ally_against_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    world = rival_world(gain=1.2)
    ally(world, A, C)
    ally(world, B, C)
    (decision,) = decisions(let_attack(monkeypatch, world))
    assert decision.answer == "yes"


def test_nobody_to_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    for world in (rival_world(), group_world()):
        world.impacts[threat.TARGETED, 0] = 0.0
        ledger = let_attack(monkeypatch, world)
        assert decisions(ledger) == []
        assert events(ledger) == []


# --------------------------------------------------------------------------- groups


def choose(monkeypatch: pytest.MonkeyPatch, world: World, *lots: float) -> Ledger:
    """Let a group choose with a lot for each state."""
    fix_luck(
        monkeypatch,
        "attacks",
        {
            CONSIDER: 0.001,
            ATTACK: lambda _, __, ___, partner: lots[partner - 100],
            SUCCEED: 0.5,
            FORCE: 0.5,
        },
    )
    ledger = ledger_for(world)
    attacks(world, ledger, 1)
    return ledger


def test_without_adaptation_a_group_chooses_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    world = group_world()
    world.impacts[threat.EXPOSURE, 0] = 1.0, 0.1, 0.5
    (decision,) = decisions(choose(monkeypatch, world, 0.2, 0.6, 0.4))
    assert (decision.kind, decision.partner, decision.actor) == ("target", B, -1)
    assert decision.score == 0.0
    # The runner-up is C: -log(-log(0.4)) + log(-log(0.6))
    assert decision.threshold == pytest.approx(-math.log(-math.log(0.4)) + math.log(-math.log(0.6)))


@pytest.mark.parametrize("weakness", ["exposure", "denial", "expected"])
def test_a_group_that_adapts_looks_for_weakness(
    monkeypatch: pytest.MonkeyPatch, weakness: str
) -> None:
    world = group_world()
    world.parameters[ADAPTATION_ON] = 1.0
    # C is open, the others half so.
    if weakness == "exposure":
        world.impacts[threat.EXPOSURE, 0] = 0.5, 0.5, 1.0
    elif weakness == "denial":
        world.threats[threat.DENIAL_FIELD, 0] = attacker.BORDER_CONTROL
        world.states[attacker.BORDER_CONTROL] = 0.5, 0.5, 0.0
    else:
        world.aims[attacker.EXPECTED, 0] = 0.5, 0.5, 1.0
    (decision,) = decisions(choose(monkeypatch, world, 0.4, 0.6, 0.4))
    # 4 x 1 - log(-log(0.4)) against 4 x 0.5 - log(-log(0.6))
    assert decision.partner == C
    assert decision.score == 4.0
    assert decision.terms == [4.0]


@pytest.mark.parametrize(("control", "kinds"), [(0.4, "strike"), (0.6, "failed")])
def test_denial_foils_attempts(monkeypatch: pytest.MonkeyPatch, control: float, kinds: str) -> None:
    world = group_world()
    world.threats[threat.DENIAL_FIELD, 0] = attacker.BORDER_CONTROL
    world.states[attacker.BORDER_CONTROL] = control
    ledger = choose(monkeypatch, world, 0.2, 0.6, 0.4)
    assert [each.kind for each in events(ledger)] == ["attempt", kinds]


@pytest.mark.parametrize(
    ("scale", "control", "expected"),
    [(1.0, 0.9, 0.4), (1.0, 0.0, 0.9), (0.0, 0.9, 0.8), (5.0, 0.9, 0.0)],
)
def test_a_group_learns_from_its_attempts(
    monkeypatch: pytest.MonkeyPatch, scale: float, control: float, expected: float
) -> None:
    world = group_world()
    world.parameters[ADAPTATION_ON] = scale
    world.threats[threat.DENIAL_FIELD, 0] = attacker.BORDER_CONTROL
    world.states[attacker.BORDER_CONTROL] = control
    world.aims[attacker.EXPECTED, 0] = 0.8
    choose(monkeypatch, world, 0.2, 0.6, 0.4)
    # 0.8 + 0.5 x (0 or 1 - 0.8) of the target chosen
    assert world.aims[attacker.EXPECTED, 0].tolist() == pytest.approx([0.8, expected, 0.8])


def test_the_only_target_has_nothing_to_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    world = group_world()
    world.impacts[threat.TARGETED, 0] = 0.0, 1.0, 0.0
    (decision,) = decisions(choose(monkeypatch, world, 0.2, 0.6, 0.4))
    assert decision.partner == B
    assert math.isnan(decision.threshold)


def test_a_group_is_not_deterred_by_allies(monkeypatch: pytest.MonkeyPatch) -> None:
    world = group_world()
    world.dyads[dyad.OBLIGATION] = 1.0
    ledger = choose(monkeypatch, world, 0.2, 0.6, 0.4)
    assert events(ledger, book.DETERRED) == []
    assert len(events(ledger, book.ATTEMPT)) == 1
