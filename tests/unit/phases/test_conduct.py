from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.conduct import COMPLIANCE_ON, RECORD_MEMORY
from coopsim.phases.conduct import judge_records, open_records, watched_part
from coopsim.world.blocks import conduct
from worlds import A, B, edge, tiny_world


@pytest.mark.parametrize(
    ("scale", "kept", "broken", "expected"),
    [
        # From 0.8 a quarter of the way to what was kept of it
        (1.0, 1.0, 0.0, 0.85),
        (1.0, 0.0, 2.0, 0.6),
        (1.0, 1.0, 1.0, 0.725),
        (2.0, 0.0, 1.0, 0.4),
        (5.0, 0.0, 1.0, 0.0),
        # A record is not touched by a month without a test, or without the mechanism.
        (1.0, 0.0, 0.0, 0.8),
        (0.0, 0.0, 3.0, 0.8),
    ],
)
def test_a_record_follows_conduct(
    scale: float, kept: float, broken: float, expected: float
) -> None:
    world = tiny_world(2)
    world.parameters[[COMPLIANCE_ON, RECORD_MEMORY]] = scale, 0.25
    world.states[conduct.RELIABILITY] = 0.8
    world.states[[conduct.KEPT, conduct.BROKEN], A] = kept, broken
    judge_records(world.states, world.parameters)
    assert world.states[conduct.RELIABILITY].tolist() == pytest.approx([expected, 0.8])


def test_counts_begin_anew() -> None:
    world = tiny_world(2)
    world.states[[conduct.KEPT, conduct.BROKEN]] = 3.0
    open_records(world.states)
    assert not world.states[[conduct.KEPT, conduct.BROKEN]].any()


@pytest.mark.parametrize(("monitored", "expected"), [(0.0, 0.0), (0.2, 1.0)])
def test_a_request_is_watched_or_not(monitored: float, expected: float) -> None:
    world = tiny_world(2)
    world.dyads[conduct.MONITORED, edge(world, A, B)] = monitored
    assert watched_part(world.dyads, edge(world, A, B), 1.0) == expected
    assert watched_part(world.dyads, edge(world, A, B), 0.0) == 0.0
