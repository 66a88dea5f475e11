from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from coopsim.errors import InputError
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from unit.scenario.samples import SOUND, loaded


def sound() -> Scenario:
    with TemporaryDirectory() as folder:
        return loaded(Path(folder), SOUND)


def entering(**settings: Any) -> Scenario:
    return altered(sound(), set=settings)


def test_a_state_is_there_from_the_start_unless_it_enters() -> None:
    assert [each.enters for each in sound().states] == [0, 0, 0]
    late = entering(**{"states[LVA].enters": 3})
    assert [each.enters for each in late.states] == [0, 3, 0]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"states[FIN].enters": 2}, r"partnerships\[0\]\.members\[1\]: FIN is not there before"),
        ({"states[LVA].enters": 4}, r"schedule\[0\]\.targets\[0\]: LVA is not there before step 4"),
        (
            {f"states[{each}].enters": 4 for each in ("EST", "LVA", "FIN")},
            "states: none is there at the first step",
        ),
        ({"states[LVA].enters": -1}, "must be at least 0"),
    ],
)
def test_nobody_acts_before_it_is_there(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        entering(**settings)


def test_neither_lead_nor_sponsor_comes_late() -> None:
    led = {"institutions[PACT].decision_rule": "lead_nation", "institutions[PACT].lead": "LVA"}
    attackers = [
        {"id": "X", "strategy": "rival", "threat": "cyber", "sponsor": "LVA", "capability_busd": 1}
    ]
    with pytest.raises(InputError, match="is not there before step 2") as refused:
        entering(**{"states[LVA].enters": 2, **led, "attackers": attackers})
    assert {fault.path for fault in refused.value.faults} == {
        "institutions[PACT].lead",
        "attackers[X].sponsor",
    }


def test_when_a_state_enters_cannot_change_in_mid_run() -> None:
    change = {"at": 1, "set": {"states[LVA].enters": 3}}
    with pytest.raises(InputError, match="can't change in the middle of a run"):
        entering(interventions=[change])
