from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from coopsim.metrics.registry import METRICS
from coopsim.metrics.resilience import measure_resilience, ratio
from coopsim.world.blocks import state, tally
from coopsim.world.world import World
from reference.worlds import Shape, shapes, world_of_shape
from worlds import tiny_world


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -9.0)
    measure_resilience(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items() if row[each.index] != -9}


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1.0, 4.0, 0.25), (0.0, 4.0, 0.0), (0.0, 0.0, math.nan)]
)
def test_a_ratio_needs_a_whole(part: float, whole: float, expected: float) -> None:
    assert ratio(part, whole) == pytest.approx(expected, nan_ok=True)


def test_what_partners_met_of_what_was_open() -> None:
    world = tiny_world(2)
    world.states[state.NEED] = 10.0, 4.0
    world.states[state.HOME_EFFORT] = 3.0, 3.0
    world.states[state.AVERTED] = 2.0, 0.0
    world.states[state.DAMAGE] = 5.0, 1.0
    world.states[state.DAMAGE_STOCK] = 20.0, 4.0
    world.states[state.STRESS] = 0.2, 0.4
    world.states[state.READINESS] = 0.5, 0.3
    world.tallies[tally.STRIKES] = 2.0
    # Of an open need of 8 a quarter was met; 24 of 2400 lie in ruins.
    assert measured(world) == pytest.approx(
        {
            "strikes": 2.0,
            "need_busd": 14.0,
            "home_effort_busd": 6.0,
            "open_need_busd": 8.0,
            "averted_busd": 2.0,
            "damage_busd": 6.0,
            "collective_response": 0.25,
            "resilience": 0.99,
            "budget_stress": 0.3,
            "readiness": 0.4,
        }
    )


def test_in_a_calm_world_there_is_no_response_to_measure() -> None:
    row = measured(tiny_world(2))
    assert math.isnan(row["collective_response"])
    assert row["resilience"] == 1.0


def test_a_world_without_an_economy_has_nothing_to_lose() -> None:
    world = tiny_world(2)
    world.states[state.GDP] = 0.0
    assert measured(world)["resilience"] == 1.0


@settings(max_examples=30)
@given(shapes())
def test_they_are_plain_sums_and_means(shape: Shape) -> None:
    world = world_of_shape(shape)
    n = world.states.shape[1]
    total = {
        field: math.fsum(world.states[field])
        for field in (
            state.NEED, state.HOME_EFFORT, state.AVERTED, state.DAMAGE, state.DAMAGE_STOCK,
            state.GDP, state.STRESS, state.READINESS,
        )
    }  # fmt: skip
    open_need = total[state.AVERTED] + total[state.DAMAGE]
    gdp = total[state.GDP]
    assert measured(world) == pytest.approx(
        {
            "strikes": world.tallies[tally.STRIKES],
            "need_busd": total[state.NEED],
            "home_effort_busd": total[state.HOME_EFFORT],
            "open_need_busd": open_need,
            "averted_busd": total[state.AVERTED],
            "damage_busd": total[state.DAMAGE],
            "collective_response": total[state.AVERTED] / open_need if open_need else math.nan,
            "resilience": 1.0 - total[state.DAMAGE_STOCK] / gdp if gdp else 1.0,
            "budget_stress": total[state.STRESS] / n,
            "readiness": total[state.READINESS] / n,
        },
        nan_ok=True,
    )
