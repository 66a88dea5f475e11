from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from coopsim.catalogue.registry import MECHANISMS
from coopsim.experiment.factors import at_quantiles, dials_of
from coopsim.experiment.schema import Factor
from unit.experiment.samples import experiment

UNIT = np.linspace(0.0, 1.0, 11)


def factor(**keys: Any) -> Factor:
    return Factor.model_validate({"path": "steps", **keys})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"distribution": "uniform", "low": 1, "high": 3}, stats.uniform(1, 2)),
        ({"distribution": "loguniform", "low": 0.1, "high": 10}, stats.loguniform(0.1, 10)),
        (
            {"distribution": "triangular", "low": 1, "mode": 1.5, "high": 3},
            stats.triang(0.25, 1, 2),
        ),
        (
            {"distribution": "normal", "mean": 1, "sd": 2, "low": -1, "high": 2},
            stats.truncnorm(-1, 0.5, 1, 2),
        ),
    ],
    ids=lambda value: value["distribution"] if isinstance(value, dict) else "",
)
def test_quantiles_are_those_of_the_distribution(keys: dict[str, Any], expected: Any) -> None:
    found = at_quantiles(factor(**keys), UNIT)
    assert found == pytest.approx(list(expected.ppf(UNIT)))
    assert min(found) == keys["low"]
    assert max(found) == keys["high"]


def test_a_normal_without_ends_has_finite_quantiles() -> None:
    low, middle, high = at_quantiles(
        factor(distribution="normal", mean=1.0, sd=2.0), np.array([0.0, 0.5, 1.0])
    )
    assert middle == pytest.approx(1.0)
    assert -20.0 < float(low) < -10.0
    assert 10.0 < float(high) < 20.0


def test_whole_numbers_are_equally_likely_and_whole() -> None:
    found = at_quantiles(factor(distribution="integer", low=2, high=4), np.linspace(0, 0.999, 3000))
    assert {type(value) for value in found} == {int}
    assert [found.count(value) for value in (2, 3, 4)] == pytest.approx([1000] * 3, abs=2)
    assert at_quantiles(factor(distribution="integer", low=2, high=4), np.array([1.0])) == [4]


def test_listed_values_are_equally_likely() -> None:
    assert at_quantiles(factor(values=["a", "b"]), np.array([0.0, 0.49, 0.5, 1.0])) == [*"aabb"]


def test_dials_are_uncertainties_then_levers_then_priors() -> None:
    dials = dials_of(experiment(priors=["trust"]))
    assert [(dial.name, dial.is_lever) for dial in dials[:2]] == [
        ("friction", False),
        ("budget", True),
    ]
    assert [dial.name for dial in dials[2:]] == [
        f"mechanisms.trust.{name}" for name in MECHANISMS["trust"].parameters
    ]
    for dial, each in zip(dials[2:], MECHANISMS["trust"].parameters.values(), strict=True):
        assert (dial.factor.low, dial.factor.high) == each.prior


def test_a_range_of_ones_own_wins_over_the_prior() -> None:
    dials = dials_of(experiment(priors="core"))
    paths = [dial.factor.path for dial in dials]
    assert len(paths) == len(set(paths))
    assert dials[1].factor.times
    core = [each for each in MECHANISMS.values() if each.profile == "core"]
    assert len(dials) == 1 + sum(len(each.parameters) for each in core)


def test_what_is_off_is_varied_if_it_is_named() -> None:
    dials = dials_of(experiment(priors=["core", "burden"], levers={}))
    assert MECHANISMS["burden"].profile == "full"
    assert any(dial.name.startswith("mechanisms.burden.") for dial in dials)
    assert not any(dial.name.startswith("mechanisms.leaks.") for dial in dials)


def test_the_name_is_the_path_if_none_is_given() -> None:
    (dial,) = dials_of(experiment(levers={}, uncertainties={"steps": {"values": [3, 4]}}))
    assert dial.factor.path == "steps"
