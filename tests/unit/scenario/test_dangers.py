from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.scenario.dangers import Threat

CYBER: dict[str, Any] = {"id": "cyber", "kind": "cyberattack", "severity": 0.5}


def test_a_threat_may_strike_all_and_leaves_its_numbers_to_its_kind() -> None:
    made = Threat.model_validate(CYBER)
    assert (made.name, made.targets, made.schedule, made.rate_per_year) == ("cyber", "all", (), 0.0)
    assert (made.haul, made.contagion, made.duration_months) == (None, None, None)


def test_a_threat_may_have_targets_a_schedule_and_numbers_of_its_own() -> None:
    strikes = [{"at": 3, "targets": ["AAA"]}, {"at": 0, "targets": ["BBB"], "severity": 1}]
    made = Threat.model_validate({**CYBER, "targets": ["AAA"], "schedule": strikes, "haul": 0})
    assert made.targets == ("AAA",)
    assert [(each.at, each.targets, each.severity) for each in made.schedule] == [
        (3, ("AAA",), None),
        (0, ("BBB",), 1.0),
    ]
    assert made.haul == 0.0


@pytest.mark.parametrize("targets", ["none", [], [3], 3, None, {"AAA": 1}])
def test_targets_are_all_or_a_list(targets: object) -> None:
    with pytest.raises(ValidationError, match="must be all or a list of state ids"):
        Threat.model_validate({**CYBER, "targets": targets})


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"at": -1, "targets": ["AAA"]}, "greater than or equal to 0"),
        ({"at": 1.0, "targets": ["AAA"]}, "valid integer"),
        ({"at": True, "targets": ["AAA"]}, "valid integer"),
        ({"at": 1, "targets": []}, "at least 1"),
        ({"at": 1}, "Field required"),
        ({"at": 1, "targets": ["AAA"], "severity": 2}, "less than or equal to 1"),
    ],
)
def test_a_scheduled_strike_is_checked(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Threat.model_validate({**CYBER, "schedule": [keys]})


@pytest.mark.parametrize(
    ("key", "value"),
    [("severity", 7), ("rate_per_year", -1), ("duration_months", 0), ("haul", 2), ("kind", None)],
)
def test_a_threat_is_checked(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        Threat.model_validate({**CYBER, key: value})
