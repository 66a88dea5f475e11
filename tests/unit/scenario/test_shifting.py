from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from coopsim.catalogue.mechanisms.core import PRIOR_STRENGTH, TRUST_ON
from coopsim.scenario.altering import altered
from coopsim.scenario.founding import edge_of, found
from coopsim.scenario.shifting import Shift, shifts_between, write
from coopsim.world.blocks import dyad, institution, partnership, state, threat
from coopsim.world.world import World, copy
from unit.runs.samples import scenario

DEU, FRA = 0, 1


def shifted(settings: Mapping[str, object], without: tuple[str, ...] = ()) -> dict[str, Shift]:
    before = found(scenario(), 0, 0)
    after = found(altered(scenario(), set=settings, without=without), 0, 0)
    return {shift.block: shift for shift in shifts_between(before, after)}


def at(world: World, block: str, *place: int) -> int:
    """Return a place in a block seen as one row."""
    return int(np.ravel_multi_index(place, getattr(world, block).shape))


def test_equal_worlds_have_nothing_to_write() -> None:
    assert shifted({}) == {}
    assert shifted({"title": "Other"}) == {}


@pytest.mark.parametrize(
    ("path", "value", "block", "places"),
    [
        ("states[FRA].reserve_busd", 9.0, "states", [(state.RESERVE, FRA)]),
        ("institutions[PACT].obligation", 0.1, "institutions", [(institution.OBLIGATION, 0)]),
        ("threats[cyber].severity", 0.1, "threats", [(threat.SEVERITY_MEAN, 0)]),
        ("threats[cyber].targets", ["FRA", "POL"], "impacts", [(threat.TARGETED, 0, DEU)]),
        ("mechanisms.trust", 0.5, "parameters", [(TRUST_ON,)]),
        ("mechanisms.trust.prior_strength", 9.0, "parameters", [(PRIOR_STRENGTH,)]),
    ],
)
def test_a_value_is_written_where_founding_puts_it(
    path: str, value: object, block: str, places: list[tuple[int, ...]]
) -> None:
    found_shifts = shifted({path: value})
    assert set(found_shifts) == {block}
    world = found(scenario(), 0, 0)
    assert found_shifts[block].places.tolist() == [at(world, block, *each) for each in places]


def test_what_follows_from_a_value_is_written_too() -> None:
    found_shifts = shifted({"states[DEU].democracy": 1.0})
    world = found(scenario(), 0, 0)
    here = at(world, "dyads", dyad.REGIME_DISTANCE, edge_of(3, DEU, FRA))
    assert here in found_shifts["dyads"].places
    assert set(found_shifts) == {"states", "dyads"}


def test_what_grew_since_the_start_stays() -> None:
    found_shifts = shifted({"dyads[DEU-FRA].trust": 0.2, "states[FRA].readiness": 0.9})
    world = found(scenario(), 0, 0)
    edges = edge_of(3, DEU, FRA), edge_of(3, FRA, DEU)
    prior = [at(world, "dyads", dyad.TRUST_PRIOR, edge) for edge in edges]
    assert sorted(found_shifts["dyads"].places.tolist()) == sorted(prior)
    normal = at(world, "states", state.READINESS_NORMAL, FRA)
    assert found_shifts["states"].places.tolist() == [normal]


def test_partnerships_are_not_founded_anew() -> None:
    assert shifted({"partnerships[0].depth": 0.9}) == {}
    before, after = found(scenario(), 0, 0), found(scenario(), 0, 0)
    after.partnerships[partnership.DEPTH] = 0.7
    assert shifts_between(before, after) == ()


def test_switching_off_is_a_number_like_any_other() -> None:
    shift = shifted({}, without=("trust",))["parameters"]
    assert (shift.places.tolist(), shift.values.tolist()) == ([TRUST_ON], [0.0])


def test_writing_touches_nothing_else() -> None:
    world = found(scenario(), 0, 0)
    world.states[state.DAMAGE_STOCK] = 3.0
    expected = copy(world)
    expected.states[state.RESERVE, FRA] = 9.0
    expected.parameters[TRUST_ON] = 0.0
    shifts = shifted({"states[FRA].reserve_busd": 9.0}, without=("trust",)).values()
    assert write(world, shifts) == 2
    for name, block in zip(World._fields, world, strict=True):
        np.testing.assert_array_equal(block, getattr(expected, name))
    assert write(world, ()) == 0
