from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.catalogue.mechanisms.provision import (
    ENDOWMENT,
    GROUP_SIZE,
    GROUP_THRESHOLD,
    PART,
    RISK,
)
from coopsim.catalogue.registry import n_parameters
from coopsim.decisions.imitation import chance_of_at_least, imitation, payoff


@pytest.mark.parametrize("ready", [0, 1, 3, 7, 10])
@pytest.mark.parametrize("picked", [1, 3, 10])
@pytest.mark.parametrize("least", [-1, 0, 1, 2, 3, 4])
def test_chances_are_those_of_picking_without_replacement(
    least: int, picked: int, ready: int
) -> None:
    ways = sum(
        math.comb(ready, k) * math.comb(10 - ready, picked - k)
        for k in range(max(0, least), picked + 1)
    )
    found = chance_of_at_least(float(least), picked, float(ready), 10.0)
    assert found == pytest.approx(ways / math.comb(10, picked), abs=1e-12)


def test_a_threshold_between_two_numbers_is_the_higher_one() -> None:
    assert chance_of_at_least(1.5, 3, 4.0, 10.0) == chance_of_at_least(2.0, 3, 4.0, 10.0)


def test_nobody_is_picked_of_nobody() -> None:
    assert chance_of_at_least(1.0, 0, 0.0, 0.0) == 0.0
    assert chance_of_at_least(0.0, 0, 0.0, 0.0) == 1.0


@pytest.mark.parametrize(
    ("ready", "others", "expected"),
    [
        # Groups of 3 of 5 that need 2: with 2 of the 4 others ready, of the 6 pairs that one may
        # meet 5 have a ready one, and 1 has both.
        (True, 2.0, 2.0 * (5 / 6 + 0.4 * (1 / 6) - 0.1)),
        (False, 2.0, 2.0 * (1 / 6 + 0.4 * (5 / 6))),
        (True, 0.0, 2.0 * (0.4 - 0.1)),
        (False, 4.0, 2.0),
    ],
)
def test_payoffs_worked_out_by_hand(ready: bool, others: float, expected: float) -> None:
    numbers = np.zeros(n_parameters())
    numbers[[GROUP_SIZE, GROUP_THRESHOLD, PART, RISK, ENDOWMENT]] = 3.0, 2.0, 0.1, 0.6, 2.0
    assert payoff(numbers, ready, others, 5.0) == pytest.approx(expected)


def test_a_group_is_never_larger_than_all() -> None:
    numbers = np.zeros(n_parameters())
    numbers[[GROUP_SIZE, GROUP_THRESHOLD, RISK, ENDOWMENT]] = 50.0, 3.0, 1.0, 1.0
    assert payoff(numbers, True, 2.0, 3.0) == 1.0
    assert payoff(numbers, False, 2.0, 3.0) == 0.0


@pytest.mark.parametrize(("ready", "habit"), [(1.0, 0.5), (0.0, -0.5)])
def test_habit_is_what_it_is_ready_to_do(ready: float, habit: float) -> None:
    assert imitation(ready) == habit
