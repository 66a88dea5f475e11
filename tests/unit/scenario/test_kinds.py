from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.catalogue.registry import MECHANISMS
from coopsim.scenario.kinds import (
    ALIKE,
    Kinds,
    ThreatKind,
    shipped_partnerships,
    shipped_rules,
    shipped_threats,
)
from coopsim.world.blocks import state
from coopsim.world.fields import FIELDS

DROUGHT: dict[str, Any] = {
    "title": "Drought",
    "meaning": "No rain.",
    "exposure": "climate_exposure",
    "need_share": 0.01,
    "duration_months": 6,
    "severity_spread": 0.5,
}


def test_the_shipped_catalogues_fit_the_schema() -> None:
    assert len(shipped_threats()) == 13
    assert {"cyberattack", "climate_shock", "terrorism", "pandemic"} <= set(shipped_threats())
    assert "defence_treaty" in shipped_partnerships()
    assert shipped_rules()["qualified_majority"].quorum == 0.65


def test_shipped_threats_are_exposed_by_fields_of_a_state() -> None:
    for kind in shipped_threats().values():
        for name in {kind.exposure, kind.denied_by or ALIKE} - {ALIKE}:
            field = FIELDS[state.BLOCK][name]
            assert (field.given, field.unit) == (True, "1")


def test_shipped_partnerships_belong_to_mechanisms_and_need_fields_of_a_state() -> None:
    for kind in shipped_partnerships().values():
        assert kind.mechanism is None or kind.mechanism in MECHANISMS
        assert kind.needs is None or FIELDS[state.BLOCK][kind.needs].given
        assert (kind.needs is None) == (kind.needs_least == 0.0)


def test_each_shipped_threat_is_about_something() -> None:
    assert [name for name, kind in shipped_threats().items() if not kind.raises] == []


def test_a_kind_of_threat_has_quiet_defaults() -> None:
    kind = ThreatKind.model_validate(DROUGHT)
    assert (kind.aggregator, kind.spreads_over, kind.inverted) == ("sum", "none", False)
    assert (kind.threshold, kind.contagion, kind.haul) == (0.0, 0.0, 1.0)
    assert kind.source == "stylised"


@pytest.mark.parametrize(
    ("key", "value"),
    [("aggregator", "mean"), ("spreads_over", "air"), ("inverted", 1), ("duration_months", 0)],
)
def test_a_kind_of_threat_is_checked(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        ThreatKind.model_validate({**DROUGHT, key: value})


def test_a_scenario_may_add_kinds() -> None:
    dialogue = shipped_partnerships()["dialogue"].model_dump()
    kinds = Kinds.model_validate({"threats": {"drought": DROUGHT}, "partnerships": {"x": dialogue}})
    assert kinds.threats["drought"].title == "Drought"
    assert kinds.partnerships["x"] == shipped_partnerships()["dialogue"]
