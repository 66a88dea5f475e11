from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.cooperation import LIAISON_ON, SPEED_UP
from coopsim.catalogue.mechanisms.core import DECISION_RATE
from coopsim.world.blocks import cooperation
from unit.phases.test_mandates import council, is_adopted
from worlds import A, B, C, pair


@pytest.mark.parametrize(
    ("scale", "liaison", "hazard"),
    [
        # 2 a month, by officers of half the voters: the mean of 0.5 and 0 saves 0.8 x 0.25.
        (1.0, 0.5, 2.0 / 0.8),
        (2.0, 0.5, 2.0 / 0.6),
        (0.0, 0.5, 2.0),
        (1.0, 0.0, 2.0),
    ],
)
def test_liaison_officers_speed_up_a_decision(
    monkeypatch: pytest.MonkeyPatch, scale: float, liaison: float, hazard: float
) -> None:
    chance = 1.0 - math.exp(-hazard)
    for luck, adopted in ((chance - 1e-6, True), (chance + 1e-6, False)):
        world = council({B: 0.1, C: 0.1})
        world.parameters[[LIAISON_ON, SPEED_UP]] = scale, 0.8
        world.dyads[cooperation.LIAISON, pair(world, A, B)] = liaison
        assert is_adopted(monkeypatch, world, luck) is adopted


@pytest.mark.parametrize(("rate", "adopted"), [(0.01, True), (0.0, False)])
def test_where_liaison_saves_all_time_decisions_are_taken_at_once(
    monkeypatch: pytest.MonkeyPatch, rate: float, adopted: bool
) -> None:
    world = council({B: 0.1, C: 0.1})
    world.parameters[[LIAISON_ON, SPEED_UP, DECISION_RATE]] = 5.0, 1.0, rate
    world.dyads[cooperation.LIAISON] = 1.0
    assert is_adopted(monkeypatch, world, 0.999) is adopted
