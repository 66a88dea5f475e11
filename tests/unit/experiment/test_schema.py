from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.experiment import Experiment
from coopsim.scenario.wording import schema_findings
from unit.experiment.samples import experiment
from unit.scenario.samples import told


def told_of(**keys: Any) -> list[str]:
    with pytest.raises(ValidationError, match="Experiment") as caught:
        experiment(**keys)
    return [told(each) for each in schema_findings(caught.value, Experiment)]


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"lever": {}}, 'lever: unknown key (did you mean "levers"?)'),
        (
            {"scenario": None},
            "scenario: is required (A shipped scenario, or a file beside this one.)",
        ),
        (
            {"design": {"kind": "gird"}},
            "design.kind: must be one of grid, zip, latin_hypercube, sobol, "
            'morris, one_at_a_time, table (got text "gird") (did you mean "grid"?)',
        ),
        ({"levers": {"a": {"pth": "steps"}}}, 'levers.a.pth: unknown key (did you mean "path"?)'),
        ({"replicates": 0}, "replicates: must be between 1 and 1000000 (got 0) ()"),
        (
            {"outcomes": [{"metric": "trust", "summed": "meen"}]},
            'outcomes.0.summed: must be one of sum, mean, last (got text "meen") '
            '(did you mean "mean"?)',
        ),
    ],
)
def test_the_schema_tells_what_is_wrong(keys: dict[str, Any], finding: str) -> None:
    assert finding in told_of(**keys)


def test_a_metric_by_name_is_an_outcome() -> None:
    made = experiment(outcomes=["trust", {"metric": "trust", "name": "end", "summed": "last"}])
    assert [(each.metric, each.name) for each in made.outcomes] == [
        ("trust", None),
        ("trust", "end"),
    ]


@pytest.mark.parametrize("priors", ["core", ["core"]])
def test_one_name_is_a_list_of_priors(priors: Any) -> None:
    assert experiment(priors=priors).priors == ("core",)


def test_what_is_written_is_read_again() -> None:
    made = experiment(priors="core", arms={"a": {"set": {"steps": 3}}}, stop={"runs": 9})
    assert Experiment.model_validate(made.model_dump(mode="json")) == made
