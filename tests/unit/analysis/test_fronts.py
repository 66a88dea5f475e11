from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.analysis.fronts import Choice, Verdict, front_of, judged
from coopsim.errors import CoopsimError
from unit.analysis.sweeping import OUTCOME, formula_swept

NOISE = np.random.default_rng(3).normal(size=(2, 30))
LEVERS = {"a": {"path": "mechanisms.budgets.scale", "values": [0, 1, 2, 3]}}
KEYS: dict[str, Any] = {
    "design": {"kind": "grid"}, "levers": LEVERS, "uncertainties": {}, "replicates": 30,
    "outcomes": [OUTCOME, "trust"], "goals": {OUTCOME: "more", "trust": "less"},
}  # fmt: skip


def found(folder: Path, formula: Any, **keys: Any) -> list[Choice]:
    return front_of(formula_swept(folder, formula, **{**KEYS, **keys}))


def both(values: dict[float, tuple[float, float]], noise: float = 0.0) -> Any:
    """Return goals ``[goal, replicate, choice]`` with luck that all choices share, and own luck."""
    means = np.array(list(values.values())).T[:, np.newaxis, :]
    own = np.random.default_rng(9).normal(size=(2, 30, len(values)))
    return means + 5.0 * NOISE[:, :, np.newaxis] + noise * own


@pytest.mark.parametrize("seed", range(5))
def test_the_best_are_those_that_no_other_beats(seed: int) -> None:
    means = np.random.default_rng(seed).integers(0, 6, size=(2, 12)).astype(float)
    is_best, verdicts = judged(np.repeat(means[:, np.newaxis], 3, axis=1))
    for one in range(12):
        beaten = any(
            np.all(means[:, other] >= means[:, one]) and np.any(means[:, other] > means[:, one])
            for other in range(12)
        )
        assert is_best[one] == (not beaten)
        # Without any luck nothing is open.
        assert verdicts[one] == (Verdict.behind if beaten else Verdict.front)


def test_shared_luck_does_not_blur_the_front() -> None:
    _, verdicts = judged(both({0: (0, 3), 1: (1, 2), 2: (0.5, 1.5), 3: (3, 0)}, noise=0.1))
    assert verdicts == [Verdict.front, Verdict.front, Verdict.behind, Verdict.front]


def test_what_luck_may_have_put_behind_is_said_to_be_open() -> None:
    is_best, verdicts = judged(both({0: (1, 1), 1: (0.99, 0.99), 2: (-3, -3)}, noise=1.0))
    assert verdicts == [Verdict.open, Verdict.open, Verdict.behind]
    assert is_best.sum() == 1


def test_worse_in_one_goal_and_not_told_apart_in_the_other_is_open() -> None:
    _, verdicts = judged(both({0: (5, 1), 1: (0, 1.01)}, noise=1.0))
    # The first is clearly better in one goal, so that nothing can push it off the front.
    assert verdicts == [Verdict.front, Verdict.open]


def test_equal_choices_do_not_beat_each_other() -> None:
    is_best, verdicts = judged(both({0: (1, 1), 1: (1, 1), 2: (0, 0)}))
    assert is_best.tolist() == [True, True, False]
    assert verdicts == [Verdict.front, Verdict.front, Verdict.behind]


def test_choices_are_arms_and_levers_over_all_uncertainties(tmp_path: Path) -> None:
    # Outcomes are multiples of one number, so that more of the first is more of the second.
    choices = found(
        tmp_path,
        lambda point, arm, replicate: point["a"] * (1 - 2 * (arm == "calm")) + 10 * point["b"]
        + replicate,
        arms={"one": {}, "calm": {"variant": "calm"}},
        uncertainties={"b": {"path": "mechanisms.friction.scale", "values": [0, 1]}},
        goals={OUTCOME: "more", "trust": "more"},
    )  # fmt: skip
    assert [(each.arm, each.levers["a"]) for each in choices[:3]] == [
        ("one", 0), ("calm", 0), ("one", 1),
    ]  # fmt: skip
    assert all(len(each.points) == 2 for each in choices)
    assert choices[2].goals[OUTCOME].mean == pytest.approx(1 + 5 + 14.5)
    assert choices[2].goals["trust"].mean == pytest.approx(2 * (1 + 5 + 14.5))
    (best,) = [each for each in choices if each.verdict == Verdict.front]
    assert (best.arm, best.levers) == ("one", {"a": 3})
    assert all(each.verdict == Verdict.behind for each in choices if each is not best)


def test_less_is_better_if_the_experiment_says_so(tmp_path: Path) -> None:
    # With the second outcome twice the first, more of one is paid for with more of the other.
    choices = found(tmp_path, lambda point, *_: point["a"])
    assert all(each.verdict == Verdict.front and each.is_best for each in choices)
    less = {OUTCOME: "less", "trust": "less"}
    (tmp_path / "other").mkdir()
    choices = found(tmp_path / "other", lambda point, *_: point["a"], goals=less)
    assert [each.levers["a"] for each in choices if each.is_best] == [0]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"goals": {}}, "names no goals"),
        ({"replicates": 1}, "a front needs two replicates at least"),
        (
            {
                "levers": {"a": {**LEVERS["a"], "values": [0, 1]}},
                "uncertainties": {"b": {"path": "mechanisms.friction.scale", "values": [0, 1]}},
                "design": {"kind": "zip"},
            },
            "choices meet different uncertainties",
        ),
    ],
)
def test_what_allows_no_front_is_refused(tmp_path: Path, keys: Any, message: str) -> None:
    with pytest.raises(CoopsimError, match=message):
        found(tmp_path, lambda point, *_: point["a"], **keys)


def test_a_gap_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CoopsimError, match=f"{OUTCOME} is missing in some runs"):
        found(tmp_path, lambda point, *_: math.nan if point["a"] == 2 else 1.0)
