"""The engine reproduces published theory by its ordinary rules, for other inputs as well."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.collective_risk import group_achievement, manner_of, moves
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import simulate
from coopsim.scenario import Scenario, load
from coopsim.world.blocks import state
from coopsim.world.ledger import CHANGES, NOTHING

DOCKING = Path(__file__).parents[2] / "scenarios" / "docking"


def docked(name: str, **settings: Any) -> Scenario:
    """Load a docking scenario; settings are by path, with __ for a dot."""
    changes = {path.replace("__", "."): value for path, value in settings.items()}
    return load(DOCKING / f"{name}.yaml", set=changes)


def measured(scenario: Scenario, metric: str) -> np.ndarray:
    return simulate(scenario, 1, 0, record=NOTHING).metrics[:, METRICS[metric].index]


# ----------------------------------------------------------------------------- burden sharing


def equilibrium(means: list[float], taste: float) -> list[float]:
    """Find the gifts of the equilibrium: g = max(0, w - (1 - taste) / taste x G)."""
    low, high = 0.0, sum(means)
    for _ in range(200):
        middle = 0.5 * (low + high)
        gifts = [max(0.0, w - (1 - taste) / taste * middle) for w in means]
        low, high = (middle, high) if sum(gifts) > middle else (low, middle)
    return gifts


@pytest.mark.parametrize(
    ("means", "taste"),
    [
        ([40, 30, 20, 10], 0.5),
        ([22, 30, 20, 10], 0.5),
        ([40, 30, 20, 10], 0.3),
        ([40, 30, 20, 10], 0.9),
        ([5, 5, 5, 5], 0.2),
        ([100, 1, 1, 1], 0.7),
    ],
)
def test_gifts_are_those_of_the_equilibrium(means: list[float], taste: float) -> None:
    wealth = {f"states[{i}].gdp_busd": each for i, each in enumerate(means)}
    scenario = load(DOCKING / "burden-sharing.yaml", set={**wealth, "decision.taste": taste})
    gifts = simulate(scenario, 0, 0, record=CHANGES).states[-1, state.CONTRIBUTION]
    assert gifts.tolist() == pytest.approx(equilibrium(means, taste), abs=1e-4)


def test_the_great_are_exploited_by_the_small() -> None:
    scenario = docked("burden-sharing")
    gifts = simulate(scenario, 0, 0, record=CHANGES).states[-1, state.CONTRIBUTION]
    assert gifts.tolist() == pytest.approx([16.667, 6.667, 0.0, 0.0], abs=1e-3)
    assert measured(scenario, "burden_rank_correlation")[-1] > 0.9


# ----------------------------------------------------------------------------- thresholds


def joined(thresholds: list[float]) -> int:
    """Count who joins: the fixed point that is reached from nobody."""
    count = 0
    while (more := sum(each <= count for each in thresholds)) > count:
        count = more
    return count


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({}, 100), ({1: 2}, 1), ({0: 1}, 0), ({50: 51}, 50), ({7: 90}, 7)],
)
def test_a_cascade_ends_where_thresholds_say(changes: dict[int, float], expected: int) -> None:
    settings = {f"states[S{k:03d}].decision.at_least": value for k, value in changes.items()}
    scenario = load(DOCKING / "threshold-cascade.yaml", set=settings)
    assert joined([changes.get(k, k) for k in range(100)]) == expected
    assert measured(scenario, "takers")[-1] == expected


def test_the_variant_leaves_one_alone() -> None:
    scenario = load(DOCKING / "threshold-cascade.yaml", variant="gap")
    assert measured(scenario, "takers")[-1] == 1.0


# ----------------------------------------------------------------------------- balance


@pytest.mark.parametrize("p", [0.0, 0.2, 1 / 3])
def test_friendly_density_is_that_of_local_triad_dynamics(p: float) -> None:
    density = measured(docked("structural-balance", trust__reconciliation=p), "friendly_density")
    expected = 1 / (1 + math.sqrt(3 * (1 - 2 * p)))
    assert density[-150:].mean() == pytest.approx(expected, abs=0.02)


def test_above_one_half_all_become_friends() -> None:
    density = measured(docked("structural-balance", trust__reconciliation=0.8), "friendly_density")
    assert density[-1] == 1.0


# ----------------------------------------------------------------------------- collective risk


@pytest.mark.parametrize(
    ("risk", "expected"), [(0, 0.0027), (0.2, 0.0043), (0.5, 0.8308), (0.9, 0.9341)]
)
def test_the_exact_chain_has_the_published_figures(risk: float, expected: float) -> None:
    scenario = docked("collective-risk", mechanisms__provision__risk=risk)
    assert group_achievement(scenario) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"mechanisms.provision.group_size": 4, "mechanisms.provision.group_threshold": 2,
         "states[0].count": 40, "decision.updates_per_step": 40, "decision.mutation": 0.05},
    ],
)  # fmt: skip
def test_the_simulation_comes_to_the_exact_chain(settings: dict[str, Any]) -> None:
    scenario = load(DOCKING / "collective-risk.yaml", set={**settings, "steps": 3000})
    achieved = measured(scenario, "group_achievement")[100:].mean()
    assert achieved == pytest.approx(group_achievement(scenario), abs=0.01)


def test_one_update_at_a_time_has_the_chances_of_the_chain() -> None:
    settings = {"mechanisms.provision.risk": 0.5, "decision.updates_per_step": 1, "steps": 8000}
    scenario = load(DOCKING / "collective-risk.yaml", set=settings)
    counts = measured(scenario, "takers")
    good, manner = scenario.mechanisms["provision"].parameters, manner_of(scenario)
    chain = [moves(int(k), 100, good, manner) for k in counts[:-1]]
    for direction, sign in ((0, 1), (1, -1)):
        chances = np.array([each[direction] for each in chain])
        seen = np.sum(np.diff(counts) == sign)
        # Given the course so far each move is a coin of its own: a sum with this variance.
        spread = math.sqrt(np.sum(chances * (1 - chances)))
        assert abs(seen - chances.sum()) < 4 * spread
    assert set(np.diff(counts).tolist()) <= {-1.0, 0.0, 1.0}
