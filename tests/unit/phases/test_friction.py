from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.core import FRICTION_ON
from coopsim.phases.friction import drag, effect
from coopsim.world.blocks import dyad
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
