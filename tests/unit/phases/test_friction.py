from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.cooperation import (
    CULTURE_ON,
    HIERARCHY_WEIGHT,
    INTEROPERABILITY_ON,
    RELIEF,
)
from coopsim.catalogue.mechanisms.core import FRICTION_ON
from coopsim.phases.friction import drag, ease, effect
from coopsim.world.blocks import cooperation, dyad
from worlds import A, B, edge, tiny_world


@pytest.mark.parametrize(
    ("scale", "friction", "standards", "competence", "expected"),
    [
        (1.0, 0.0, 0.0, 0.0, 0.0),
        (1.0, 0.8, 0.0, 0.0, 0.8),
        # 0.8 x (1 - 0.5) x (1 - 0.25) = 0.3
        (1.0, 0.8, 0.5, 0.25, 0.3),
        (2.0, 0.8, 0.5, 0.25, 0.6),
        (1.0, 0.8, 1.0, 0.0, 0.0),
        (1.0, 0.8, 0.0, 1.0, 0.0),
        # Without the mechanism, differences do not matter.
        (0.0, 0.8, 0.0, 0.0, 0.0),
    ],
)
def test_drag_and_its_effect(
    scale: float, friction: float, standards: float, competence: float, expected: float
) -> None:
    world = tiny_world(2)
    e = edge(world, A, B)
    world.parameters[FRICTION_ON] = scale
    world.dyads[dyad.FRICTION, e] = friction
    world.dyads[dyad.STANDARDS, e] = standards
    world.dyads[dyad.COMPETENCE, e] = competence
    assert drag(world.dyads, world.parameters, e) == pytest.approx(expected)
    assert effect(world.dyads, world.parameters, e) == pytest.approx(math.exp(-expected))
    assert drag(world.dyads, world.parameters, edge(world, B, A)) == 0.0


@pytest.mark.parametrize(
    ("fitting", "culture", "expected"),
    [
        (0.0, 0.0, 0.5),
        # relief 0.6 x interoperability 0.5
        (1.0, 0.0, 0.35),
        (2.0, 0.0, 0.2),
        (5.0, 0.0, 0.0),
        # (0.5 + weight 0.4 x gap 0.5 x what is left 0.5) x (1 - understanding 0.2)
        (0.0, 1.0, 0.48),
        (1.0, 1.0, 0.336),
        (0.0, 5.0, 0.0),
    ],
)
def test_forces_that_fit_and_people_who_know_each_other(
    fitting: float, culture: float, expected: float
) -> None:
    world = tiny_world(2)
    world.parameters[[INTEROPERABILITY_ON, CULTURE_ON]] = fitting, culture
    world.parameters[[RELIEF, HIERARCHY_WEIGHT]] = 0.6, 0.4
    world.dyads[dyad.FRICTION] = 0.5
    world.dyads[cooperation.INTEROPERABILITY] = 0.5
    world.dyads[cooperation.UNDERSTANDING] = 0.2
    world.dyads[cooperation.HIERARCHY_GAP] = 0.5
    world.dyads[[cooperation.EASE, cooperation.STRANGENESS]] = 0.9
    ease(world.dyads, world.parameters)
    assert drag(world.dyads, world.parameters, edge(world, A, B)) == pytest.approx(expected)


def test_friction_never_passes_its_bound() -> None:
    world = tiny_world(2)
    world.parameters[[CULTURE_ON, HIERARCHY_WEIGHT]] = 5.0, 1.0
    world.dyads[dyad.FRICTION] = 0.7
    world.dyads[cooperation.HIERARCHY_GAP] = 1.0
    ease(world.dyads, world.parameters)
    assert drag(world.dyads, world.parameters, 0) == pytest.approx(1.0)
