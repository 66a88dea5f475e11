from __future__ import annotations

from typing import Any

import pytest

from unit.experiment.samples import BUDGET, FRICTION, findings

DRAWN = {"path": "mechanisms.friction.scale"}
LHS = {"kind": "latin_hypercube", "points": 8}


def one(**keys: Any) -> dict[str, Any]:
    """Return an experiment in which one thing varies over a distribution."""
    return {"uncertainties": {"friction": {**DRAWN, **keys}}, "levers": {}, "design": LHS}


UNIFORM = {"distribution": "uniform", "low": 0.0, "high": 1.0}


def test_a_sound_experiment_has_no_faults() -> None:
    assert findings() == []
    assert findings(**one(**UNIFORM)) == []
    assert findings(design={"kind": "sobol", "points": 8}, priors="core", levers={}) == []


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"distribution": "uniform"}, "high: is required for uniform ()"),
        ({**UNIFORM, "mode": 0.5}, "mode: means nothing for uniform (leave it out)"),
        ({**UNIFORM, "low": 2.0}, "high: must be more than low, which is 2 ()"),
        (
            {**UNIFORM, "distribution": "loguniform"},
            "low: must be more than 0 for loguniform (got 0) ()",
        ),
        (
            {**UNIFORM, "distribution": "triangular", "mode": 3.0},
            "mode: must lie between low and high ()",
        ),
        (
            {**UNIFORM, "distribution": "integer", "high": 1.5},
            "high: must be a whole number (got 1.5) ()",
        ),
        ({"distribution": "normal", "mean": 1.0}, "sd: is required for normal ()"),
    ],
)
def test_a_distribution_needs_its_numbers(keys: dict[str, Any], finding: str) -> None:
    assert f"uncertainties.friction.{finding}" in findings(**one(**keys))


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({}, "has no values (give values, or a distribution with low and high)"),
        ({**UNIFORM, "values": [1]}, "has values and a distribution (leave one of the two out)"),
    ],
)
def test_a_factor_has_values_or_a_distribution(keys: dict[str, Any], finding: str) -> None:
    assert findings(**one(**keys)) == [f"uncertainties.friction: {finding}"]


@pytest.mark.parametrize(
    ("design", "finding"),
    [
        ({"kind": "grid", "points": 3}, "design.points: means nothing for grid (leave it out)"),
        ({"kind": "latin_hypercube"}, "design.points: is required for latin_hypercube ()"),
        (
            {"kind": "sobol", "points": 12},
            "design.points: must be a power of 2 (got 12) (write 8 or 16)",
        ),
        ({"kind": "morris"}, "design.trajectories: is required for morris ()"),
        (
            {"kind": "morris", "trajectories": 4, "levels": 5},
            "design.levels: must be even for morris (got 5) ()",
        ),
        (
            {"kind": "zip"},
            "design.kind: zip needs lists of equal length (got friction 2, budget 3) ()",
        ),
        ({"kind": "table"}, "design.file: is required for table ()"),
    ],
)
def test_a_design_has_the_keys_of_its_kind(design: dict[str, Any], finding: str) -> None:
    assert finding in findings(design=design)


def test_values_stand_in_the_table_alone() -> None:
    told = findings(design={"kind": "table", "file": "t.csv"})
    assert "levers.budget: its values stand in the table (leave all but path and times out)" in told


def test_a_grid_needs_both_ends_of_a_distribution() -> None:
    keys = {**one(distribution="normal", mean=1.0, sd=0.1), "design": {"kind": "grid"}}
    assert findings(**keys) == ["uncertainties.friction: needs low and high for grid ()"]
    zipped = {**one(**UNIFORM), "design": {"kind": "zip"}}
    assert findings(**zipped)[0].endswith("must list its values for zip (give values)")


def test_there_must_be_something_to_draw() -> None:
    told = findings(design=LHS, levers={}, uncertainties={})
    assert told == [
        "design.kind: there is nothing to draw for latin_hypercube "
        "(write uncertainties, levers or priors)"
    ]


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ([1, "two"], 'values.1: must be a number, since it multiplies (got "two") ()'),
        ([True], "values.0: must be a number, since it multiplies (got true) ()"),
    ],
)
def test_only_numbers_multiply(values: list[Any], finding: str) -> None:
    assert findings(levers={"budget": {**BUDGET, "values": values}}) == [f"levers.budget.{finding}"]


def test_a_value_is_no_list() -> None:
    told = findings(uncertainties={"friction": {**FRICTION, "values": [[1]]}})
    assert told[0].startswith(
        "uncertainties.friction.values.0: must be a number, text or true/false"
    )


def test_nothing_varies_twice() -> None:
    told = findings(levers={"other": FRICTION})
    assert "levers.other: varies or is called the same as uncertainties.friction ()" in told
    assert findings(levers={"mean": BUDGET}) == [
        "levers.mean: results have a column of this name (choose another)"
    ]


def test_priors_name_mechanisms() -> None:
    assert findings(priors=["frictoin"]) == [
        'priors.0: no such mechanism (got "frictoin") (did you mean "friction"?)'
    ]


@pytest.mark.parametrize(
    ("outcomes", "finding"),
    [
        (["trsut"], 'outcomes.0.metric: no such metric (got "trsut") (did you mean "trust"?)'),
        (["trust", "trust"], 'outcomes.1: there are two outcomes "trust" (give one a name)'),
        (
            [{"metric": "trust", "name": "run"}],
            "outcomes.0.name: results have a column of this name ()",
        ),
        (
            [{"metric": "trust", "step": 1, "summed": "sum"}],
            "outcomes.0.summed: one step is not summed (leave it out)",
        ),
    ],
)
def test_outcomes_are_metrics(outcomes: list[Any], finding: str) -> None:
    assert findings(outcomes=outcomes) == [finding]


@pytest.mark.parametrize(
    ("stop", "finding"),
    [
        ({"outcome": "trust"}, "stop.half_width: is required, since one needs the other ()"),
        ({"half_width": 0.1}, "stop.outcome: is required, since one needs the other ()"),
        (
            {"outcome": "damage", "half_width": 1.0},
            'stop.outcome: no such outcome (got "damage") (did you mean "damage_busd"?)',
        ),
        (
            {"outcome": "trust", "half_width": 1.0, "min_replicates": 9},
            "stop.min_replicates: there are at most 4 replicates (raise replicates)",
        ),
    ],
)
def test_a_stop_rule_is_complete(stop: dict[str, Any], finding: str) -> None:
    if "min_replicates" not in stop:
        stop = {**stop, "min_replicates": 2}
    assert finding in findings(stop=stop)


@pytest.mark.parametrize(
    ("interest", "told"),
    [
        ({"outcome": "damage", "below": 1}, "no such outcome"),
        ({"outcome": "trust"}, "needs one bound"),
        ({"outcome": "trust", "below": 1, "above": 2}, "needs one bound"),
    ],
)
def test_interest_names_an_outcome_and_one_bound(interest: dict[str, object], told: str) -> None:
    (found,) = findings(interest=interest)
    assert told in found
    assert findings(interest={"outcome": "trust", "above": 0.5}) == []


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            {"goals": {"damage_busd": "less", "trsut": "more"}},
            'goals.trsut: no such outcome (got "trsut") (did you mean "trust"?)',
        ),
        (
            {"goals": {"damage_busd": "less"}},
            "goals: one goal leaves nothing to weigh (name another outcome too)",
        ),
        (
            {"goals": {"damage_busd": "less", "trust": "more"}, "levers": {}},
            "goals: there is nothing to choose between (write levers, or arms)",
        ),
    ],
)
def test_goals_are_outcomes_that_somebody_can_choose_between(keys: Any, message: str) -> None:
    assert findings(**keys) == [message]


def test_arms_are_choices_too() -> None:
    goals = {"damage_busd": "less", "trust": "more"}
    assert findings(goals=goals, levers={}, arms={"a": {}, "b": {"without": ["trust"]}}) == []
