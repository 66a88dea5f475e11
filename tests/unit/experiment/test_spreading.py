from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.experiment.schema import Factor
from coopsim.experiment.spreading import Spread
from coopsim.scenario import Scenario
from unit.scenario.samples import SOUND, loaded


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return loaded(tmp_path, SOUND)


def settings(
    scenario: Scenario, path: str, value: Any, *, times: bool = False
) -> dict[str, object]:
    return Spread(scenario, {"f": Factor(path=path, times=times)}).settings({"f": value})


def test_a_plain_path_is_set_as_it_is(scenario: Scenario) -> None:
    assert settings(scenario, "steps", 3) == {"steps": 3}


def test_a_star_stands_for_every_entry(scenario: Scenario) -> None:
    found = settings(scenario, "states[*].defence_share", 0.02)
    assert found == {f"states[{name}].defence_share": 0.02 for name in ("EST", "LVA", "FIN")}
    everywhere = settings(scenario, "states[*].agenda.*", 0.5)
    assert len(everywhere) == 6


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("states[*].defence_share", {"EST": 0.068, "LVA": 0.06, "FIN": 0.04}),
        ("states[EST].defence_share", {"EST": 0.068}),
    ],
)
def test_multiples_are_those_of_what_the_scenario_says(
    scenario: Scenario, path: str, expected: dict[str, float]
) -> None:
    assert settings(scenario, path, 2.0, times=True) == pytest.approx(
        {f"states[{name}].defence_share": value for name, value in expected.items()}
    )


def test_defaults_can_be_multiplied_too(scenario: Scenario) -> None:
    path = "mechanisms.budgets.operations_share"
    assert settings(scenario, path, 2.0, times=True) == {path: 0.1}
    assert settings(scenario, "partnerships[0].depth", 0.5, times=True)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("states[*].name", r"the scenario gives no number at states\[EST\]\.name to multiply"),
        ("states[ZZZ].gdp_busd", r"the scenario has no such entries"),
        ("mechanisms.trsut.scale", r'the scenario has no "trsut" at mechanisms'),
        ("dyads[EST-LVA].trade", r"pairs of states can be set one by one only"),
        ("issues[0]", r"there is nothing below issues"),
    ],
)
def test_what_is_not_there_cannot_be_multiplied(
    scenario: Scenario, path: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        settings(scenario, path, 2.0, times=True)
    assert caught.value.args[0] == "f"
