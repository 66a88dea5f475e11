from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from coopsim.metrics.institutions import measure_institutions
from coopsim.metrics.registry import METRICS
from coopsim.phases.mandates import ADOPTED, PENDING
from coopsim.world.blocks import conduct, institution, membership, organisation
from coopsim.world.world import World
from reference.worlds import Shape, shapes, world_of_shape
from worlds import A, B, C, join, tiny_world


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -9.0)
    measure_institutions(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items() if row[each.index] != -9}


def test_seats_and_what_their_holders_resent() -> None:
    world = tiny_world(3, institutions=2)
    join(world, A, B, C)
    join(world, A, institution_row=1)
    world.seats[membership.RESENTMENT, 0] = 0.4, 0.0, 0.8
    # Who has no seat resents nothing.
    world.seats[membership.RESENTMENT, 1] = 0.4, 9.0, 9.0
    row = measured(world)
    assert row["seats"] == 4.0
    assert row["resentment"] == pytest.approx(1.6 / 4.0)


def test_legitimacy_of_adopted_mandates() -> None:
    world = tiny_world(3, institutions=1, threats=2)
    world.mandates[institution.STATUS, 0] = [[ADOPTED, PENDING, 0.0], [ADOPTED, 0.0, 0.0]]
    world.mandates[membership.LEGITIMACY, 0] = [[0.5, 0.9, 0.0], [1.0, 0.0, 0.9]]
    assert measured(world)["mandate_legitimacy"] == pytest.approx(0.75)


def test_sums_of_the_step() -> None:
    world = tiny_world(2)
    world.states[conduct.RELIABILITY] = 0.5, 0.9
    world.tallies[[membership.ACCESSIONS, membership.EXITS, membership.FOUNDED]] = 3.0, 2.0, 1.0
    world.tallies[[conduct.WATCHED, conduct.WATCHED_KEPT, organisation.RELIEVED]] = 8.0, 6.0, 0.7
    row = measured(world)
    names = ("accessions", "exits", "founded_institutions", "relief_busd", "watched_requests")
    assert [row[name] for name in names] == [3.0, 2.0, 1.0, 0.7, 8.0]
    assert row["monitored_honour_rate"] == 0.75
    assert row["reliability"] == pytest.approx(0.7)


def test_without_institutions_there_is_little_to_measure() -> None:
    row = measured(tiny_world(2, institutions=0))
    empty = {name for name, value in row.items() if math.isnan(value)}
    assert empty == {"resentment", "mandate_legitimacy", "monitored_honour_rate"}


@settings(max_examples=50)
@given(shapes())
def test_metrics_keep_their_bounds(shape: Shape) -> None:
    world = world_of_shape(shape)
    world.tallies[conduct.WATCHED_KEPT] = min(
        world.tallies[conduct.WATCHED_KEPT], world.tallies[conduct.WATCHED]
    )
    for name, value in measured(world).items():
        assert math.isnan(value) or METRICS[name].low <= value <= METRICS[name].high, name
