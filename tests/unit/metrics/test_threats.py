from __future__ import annotations

import numpy as np
import pytest

from coopsim.metrics.registry import METRICS
from coopsim.metrics.threats import measure_threats
from coopsim.world.blocks import attacker, threat
from coopsim.world.world import World
from worlds import A, B, strike, tiny_world


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -7.0)
    measure_threats(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items()}


def test_attempts_are_counted() -> None:
    world = tiny_world()
    rows = [attacker.ATTEMPTS, attacker.FAILED, attacker.DETERRED, attacker.ACCIDENTS]
    world.tallies[rows] = 5.0, 3.0, 2.0, 1.0
    found = measured(world)
    names = ("attempts", "failed_attempts", "deterred_attempts", "inadvertent_crises")
    assert [found[name] for name in names] == [5.0, 3.0, 2.0, 1.0]


def test_escalation_is_the_mean_severity_of_crises() -> None:
    world = tiny_world(threats=2)
    world.threats[threat.LADDER, 1] = 0.1
    strike(world, A, 0.0, threat_row=0)
    strike(world, A, 0.0, threat_row=1)
    strike(world, B, 0.0, threat_row=1)
    world.impacts[threat.SEVERITY, 1, B] = 0.9
    assert measured(world)["escalation"] == pytest.approx(0.7)


def test_share_of_strikes_of_which_is_known_who_is_behind_them() -> None:
    world = tiny_world()
    strike(world, A, 0.0)
    strike(world, B, 0.0)
    # What is over does not count.
    world.impacts[threat.UNATTRIBUTED, 0] = 1.0, 0.0, 1.0
    assert measured(world)["attributed_share"] == 0.5


def test_without_strikes_there_is_nothing_to_measure() -> None:
    found = measured(tiny_world())
    assert np.isnan([found["escalation"], found["attributed_share"]]).all()
