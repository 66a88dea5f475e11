from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.dangers import FADE, RISE, SALIENCE_ON
from coopsim.phases.salience import salience
from coopsim.world.blocks import dyad, threat
from coopsim.world.world import NORMAL, POSITION, SALIENCE, World
from worlds import A, B, C, edge, strike, tiny_world


def stirred_world() -> World:
    """Let A suffer half a strike about the only issue, which matters little so far."""
    world = tiny_world()
    world.parameters[[SALIENCE_ON, RISE, FADE]] = 1.0, 0.4, 0.5
    world.agendas[[SALIENCE, NORMAL]] = 0.2
    world.threats[threat.ISSUE, 0] = 0.0
    strike(world, A, 0.0)  # severity 0.5
    return world


@pytest.mark.parametrize(
    ("scale", "exposure", "expected"),
    [
        # 0.2 + 0.4 x 0.5 x (1 - 0.2)
        (1.0, 1.0, 0.36),
        (1.0, 0.5, 0.28),
        (2.0, 1.0, 0.52),
        (0.0, 1.0, 0.2),
    ],
)
def test_a_strike_makes_its_issue_matter(scale: float, exposure: float, expected: float) -> None:
    world = stirred_world()
    world.parameters[SALIENCE_ON] = scale
    world.impacts[threat.EXPOSURE] = exposure
    salience(world)
    assert world.agendas[SALIENCE, 0].tolist() == pytest.approx([expected, 0.2, 0.2])


def test_salience_fades_to_what_is_normal() -> None:
    world = stirred_world()
    world.impacts[threat.SEVERITY] = 0.0
    world.agendas[SALIENCE, 0] = 0.6, 0.2, 0.0
    salience(world)
    assert world.agendas[SALIENCE, 0].tolist() == pytest.approx([0.4, 0.2, 0.1])


def test_a_threat_about_nothing_stirs_nobody() -> None:
    world = stirred_world()
    world.threats[threat.ISSUE, 0] = -1.0
    salience(world)
    assert world.agendas[SALIENCE, 0].tolist() == [0.2, 0.2, 0.2]


def test_full_salience_is_the_most() -> None:
    world = stirred_world()
    world.parameters[[SALIENCE_ON, RISE]] = 5.0, 1.0
    salience(world)
    assert world.agendas[SALIENCE, 0, A] == 1.0


def test_who_is_close_changes_with_what_matters() -> None:
    # On the first issue A stands with B, on the second with C; the strike is about the first.
    two = tiny_world()
    world = two._replace(agendas=two.agendas.repeat(2, axis=1))
    world.parameters[[SALIENCE_ON, RISE, FADE]] = 1.0, 1.0, 0.0
    world.agendas[POSITION] = [[1.0, 1.0, -1.0], [1.0, -1.0, 1.0]]
    world.agendas[[SALIENCE, NORMAL]] = 0.5
    world.threats[threat.ISSUE, 0] = 0.0
    strike(world, A, 0.0)
    salience(world)
    # Salience 0.75 against 0.5: 1 - 0.5 x 0.5 x 2 / 1.25 with B, 1 - 0.5 x 0.75 x 2 / 1.25 with C
    assert world.dyads[dyad.AFFINITY, edge(world, A, B)] == pytest.approx(0.6)
    assert world.dyads[dyad.AFFINITY, edge(world, A, C)] == pytest.approx(0.4)
    # B does not suffer: what matters to it is as before.
    assert world.dyads[dyad.AFFINITY, edge(world, B, A)] == pytest.approx(0.5)
