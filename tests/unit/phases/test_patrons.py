from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.rivalry import BANDWAGONING_ON, PATRONAGE_ON
from coopsim.phases.patrons import common_danger, courted
from coopsim.world.blocks import attacker, dyad, threat
from coopsim.world.world import World
from worlds import A, B, C, D, edge, pair, tiny_world

# Ready forces of every state are 12.


def menaced_world(means: float, *, sponsor: int = -1) -> World:
    """Let A and B fear an attacker, A more; its sponsor is C or nobody."""
    world = tiny_world(attackers=1)
    world.parameters[BANDWAGONING_ON] = 1.0
    world.impacts[threat.BELIEF, 0] = 0.8, 0.5, 0.0
    world.attackers[attacker.CAPABILITY, 0] = means
    world.attackers[attacker.SPONSOR, 0] = sponsor
    return world


@pytest.mark.parametrize(
    ("scale", "means", "expected"),
    [
        (1.0, 24.0, 0.5),
        (1.0, 96.0, 0.125),
        (0.5, 96.0, 0.3125),
        (0.0, 96.0, 0.5),
        (1.0, 0.0, 0.5),
    ],
)
def test_who_is_too_weak_together_has_less_to_gain(
    scale: float, means: float, expected: float
) -> None:
    world = menaced_world(means)
    world.parameters[BANDWAGONING_ON] = scale
    assert common_danger(world, A, B) == pytest.approx(expected)
    assert common_danger(world, B, A) == pytest.approx(expected)


@pytest.mark.parametrize(("means", "expected"), [(48.0, 0.6), (12.0, 0.0), (0.0, 0.0)])
def test_the_weak_have_something_to_gain_from_the_one_behind_it(
    means: float, expected: float
) -> None:
    world = menaced_world(means, sponsor=C)
    # belief 0.8 x (1 - 12 / 48)
    assert common_danger(world, A, C) == pytest.approx(expected)
    assert common_danger(world, C, A) == pytest.approx(expected)


def test_without_the_mechanism_nobody_sides_with_the_attacker() -> None:
    world = menaced_world(48.0, sponsor=C)
    world.parameters[BANDWAGONING_ON] = 0.0
    assert common_danger(world, A, C) == 0.0


def test_the_worst_common_danger_counts() -> None:
    world = tiny_world(threats=2)
    world.impacts[threat.BELIEF, :, A] = 0.9, 0.4
    world.impacts[threat.BELIEF, :, B] = 0.2, 0.3
    assert common_danger(world, A, B) == pytest.approx(0.3)


def test_attackers_with_another_threat_make_no_difference() -> None:
    world = tiny_world(threats=2, attackers=1)
    world.parameters[BANDWAGONING_ON] = 1.0
    world.attackers[attacker.CAPABILITY, 0] = 1000.0
    world.attackers[[attacker.THREAT, attacker.SPONSOR], 0] = 1.0, -1.0
    world.impacts[threat.BELIEF, 0] = 0.5
    assert common_danger(world, A, B) == 0.5


@pytest.mark.parametrize(("scale", "expected"), [(1.0, 0.4), (0.0, 0.0)])
def test_a_patron_sees_who_works_with_its_rival(scale: float, expected: float) -> None:
    world = tiny_world(4)
    world.parameters[PATRONAGE_ON] = scale
    world.dyads[dyad.CONTACT, pair(world, B, C)] = 0.4
    world.dyads[dyad.CONTACT, pair(world, B, D)] = 0.9
    world.dyads[attacker.RIVALRY, pair(world, A, C)] = 1.0
    assert courted(world, edge(world, A, B)) == expected
    # C is no rival of its own, and B works with nobody that C minds.
    assert courted(world, edge(world, C, B)) == 0.0
