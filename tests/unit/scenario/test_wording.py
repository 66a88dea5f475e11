from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.scenario import Scenario
from coopsim.scenario.wording import schema_findings
from unit.scenario.samples import state, told, values

STRIKE = {"at": 1, "targets": ["AAA"]}
THREAT = {"id": "t", "kind": "cyberattack", "severity": 0.5}
SWITCH = "must be on, off or a number"
MAPPING = 'must hold keys, as in "key: value"'


def found(**keys: Any) -> list[str]:
    with pytest.raises(ValidationError, match="Scenario") as caught:
        Scenario.model_validate(values(**keys))
    return [told(each) for each in schema_findings(caught.value)]


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"sted": 1}, 'sted: unknown key (did you mean "seed"?)'),
        ({"extend": "x"}, 'extend: unknown key (did you mean "extends"?)'),
        (
            {"variants": {}},
            "variants: cannot be set here, only at the top of a scenario file ()",
        ),
        (
            {"states": [state("A", conut=3)]},
            'states.0.conut: unknown key (did you mean "count"?)',
        ),
        (
            {"dyads": [{"from": "A", "to": "B", "form": "A"}]},
            'dyads.0.form: unknown key (did you mean "from"?)',
        ),
        (
            {"kinds": {"zzz": {}}},
            "kinds.zzz: unknown key (known here: threats, partnerships)",
        ),
        (
            {"mechanisms": {"friction": {"weight": 1}}},
            "mechanisms.friction.weight: unknown key (known here: scale)",
        ),
        ({"states": None}, "states: must be a list (got null) ()"),
        ({"steps": 0}, "steps: must be between 1 and 100000 (got 0) ()"),
        ({"steps": 2.5}, "steps: must be a whole number (got 2.5) ()"),
        ({"steps": "5"}, 'steps: must be a whole number (got text "5") ()'),
        ({"steps": True}, "steps: must be a whole number (got true) ()"),
        ({"seed": -1}, "seed: must be at least 0 (got -1) ()"),
        (
            {"seed": 2**63},
            "seed: must be less than 9223372036854775808 (got 9223372036854775808) ()",
        ),
        ({"step_months": 0.01}, "step_months: must be between 0.1 and 12 (got 0.01) ()"),
        ({"step_months": math.nan}, "step_months: must be a finite number (got nan) ()"),
        ({"title": 5}, 'title: must be text (got 5) (write it in quotes: "5")'),
        ({"title": True}, 'title: must be text (got true) (write it in quotes: "true")'),
        ({"title": None}, "title: must be text (got null) ()"),
        ({"title": []}, "title: must be text (got a list of 0 entries) ()"),
        ({"start": "May"}, 'start: must be a month such as 2025-01 (got text "May") ()'),
        (
            {"name": "A b"},
            'name: must have small letters, digits and - only, at most 64 (got text "A b") ()',
        ),
        ({"states": []}, "states: must have at least 1 entry (got a list of 0 entries) ()"),
        ({"states": [5]}, f"states.0: {MAPPING} (got 5) ()"),
        ({"states": [state("A", agenda=5)]}, f"states.0.agenda: {MAPPING} (got 5) ()"),
        (
            {"states": [state("A", agenda={"x": 2})]},
            "states.0.agenda.x: must be between -1 and 1 (got 2) ()",
        ),
        (
            {"states": [state("A", salience={"x": "a"})]},
            'states.0.salience.x: must be a number (got text "a") ()',
        ),
        (
            {"states": [state("A", latitude=91)]},
            "states.0.latitude: must be between -90 and 90 (got 91) ()",
        ),
        (
            {"dyads": [{"from": "A", "to": "B", "both_ways": "yes"}]},
            'dyads.0.both_ways: must be true or false (got text "yes") ()',
        ),
        (
            {"partnerships": [{"kind": "dialogue", "members": ["A"]}]},
            "partnerships.0.members: must have at least 2 entries (got a list of 1 entry) ()",
        ),
        (
            {"threats": [{**THREAT, "severity": 7}]},
            "threats.0.severity: must be between 0 and 1 (got 7) ()",
        ),
        (
            {"threats": [{**THREAT, "schedule": [{**STRIKE, "severity": 7}]}]},
            "threats.0.schedule.0.severity: must be between 0 and 1 (got 7) ()",
        ),
        (
            {"threats": [{**THREAT, "targets": 3}]},
            "threats.0.targets: must be all or a list of state ids (got 3) ()",
        ),
        ({"mechanisms": {"trust": "of"}}, f'mechanisms.trust.scale: {SWITCH} (got text "of") ()'),
        (
            {"mechanisms": {"trust": 6}},
            "mechanisms.trust.scale: must be between 0 and 5 (got 6) ()",
        ),
        (
            {"mechanisms": {"response": {"cost": 11}}},
            "mechanisms.response.cost: must be between 0 and 10 (got 11) ()",
        ),
    ],
)
def test_faults_are_told_in_plain_words(keys: dict[str, Any], finding: str) -> None:
    assert found(**keys) == [finding]


def test_a_missing_key_is_told_with_its_meaning() -> None:
    keys = state("A")
    del keys["gdp_busd"], keys["longitude"]
    assert found(states=[keys]) == [
        "states.0.gdp_busd: is required (Gross domestic product [billion USD a year])",
        "states.0.longitude: is required (Longitude of the capital [degrees])",
    ]


def test_choices_are_listed() -> None:
    kind = {
        "title": "t",
        "meaning": "m",
        "exposure": "democracy",
        "need_share": 0,
        "duration_months": 1,
        "severity_spread": 0,
        "spreads_over": "border",
    }
    assert found(kinds={"threats": {"x": kind}}) == [
        "kinds.threats.x.spreads_over: must be one of none, borders, trade, networks "
        '(got text "border") (did you mean "borders"?)'
    ]


def test_what_only_follows_from_another_fault_is_not_told() -> None:
    keys = state("A")
    del keys["id"]
    assert found(states=[keys]) == [
        "states.0.id: is required (Short name by which the scenario refers to it, such as FRA.)"
    ]


def test_a_long_value_is_never_shown_whole() -> None:
    (finding,) = found(start="x" * 10_000)
    assert len(finding) < 150
