from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from coopsim.analysis.collective_risk import group_achievement, manner_of, moves
from coopsim.errors import InputError
from coopsim.scenario import Scenario, load

FILE = Path(__file__).parents[3] / "scenarios" / "docking" / "collective-risk.yaml"
GOOD = "mechanisms.provision."
# Five states in groups of three, of whom two must give.
SMALL = {
    "states[0].count": 5,
    f"{GOOD}group_size": 3,
    f"{GOOD}group_threshold": 2,
    f"{GOOD}endowment": 2,
    "decision.mutation": 0.1,
    "decision.updates_per_step": 1,
}
COST, RISK, ENDOWMENT, SELECTION, MUTATION = 0.1, 0.9, 2.0, 5.0, 0.1


def changed(settings: dict[str, Any]) -> Scenario:
    return load(FILE, set=settings)


def earned(giving: bool, others_giving: int) -> float:
    """Return the payoff in SMALL, group by group: all pairs of the four others."""
    groups = [(i, j) for i in range(4) for j in range(i)]
    safe = [giving + (i < others_giving) + (j < others_giving) >= 2 for i, j in groups]
    kept = sum(1.0 if each else 1.0 - RISK for each in safe) / len(groups)
    return ENDOWMENT * (kept - (COST if giving else 0.0))


def transitions() -> npt.NDArray[np.float64]:
    """Return the transitions of SMALL, state by state and model by model."""
    chances = np.zeros((6, 6))
    for givers in range(6):
        for actor in range(5):
            gives = actor < givers
            changes = MUTATION
            for model in range(5):
                if (model < givers) != gives:
                    gap = earned(not gives, givers - (not gives)) - earned(gives, givers - gives)
                    changes += (1.0 - MUTATION) / (1.0 + math.exp(-SELECTION * gap)) / 5.0
            chances[givers, givers + (-1 if gives else 1)] += changes / 5.0
            chances[givers, givers] += (1.0 - changes) / 5.0
    return chances


def test_moves_are_those_of_each_state_added_up() -> None:
    scenario, slow = changed(SMALL), transitions()
    good = scenario.mechanisms["provision"].parameters
    for givers in range(6):
        up, down = moves(givers, 5, good, manner_of(scenario))
        assert up == pytest.approx(slow[givers, givers + 1] if givers < 5 else 0.0)
        assert down == pytest.approx(slow[givers, givers - 1] if givers > 0 else 0.0)


def test_achievement_is_that_of_the_chain_multiplied_out() -> None:
    settled = np.linalg.matrix_power(transitions(), 2**14)[0]
    # Where 2, 3, 4 or 5 of the five give, 3, 7, 10 and 10 of the ten groups of three are safe.
    safe = 0.3 * settled[2] + 0.7 * settled[3] + settled[4] + settled[5]
    assert group_achievement(changed(SMALL)) == pytest.approx(safe)


@pytest.mark.parametrize(
    ("settings", "achievement"),
    [
        ({f"{GOOD}group_threshold": 0}, 1.0),
        # Everybody tosses a coin of its own: 42 of 64 groups of six have three who give.
        ({"decision.mutation": 1}, 42 / 64),
        # Payoffs that would overflow exp: without risk nobody gives, but by chance.
        ({"decision.selection": 1000, f"{GOOD}endowment": 1000, f"{GOOD}risk": 0}, 0.0),
    ],
)
def test_extremes(settings: dict[str, Any], achievement: float) -> None:
    assert group_achievement(changed(settings)) == pytest.approx(achievement, abs=1e-3)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"decision.mutation": 0}, r"decision\.mutation: .* needs a mutation above 0"),
        ({"mechanisms.provision": "off"}, r"mechanisms\.provision: .* needs a common good"),
        (
            {"states[0].decision": {"rule": "threshold"}},
            "states that all imitate by the same numbers",
        ),
    ],
)
def test_a_scenario_without_such_a_chain_is_refused(settings: dict[str, Any], told: str) -> None:
    scenario = changed(settings)
    with pytest.raises(InputError, match=told):
        group_achievement(scenario)
