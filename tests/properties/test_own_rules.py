"""A rule of the user's own is compiled beside the model, which stays as it is to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from coopsim.runs.one import run, simulate
from coopsim.scenario import Scenario, load
from coopsim.scenario.founding import found
from coopsim.scenario.own_rules import RuleError

TWIN = "kinds.own:utilitarian"


def baseline(rule: str, **more: object) -> Scenario:
    changes = {"decision.rule": rule, "steps": 30, **more}
    return load("baseline", set=changes, allow_code=True)


def test_a_twin_of_expected_utility_makes_the_same_world_to_the_bit() -> None:
    one = simulate(baseline("expected_utility"), 3, 0)
    other = simulate(baseline(TWIN), 3, 0)
    for mine, theirs in ((one.metrics, other.metrics), (one.states, other.states)):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(one.events, other.events)
    np.testing.assert_array_equal(one.decisions, other.decisions)


def test_one_state_may_have_a_rule_of_its_own() -> None:
    prudent = {"states[FRA].decision.rule": "kinds.own:prudent"}
    one = simulate(baseline("expected_utility"), 3, 0)
    other = simulate(baseline("expected_utility", **prudent), 3, 0)
    assert not np.array_equal(one.states, other.states)


def test_the_code_is_part_of_what_was_run() -> None:
    scenario = baseline(TWIN)
    assert len(scenario.decision.sha256) == 64
    assert scenario.decision.sha256 in scenario.resolved_yaml()
    changed = scenario.model_copy(
        update={"decision": scenario.decision.model_copy(update={"sha256": "0" * 64})}
    )
    assert changed.sha256() != scenario.sha256()
    record = run(scenario, seed=1, replicates=1, steps=2)
    assert record.facts.scenario_sha256 == scenario.sha256()


def test_what_can_not_be_compiled_is_told() -> None:
    with pytest.raises(RuleError, match=r"kinds\.own:unreadable can't be compiled"):
        found(baseline("kinds.own:unreadable"), 0, 0)
