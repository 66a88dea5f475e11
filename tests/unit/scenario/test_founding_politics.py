from __future__ import annotations

import numpy as np
import pytest

from coopsim.randomness import stable_id
from coopsim.scenario.founding_politics import found_politics
from coopsim.world.blocks import politics
from worlds import tiny_world


def test_approval_and_coalitions_start_as_they_normally_are() -> None:
    world = tiny_world(2)
    world.states[politics.APPROVAL_NORMAL] = 0.4, 0.7
    world.states[politics.FRAGMENTATION_NORMAL] = 0.1, 0.2
    found_politics(world)
    assert world.states[politics.APPROVAL].tolist() == [0.4, 0.7]
    assert world.states[politics.FRAGMENTATION].tolist() == [0.1, 0.2]


@pytest.mark.parametrize(("period", "date", "after"), [(48.0, 7.0, 7.0), (0.0, 7.0, 0.0)])
def test_the_date_of_the_first_election_is_the_one_given(
    period: float, date: float, after: float
) -> None:
    world = tiny_world(1)
    world.states[[politics.ELECTION_MONTHS, politics.NEXT_ELECTION]] = [[period], [date]]
    found_politics(world)
    assert world.states[politics.TO_ELECTION, 0] == after


def test_dates_left_open_are_spread_over_the_period() -> None:
    world = tiny_world(20)
    world.state_key[:] = [stable_id(f"S{n}") for n in range(20)]
    world.states[politics.ELECTION_MONTHS] = 48.0
    found_politics(world)
    dates = np.sort(world.states[politics.TO_ELECTION])
    assert 0.0 < dates[0] < 12.0
    assert 36.0 < dates[-1] <= 48.0
    assert len(set(dates)) == 20
