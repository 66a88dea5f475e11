from __future__ import annotations

import math

import pytest

from coopsim.scenario.geography import EARTH_RADIUS_KM, distance_km, friction
from coopsim.scenario.schema import State
from unit.scenario.samples import state

Place = tuple[float, float]
QUARTER = EARTH_RADIUS_KM * math.pi / 2.0


def at(place: Place) -> State:
    made: State = State.model_validate(state("AAA", latitude=place[0], longitude=place[1]))
    return made


def who(languages: str = "", customs: str = "", procedures: str = "") -> State:
    made: State = State.model_validate(
        state("AAA", languages=languages.split(), customs=customs, procedures=procedures)
    )
    return made


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0.0),
        # A quarter of the globe from the equator to a pole, or along the equator
        ((0.0, 0.0), (90.0, 0.0), QUARTER),
        ((0.0, 20.0), (0.0, 110.0), QUARTER),
        ((0.0, 0.0), (0.0, 180.0), 2.0 * QUARTER),
        ((45.0, 30.0), (-45.0, -150.0), 2.0 * QUARTER),
        # A degree is 111 km, and half as much along the 60th parallel; across the date line too.
        ((0.0, 0.0), (1.0, 0.0), 111.19),
        ((60.0, -0.5), (60.0, 0.5), 55.6),
        ((0.0, 179.5), (0.0, -179.5), 111.19),
        # Paris and Tallinn
        ((48.86, 2.35), (59.44, 24.75), 1860.0),
    ],
)
def test_distances_on_the_globe(one: Place, other: Place, km: float) -> None:
    assert distance_km(at(one), at(other)) == pytest.approx(km, rel=2e-3)
    assert distance_km(at(other), at(one)) == pytest.approx(distance_km(at(one), at(other)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (who("fr nl", "A", "X"), who("nl de", "A", "X"), 0.0),
        (who("fr", "A", "X"), who("de", "A", "X"), 1 / 3),
        (who("fr", "A", "X"), who("fr", "B", "X"), 1 / 3),
        (who("fr", "A", "X"), who("fr", "B", "Y"), 2 / 3),
        (who("fr", "A", "X"), who("de", "B", "Y"), 1.0),
        # What is left empty is shared with nobody.
        (who(), who(), 1.0),
        (who("fr", "", "X"), who("fr", "", "X"), 1 / 3),
    ],
)
def test_friction_is_what_is_not_shared(one: State, other: State, expected: float) -> None:
    assert friction(one, other) == pytest.approx(expected)
    assert friction(other, one) == friction(one, other)
