from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.cooperation import (
    ALARM_WEIGHT,
    ALLIED_DISCOUNT,
    ASSURANCE,
    CHANNELS_ON,
    CLARITY,
    PROVOCATION_ON,
    RESTRAINT_ON,
)
from coopsim.phases.rivals import regard_rivals, rivalry, strength
from coopsim.world.blocks import attacker, cooperation, dyad, state, threat
from coopsim.world.world import World
from worlds import A, B, C, edge, pair, tiny_world


def exercising_world() -> World:
    """Let B and C exercise; A sees an arch-rival in B, of equal strength, and none in C."""
    world = tiny_world()
    world.parameters[[PROVOCATION_ON, ALARM_WEIGHT]] = 1.0, 0.5
    world.dyads[cooperation.PROVOCATION, pair(world, B, C)] = 0.4
    world.dyads[dyad.AFFINITY, edge(world, A, B)] = 0.0
    return world


@pytest.mark.parametrize(
    ("sponsored", "grievance", "affinity", "expected"),
    [
        (0.0, 0.0, 0.5, 0.0),
        (0.0, 0.0, 1.0, 0.0),
        # 1 - 2 x 0.2
        (0.0, 0.0, 0.2, 0.6),
        (0.0, 0.7, 0.2, 0.7),
        (1.0, 0.7, 0.2, 1.0),
    ],
)
def test_what_makes_a_rival(
    sponsored: float, grievance: float, affinity: float, expected: float
) -> None:
    world = tiny_world(2)
    e = edge(world, A, B)
    world.dyads[attacker.RIVALRY, e] = sponsored
    world.dyads[dyad.GRIEVANCE, e] = grievance
    world.dyads[dyad.AFFINITY, e] = affinity
    assert rivalry(world.dyads, e) == pytest.approx(expected)


def test_strength_is_the_share_in_both_military_budgets() -> None:
    world = tiny_world(2)
    world.states[state.GDP, B] = 3600.0
    assert strength(world.states, A, B) == 0.75
    world.states[state.DEFENCE_SHARE] = 0.0
    assert strength(world.states, A, B) == 0.5


def test_exercises_alarm_rivals_only() -> None:
    world = exercising_world()
    regard_rivals(world)
    # 1 x weight 0.5 x rivalry 1 x strength 0.5 x show 0.4
    assert world.states[cooperation.ALARM].tolist() == pytest.approx([0.1, 0.0, 0.0])


@pytest.mark.parametrize(
    ("row", "switch", "who", "level", "expected"),
    [
        # Those who exercise are bound to each other by half: 0.4 x (1 - 0.6 x 0.5) = 0.28
        (dyad.OBLIGATION, None, (B, C), 0.5, 0.07),
        # A talks with B, and takes part in its exercises.
        (cooperation.CALM, CHANNELS_ON, (A, B), 0.4, 0.06),
        (cooperation.RESTRAINT, RESTRAINT_ON, (A, B), 0.4, 0.06),
        (cooperation.CALM, None, (A, B), 0.4, 0.1),
    ],
)
def test_what_makes_exercises_alarm_less(
    row: int, switch: int | None, who: tuple[int, int], level: float, expected: float
) -> None:
    world = exercising_world()
    world.parameters[ALLIED_DISCOUNT] = 0.6
    if switch is not None:
        world.parameters[switch] = 1.0
    world.dyads[row, pair(world, *who)] = level
    regard_rivals(world)
    assert world.states[cooperation.ALARM, A] == pytest.approx(expected)


def test_exercises_with_the_rival_itself_alarm_it_less() -> None:
    world = exercising_world()
    world.dyads[cooperation.PROVOCATION, pair(world, A, B)] = 0.5
    regard_rivals(world)
    # show of B = 1 - (1 - 0.4) x (1 - 0.5) = 0.7, half of it with A
    assert world.states[cooperation.ALARM, A] == pytest.approx(0.5 * 0.5 * 0.7 * 0.5)


@pytest.mark.parametrize(("scale", "expected"), [(0.0, 0.0), (0.5, 0.05), (1.0, 0.1), (5.0, 0.5)])
def test_alarm_is_scaled(scale: float, expected: float) -> None:
    world = exercising_world()
    world.states[cooperation.ALARM] = 0.9
    world.parameters[PROVOCATION_ON] = scale
    regard_rivals(world)
    assert world.states[cooperation.ALARM, A] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ladder", "sponsor", "dread"), [(0.0, -1, 0.0), (0.2, -1, 0.1), (0.0, B, 0.1)]
)
def test_alarm_adds_to_the_threats_of_rivals(ladder: float, sponsor: int, dread: float) -> None:
    world = exercising_world()
    sponsored = tiny_world(attackers=1)
    sponsored.attackers[attacker.SPONSOR] = sponsor
    world = world._replace(attackers=sponsored.attackers)
    world.threats[threat.LADDER] = ladder
    regard_rivals(world)
    assert world.impacts[cooperation.DREAD, 0, A] == pytest.approx(dread)
    assert world.impacts[cooperation.DREAD, 0, C] == 0.0


def sponsored_world(*sponsors: int) -> World:
    """Give the one threat some sponsors, of whom all others know half."""
    world = tiny_world(attackers=len(sponsors))
    world.attackers[attacker.SPONSOR] = sponsors
    world.parameters[[CLARITY, ASSURANCE]] = 0.6, 0.8
    world.parameters[[CHANNELS_ON, RESTRAINT_ON]] = 1.0
    world.states[state.TRANSPARENCY] = 0.5
    return world


def test_talks_and_restraint_are_read_from_the_sponsor() -> None:
    world = sponsored_world(B)
    world.dyads[[cooperation.CALM, cooperation.RESTRAINT], edge(world, A, B)] = 0.5
    regard_rivals(world)
    assert world.impacts[cooperation.CLARITY, 0].tolist() == pytest.approx([0.3, 0.0, 0.0])
    # assurance 0.8 x 0.5 x transparency 0.5
    assert world.impacts[cooperation.REASSURANCE, 0].tolist() == pytest.approx([0.2, 0.0, 0.0])


def test_of_several_sponsors_the_worst_known_counts() -> None:
    world = sponsored_world(B, C)
    world.dyads[cooperation.CALM, edge(world, A, B)] = 1.0
    world.dyads[cooperation.CALM, edge(world, A, C)] = 0.5
    regard_rivals(world)
    assert world.impacts[cooperation.CLARITY, 0, A] == pytest.approx(0.3)


@pytest.mark.parametrize("sponsor", [-1, B])
def test_without_the_mechanisms_nothing_is_read(sponsor: int) -> None:
    world = sponsored_world(sponsor)
    world.dyads[[cooperation.CALM, cooperation.RESTRAINT]] = 1.0
    world.parameters[[CHANNELS_ON, RESTRAINT_ON]] = 0.0
    rows = [cooperation.CLARITY, cooperation.REASSURANCE, cooperation.DREAD]
    world.impacts[rows] = 0.9
    regard_rivals(world)
    assert not world.impacts[rows].any()
