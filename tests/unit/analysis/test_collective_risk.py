from __future__ import annotations

from math import comb
from pathlib import Path

import numpy as np
import pytest

from coopsim.analysis.collective_risk import group_achievement, manner_of, moves
from coopsim.errors import InputError
from coopsim.scenario import Scenario, load

DOCKED = Path(__file__).parents[3] / "scenarios" / "docking" / "collective-risk.yaml"


def dilemma(**settings: object) -> Scenario:
    return load(DOCKED, set={name.replace("__", "."): value for name, value in settings.items()})


def test_the_chain_is_the_stationary_one_of_its_matrix() -> None:
    scenario = load(DOCKED, set={"states[0].count": 12, "decision.updates_per_step": 1})
    good, manner = scenario.mechanisms["provision"].parameters, manner_of(scenario)
    matrix = np.zeros((13, 13))
    for k in range(13):
        up, down = moves(k, 12, good, manner)
        if k < 12:
            matrix[k, k + 1] = up
        if k:
            matrix[k, k - 1] = down
        matrix[k, k] = 1.0 - up * (k < 12) - down * (k > 0)
    long_run = np.linalg.matrix_power(matrix, 2**20)[0]
    safe = [
        sum(comb(k, j) * comb(12 - k, 6 - j) for j in range(3, 7)) / comb(12, 6) for k in range(13)
    ]
    assert group_achievement(scenario) == pytest.approx(float(long_run @ safe), abs=1e-9)


def test_without_selection_half_are_ready() -> None:
    # By chance alone the chain is symmetric, and groups of 1 that need 1 achieve what is ready.
    achieved = group_achievement(
        dilemma(
            decision__selection=0,
            mechanisms__provision__group_size=1,
            mechanisms__provision__group_threshold=1,
        )
    )
    assert achieved == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"decision__mutation": 0}, "a mutation above 0"),
        ({"mechanisms__provision": "off"}, "needs a common good"),
    ],
)
def test_what_has_no_chain_is_refused(settings: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        group_achievement(dilemma(**settings))


def test_all_must_imitate() -> None:
    with pytest.raises(InputError, match="all imitate by the same numbers"):
        group_achievement(load("baseline"))
