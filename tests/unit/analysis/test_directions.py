from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from coopsim.analysis import directions as module
from coopsim.analysis.directions import Verdict, draws_from_priors, judge
from coopsim.analysis.expectations import Direction, Effect, Sign, directions
from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.metrics.registry import Metric
from coopsim.scenario import Scenario

NAN = math.nan


def judged(
    monkeypatch: pytest.MonkeyPatch, measured: Callable[[Scenario, int], float], sign: Sign,
    smallest: float = 0.1, *, name: str = "tighter-budgets", draws: int = 10,
) -> Verdict:  # fmt: skip
    """Judge one effect of a shipped direction whose worlds are measured in a made-up way."""

    def measure(
        scenario: Scenario, metrics: Sequence[Metric], seed: int, replicates: int
    ) -> list[float]:
        assert [each.name for each in metrics] == ["trust"]
        assert replicates == 3
        return [measured(scenario, seed)]

    monkeypatch.setattr(module, "_measure", measure)
    shipped = directions()[name]
    row = Direction(
        name, "", "", shipped.scenario, shipped.sides, shipped.than,
        (Effect("trust", sign, smallest),),
    )  # fmt: skip
    (verdict,) = judge(row, draws=draws, replicates=3)
    return verdict


def share_of(scenario: Scenario) -> float:
    return scenario.mechanisms["budgets"].parameters["operations_share"]


def savings(scenario: Scenario) -> float:
    return next(each.reserve_busd or 0.0 for each in scenario.states if each.id == "ANA")


@pytest.mark.parametrize(
    ("sign", "smallest", "share", "holds"),
    [
        ("-", 0.02, 1.0, True),
        ("-", 0.04, 1.0, False),
        ("+", 0.0, 0.0, False),
        ("0", 0.04, 1.0, True),
        ("0", 0.02, 0.0, False),
    ],
)
def test_an_effect_has_its_sign_and_size(
    monkeypatch: pytest.MonkeyPatch, sign: Sign, smallest: float, share: float, holds: bool
) -> None:
    # From 0.05 to 0.02 on every luck.
    found = judged(monkeypatch, lambda scenario, _: share_of(scenario), sign, smallest)
    assert found.over_draws.mean == pytest.approx(-0.03)
    assert (found.share, found.holds) == (share, holds)


@pytest.mark.parametrize(("wrong", "holds"), [(1, True), (2, False)])
def test_nine_draws_in_ten_must_have_the_sign(
    monkeypatch: pytest.MonkeyPatch, wrong: int, holds: bool
) -> None:
    def measured(scenario: Scenario, seed: int) -> float:
        is_before = share_of(scenario) == 0.05
        return 0.0 if is_before else (-0.001 if seed < wrong else 1.0)

    found = judged(monkeypatch, measured, "+", smallest=-0.5)
    assert found.share == 1.0 - wrong / 10
    assert found.holds is holds


def test_an_effect_that_cannot_be_measured_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(scenario: Scenario, seed: int) -> float:
        return NAN if seed == 0 else -share_of(scenario)

    found = judged(monkeypatch, measured, "+", 0.0)
    assert found.share == 0.9
    assert found.over_draws.n == 9
    assert not found.holds


def test_a_direction_without_a_change_is_about_the_metric_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = judged(monkeypatch, lambda *_: 0.5, "+", 0.4, name="exploitation-of-the-large")
    assert found.over_draws.mean == 0.5
    assert found.holds


def test_what_happens_elsewhere_is_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    # (1 - 3) - (10 - 12) of the savings themselves; of their squares (1 - 9) - (100 - 144).
    found = judged(monkeypatch, lambda world, _: savings(world), "0", 1e-9, name="end-of-reserves")
    assert found.holds
    found = judged(
        monkeypatch, lambda world, _: savings(world) ** 2, "+", 30.0, name="end-of-reserves"
    )
    assert found.over_draws.mean == pytest.approx(36.0)
    assert found.holds


def test_both_sides_meet_the_same_luck_and_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    met: dict[int, set[tuple[float, ...]]] = {}

    def measured(scenario: Scenario, seed: int) -> float:
        drawn = scenario.mechanisms["response"].parameters
        met.setdefault(seed, set()).add(tuple(drawn.values()))
        return 0.0

    judged(monkeypatch, measured, "0", draws=4)
    assert sorted(met) == [0, 1, 2, 3]
    assert [len(each) for each in met.values()] == [1, 1, 1, 1]
    assert len(set.union(*met.values())) == 4


def test_what_is_on_on_one_side_only_is_drawn_and_stays_off_on_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scales, paces = [], set()

    def measured(scenario: Scenario, seed: int) -> float:
        scales.append((seed, scenario.mechanisms["missions"].scale))
        paces.add(scenario.mechanisms["missions"].parameters["settling_rate"])
        return 0.0

    judged(monkeypatch, measured, "0", name="humanitarian-help", draws=3)
    assert scales == [(seed, scale) for seed in range(3) for scale in (0.0, 1.0)]
    assert len(paces) == 3


def test_each_parameter_falls_once_into_each_part_of_its_prior() -> None:
    drawn = draws_from_priors(["perception", "opinion"], 8)
    assert len(drawn) == 8
    for name in ("perception", "opinion"):
        for each in MECHANISMS[name].parameters.values():
            low, high = each.prior
            values = [one[f"mechanisms.{name}.{each.name}"] for one in drawn]
            parts = sorted(int(8 * (value - low) / (high - low)) for value in values)
            assert parts == list(range(8))
    assert drawn == draws_from_priors(["perception", "opinion"], 8)
    assert drawn != draws_from_priors(["perception", "opinion"], 8, seed=1)


def test_progress_is_told_after_each_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(module, "_measure", lambda *_: [0.0, 0.0])
    judge(directions()["tighter-budgets"], draws=3, progress=lambda: told.append(1))
    assert len(told) == 3


def test_all_of_the_core_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Scenario] = []

    def measured(scenario: Scenario, seed: int) -> float:
        seen.append(scenario)
        return float(seed)

    judged(monkeypatch, measured, "0", draws=2)
    one, other = seen[0].mechanisms, seen[2].mechanisms
    for name, each in MECHANISMS.items():
        if each.profile == CORE:
            for parameter in each.parameters:
                if parameter != "operations_share":
                    assert one[name].parameters[parameter] != other[name].parameters[parameter]
