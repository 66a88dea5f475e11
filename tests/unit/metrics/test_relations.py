from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings

from coopsim.metrics.registry import METRICS
from coopsim.metrics.relations import measure_relations
from coopsim.world.blocks import dyad, state, threat
from coopsim.world.world import MIRROR, World
from reference.worlds import Shape, shapes, world_of_shape
from worlds import A, B, C, edge, join, pair, tiny_world


def measured(world: World) -> dict[str, float]:
    row = np.full(len(METRICS), -9.0)
    measure_relations(world, row)
    return {name: float(row[each.index]) for name, each in METRICS.items() if row[each.index] != -9}


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else math.nan


def test_trust_inside_and_across_institutions() -> None:
    world = tiny_world(3)
    join(world, A, B)
    world.dyads[dyad.TRUST, pair(world, A, B)] = 0.9, 0.7
    world.dyads[dyad.TRUST, pair(world, A, C)] = 0.4, 0.2
    world.dyads[dyad.TRUST, pair(world, B, C)] = 0.1, 0.1
    row = measured(world)
    assert row["trust_inside"] == pytest.approx(0.8)
    assert row["trust_across"] == pytest.approx(0.2)
    assert row["trust"] == pytest.approx(0.4)


@pytest.mark.parametrize(("members", "empty"), [((), "trust_inside"), ((A, B), "trust_across")])
def test_a_side_without_pairs_is_not_measured(members: tuple[int, ...], empty: str) -> None:
    world = tiny_world(2)
    join(world, *members)
    row = measured(world)
    assert [name for name, value in row.items() if math.isnan(value)] == [empty]


def test_means_over_pairs_and_states() -> None:
    world = tiny_world(2, threats=2)
    for field in (dyad.AFFINITY, dyad.COMPETENCE, dyad.GRIEVANCE):
        world.dyads[field, edge(world, A, B)], world.dyads[field, edge(world, B, A)] = 0.2, 0.6
    world.states[state.INFORMATION] = 0.1, 0.5
    # What each fears most: 0.7 and 0.2
    world.impacts[threat.BELIEF] = [[0.3, 0.2], [0.7, 0.1]]
    row = measured(world)
    assert row["agenda_polarisation"] == pytest.approx(0.6)
    assert row["competence"] == row["grievance"] == pytest.approx(0.4)
    assert row["information"] == pytest.approx(0.3)
    assert row["threat_perception"] == pytest.approx(0.45)


@settings(max_examples=30)
@given(shapes())
def test_relations_are_plain_means(shape: Shape) -> None:
    world = world_of_shape(shape)
    edges = range(world.edges.shape[1])
    fellows = [e for e in edges if world.dyads[dyad.FELLOWSHIP, e] == 1.0]
    others = [e for e in edges if e not in fellows]
    trust = world.dyads[dyad.TRUST].tolist()
    states = range(world.states.shape[1])
    expected = {
        "trust": mean(trust),
        "friendly_density": mean(
            [float(trust[e] + trust[world.edges[MIRROR, e]] > 1.0) for e in edges]
        ),
        "trust_inside": mean([trust[e] for e in fellows]),
        "trust_across": mean([trust[e] for e in others]),
        "agenda_polarisation": mean([1.0 - value for value in world.dyads[dyad.AFFINITY].tolist()]),
        "competence": mean(world.dyads[dyad.COMPETENCE].tolist()),
        "grievance": mean(world.dyads[dyad.GRIEVANCE].tolist()),
        "information": mean(world.states[state.INFORMATION].tolist()),
        "threat_perception": mean(
            [max([0.0, *world.impacts[threat.BELIEF, :, i].tolist()]) for i in states]
        ),
    }
    assert measured(world) == pytest.approx(expected, nan_ok=True)
