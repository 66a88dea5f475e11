from __future__ import annotations

import pytest

from coopsim.experiment.answers import answer_names, outcome_names, sweep_answer_findings
from coopsim.metrics.registry import METRICS
from unit.experiment.samples import experiment


def test_outcomes_are_called_by_name_or_metric() -> None:
    assert outcome_names(experiment()) == ("damage_busd", "collective_response", "trust")
    named = experiment(outcomes=[{"metric": "trust", "name": "end"}])
    assert outcome_names(named) == ("end",)
    assert outcome_names(experiment(outcomes=[])) == tuple(METRICS)


def test_an_outcome_has_a_number_for_each_arm() -> None:
    assert answer_names("trust", ("a", "b-c")) == (
        "trust", "trust_least", "trust_most", "trust@a", "trust@b-c",
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["{trust:.2f} and {trust@a:.0%}", "{damage_busd_most}", ""])
def test_an_answer_may_name_them(answer: str) -> None:
    assert list(sweep_answer_findings(experiment(answer=answer, arms={"a": {}}))) == []


def test_an_answer_may_name_nothing_else() -> None:
    (finding,) = sweep_answer_findings(experiment(answer="{trust@b}", arms={"a": {}}))
    assert (finding.message, finding.hint) == (
        'no such result (got "trust@b")', 'did you mean "trust@a"?',
    )  # fmt: skip
