from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.capability import TECHNOLOGY_ON, WARNING
from coopsim.catalogue.mechanisms.cooperation import (
    ALARM_WEIGHT,
    ASSURANCE,
    CHANNELS_ON,
    CLARITY,
    PROVOCATION_ON,
    RESTRAINT_ON,
)
from coopsim.catalogue.mechanisms.core import (
    FRICTION_ON,
    LEARNING,
    NOISE,
    PERCEPTION_ON,
    THREATS_ON,
)
from coopsim.phases.perception import perception
from coopsim.randomness import PERCEPTION
from coopsim.world.blocks import attacker, capability, cooperation, dyad, state, threat
from coopsim.world.world import World
from worlds import A, B, C, edge, fix_luck, pair, strike, tiny_world


def fearful_world() -> World:
    """Let everyone believe in a danger of 0.4; the error is at most 0.2, half of it is learnt."""
    world = tiny_world()
    world.impacts[threat.BELIEF] = 0.4
    return world


def share_intelligence(world: World, listener: int, teller: int, sharing: float) -> None:
    world.dyads[dyad.SHARING, pair(world, listener, teller)] = sharing


def test_at_the_start_states_believe_what_they_see(monkeypatch: pytest.MonkeyPatch) -> None:
    world = fearful_world()
    world.impacts[threat.SEVERITY, 0, A] = 0.5
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.75})
    perception(world, 0)
    assert world.impacts[threat.BELIEF, 0, A] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("luck", "severity", "expected"),
    [
        # Suffers 0.5, sees it without error: 0.4 + 0.5 x (0.5 - 0.4)
        (0.5, 0.5, 0.45),
        # error 0.2 x (2 x 0.75 - 1) = 0.1: 0.4 + 0.5 x (0.6 - 0.4)
        (0.75, 0.5, 0.5),
        # error -0.1: 0.4 + 0.5 x (0.4 - 0.4)
        (0.25, 0.5, 0.4),
        # 0.95 + 0.1 is seen as 1: 0.4 + 0.5 x 0.6
        (0.75, 0.95, 0.7),
        # No danger, seen as less than none: 0.4 + 0.5 x (0 - 0.4)
        (0.25, 0.0, 0.2),
    ],
)
def test_belief_without_shared_intelligence(
    monkeypatch: pytest.MonkeyPatch, luck: float, severity: float, expected: float
) -> None:
    world = fearful_world()
    world.impacts[threat.SEVERITY, 0, A] = severity
    fix_luck(monkeypatch, "perception", {PERCEPTION: luck})
    perception(world, 1)
    assert world.impacts[threat.BELIEF, 0, A] == pytest.approx(expected)
    assert world.states[state.INFORMATION].tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("rate", "exposure"), [(0.0, 1.0), (1.0, 1.0), (1.0, 0.5), (50.0, 1.0)])
def test_the_danger_expected_in_a_year(
    monkeypatch: pytest.MonkeyPatch, rate: float, exposure: float
) -> None:
    world = fearful_world()
    world.threats[threat.RATE, 0] = rate
    world.impacts[threat.EXPOSURE, 0] = exposure
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    danger = exposure * 0.5 * (1.0 - math.exp(-rate))
    assert world.impacts[threat.BELIEF, 0, A] == pytest.approx(0.4 + 0.5 * (danger - 0.4))


def test_the_larger_of_present_and_expected_danger_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    world = fearful_world()
    world.threats[threat.RATE, 0] = 50.0  # expected: the mean severity, 0.5
    strike(world, A, 1.0)
    world.impacts[threat.SEVERITY, 0, [A, B]] = 0.9, 0.1
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    # 0.4 + 0.5 x (0.9 - 0.4), and 0.4 + 0.5 x (0.5 - 0.4)
    assert world.impacts[threat.BELIEF, 0].tolist() == pytest.approx([0.65, 0.45, 0.45])


@pytest.mark.parametrize(
    ("sharing", "trust", "friction", "information"),
    [
        (0.5, 0.5, 0.0, 0.25),
        (0.5, 1.0, 0.0, 0.5),
        (1.0, 1.0, 0.0, 1.0),
        (1.0, 1.0, 0.5, math.exp(-0.5)),
        (0.0, 1.0, 0.0, 0.0),
    ],
)
def test_intelligence_narrows_the_error(
    monkeypatch: pytest.MonkeyPatch,
    sharing: float,
    trust: float,
    friction: float,
    information: float,
) -> None:
    world = fearful_world()
    share_intelligence(world, A, B, sharing)
    world.dyads[dyad.FRICTION, pair(world, A, B)] = friction
    world.dyads[dyad.TRUST, edge(world, B, A)] = trust
    world.dyads[dyad.TRUST, edge(world, A, B)] = 0.123
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.75})
    perception(world, 1)
    assert world.states[state.INFORMATION, A] == pytest.approx(information)
    # No danger; the error of 0.1 shrinks with what is known.
    believed = 0.4 + 0.5 * (0.1 * (1.0 - information) - 0.4)
    assert world.impacts[threat.BELIEF, 0, A] == pytest.approx(believed)


def test_what_one_teller_leaves_open_the_next_may_close() -> None:
    world = fearful_world()
    share_intelligence(world, A, B, 0.8)
    share_intelligence(world, A, C, 0.5)
    perception(world, 1)
    # 1 - (1 - 0.8 x 0.5) x (1 - 0.5 x 0.5) = 1 - 0.6 x 0.75
    assert world.states[state.INFORMATION, A] == pytest.approx(0.55)
    assert world.states[state.INFORMATION, B] == pytest.approx(0.4)


def test_what_cannot_strike_a_state_is_not_in_its_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    world = fearful_world()
    world.impacts[threat.TARGETED, 0, A] = 0.0
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    assert world.impacts[threat.BELIEF, 0].tolist() == pytest.approx([0.4, 0.2, 0.2])


@pytest.mark.parametrize("luck", [0.01, 0.99])
def test_without_the_mechanism_dangers_are_seen_as_they_are(
    monkeypatch: pytest.MonkeyPatch, luck: float
) -> None:
    world = fearful_world()
    world.parameters[PERCEPTION_ON] = 0.0
    world.parameters[LEARNING] = 1.0
    world.impacts[threat.SEVERITY, 0, A] = 0.7
    fix_luck(monkeypatch, "perception", {PERCEPTION: luck})
    perception(world, 1)
    assert world.impacts[threat.BELIEF, 0].tolist() == pytest.approx([0.7, 0.0, 0.0])


def test_scale_and_noise_multiply(monkeypatch: pytest.MonkeyPatch) -> None:
    world = fearful_world()
    world.parameters[[PERCEPTION_ON, NOISE, LEARNING]] = 2.0, 0.3, 1.0
    world.parameters[FRICTION_ON] = 0.0
    world.impacts[threat.SEVERITY, 0, A] = 0.1
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.75})
    perception(world, 1)
    # 0.1 + 2 x 0.3 x 0.5
    assert world.impacts[threat.BELIEF, 0, A] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("attempts", "strikes"),
    # Three random strikes a year, and what attackers may try; the scale of threats is 2.
    [(0.0, 6.0), (0.5, 7.0)],
)
def test_attackers_are_feared(
    monkeypatch: pytest.MonkeyPatch, attempts: float, strikes: float
) -> None:
    world = fearful_world()
    world.parameters[[LEARNING, THREATS_ON]] = 1.0, 2.0
    world.threats[threat.RATE, 0] = 3.0
    world.impacts[threat.ATTEMPTS, 0, A] = attempts
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    by_chance = 0.5 * (1.0 - math.exp(-6.0))
    expected = [0.5 * (1.0 - math.exp(-strikes)), by_chance, by_chance]
    assert world.impacts[threat.BELIEF, 0].tolist() == pytest.approx(expected)


def test_each_threat_is_misjudged_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    world = tiny_world(2, threats=2)
    world.impacts[threat.BELIEF] = 0.4
    luck = {(400, 100): 0.6, (400, 101): 0.7, (401, 100): 0.8, (401, 101): 0.9}
    fix_luck(
        monkeypatch, "perception", {PERCEPTION: lambda subject, _, actor, __: luck[subject, actor]}
    )
    perception(world, 1)
    # 0.4 + 0.5 x (0.2 x (2u - 1) - 0.4) = 0.2 + 0.1 x (2u - 1)
    for (subject, actor), u in luck.items():
        belief = world.impacts[threat.BELIEF, subject - 400, actor - 100]
        assert belief == pytest.approx(0.2 + 0.1 * (2.0 * u - 1.0))


# ---------------------------------------------------------------------- outside the core


def test_what_leaked_is_worth_nothing() -> None:
    world = fearful_world()
    share_intelligence(world, A, B, 0.8)
    world.dyads[cooperation.LEAKED, edge(world, A, B)] = 1.0
    perception(world, 1)
    # 0.8 x trust 0.5
    assert world.states[state.INFORMATION].tolist() == pytest.approx([0.0, 0.4, 0.0])


@pytest.mark.parametrize(("scale", "expected"), [(0.0, 0.4), (1.0, 0.55), (2.0, 0.7), (5.0, 1.0)])
def test_own_sensors_add_to_what_partners_tell(scale: float, expected: float) -> None:
    world = fearful_world()
    share_intelligence(world, A, B, 0.8)
    world.parameters[[TECHNOLOGY_ON, WARNING]] = scale, 0.5
    world.states[capability.TECHNOLOGY] = 0.5
    perception(world, 1)
    assert world.states[state.INFORMATION, A] == pytest.approx(expected)


def sponsored_world() -> World:
    """Let B be behind the one threat, which all believe to be a danger of 0.4."""
    world = tiny_world(attackers=1)
    world.attackers[attacker.SPONSOR] = B
    world.impacts[threat.BELIEF] = 0.4
    world.impacts[threat.SEVERITY] = 0.4
    return world


def test_talks_with_those_behind_a_threat_narrow_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    world = sponsored_world()
    world.parameters[[CHANNELS_ON, CLARITY]] = 1.0, 0.5
    world.dyads[cooperation.CALM, edge(world, A, B)] = 0.8
    fix_luck(monkeypatch, "perception", {PERCEPTION: 1.0})
    perception(world, 1)
    # An error of 0.2, 0.6 of it after talks; half of it is learnt.
    assert world.impacts[threat.BELIEF, 0, [A, C]].tolist() == pytest.approx([0.46, 0.5])


def test_shows_of_force_add_to_the_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    world = sponsored_world()
    world.parameters[[PROVOCATION_ON, ALARM_WEIGHT]] = 1.0, 0.5
    world.dyads[cooperation.PROVOCATION, pair(world, B, C)] = 0.8
    world.dyads[attacker.RIVALRY, pair(world, A, B)] = 1.0
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    # weight 0.5 x rivalry 1 x strength 0.5 x 0.8 = 0.2 more, half of it learnt
    assert world.impacts[threat.BELIEF, 0].tolist() == pytest.approx([0.5, 0.4, 0.4])


def test_verified_restraint_lowers_the_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    world = sponsored_world()
    world.parameters[[RESTRAINT_ON, ASSURANCE]] = 1.0, 0.5
    world.dyads[cooperation.RESTRAINT, edge(world, A, B)] = 1.0
    fix_luck(monkeypatch, "perception", {PERCEPTION: 0.5})
    perception(world, 1)
    # Half of 0.4 is seen, half of that learnt.
    assert world.impacts[threat.BELIEF, 0, [A, C]].tolist() == pytest.approx([0.3, 0.4])
