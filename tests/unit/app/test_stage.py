from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from coopsim.app.stage import Stage
from unit.app.samples import awaited
from unit.runs.samples import scenario


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(scenario(8), 1)
    awaited(made.runs[0], 1)
    yield made
    made.close()


def test_it_shows_a_first_step_at_once(stage: Stage) -> None:
    (told,) = stage.status()["status"]
    assert told["made"] == 1
    assert told["running"] is False


def test_it_runs_and_pauses(stage: Stage) -> None:
    assert stage.obey({"do": "speed", "value": 1000}) == ""
    assert stage.obey({"do": "run"}) == ""
    awaited(stage.runs[0], 8)
    assert stage.obey({"do": "pause"}) == ""
    assert stage.status()["status"][0]["running"] is False


def test_a_branch_equals_the_run_until_it_parts(stage: Stage) -> None:
    stage.obey({"do": "speed", "value": 1000})
    stage.obey({"do": "run"})
    awaited(stage.runs[0], 8)
    assert stage.obey({"do": "branch", "step": 4, "settings": {"response.scale": 0}}) == ""
    first, second = stage.runs
    awaited(second, 8)
    for step, (one, other) in enumerate(zip(first.frames, second.frames, strict=True)):
        same = np.array_equal(one.raw.metrics, other.raw.metrics, equal_nan=True)
        assert same or step >= 4
    assert second.label == "from step 4: response = 0"
    assert first.label == "as it is"


def test_a_second_branch_takes_the_place_of_the_first(stage: Stage) -> None:
    for scale in (0, 2):
        stage.obey({"do": "branch", "step": 0, "settings": {"friction.scale": scale}})
    assert len(stage.runs) == 2
    assert stage.numbers == [0, 2]
    assert "friction = 2" in stage.runs[1].label


def test_changes_reach_the_run_that_is_tried_out(stage: Stage) -> None:
    stage.obey({"do": "branch", "step": 0, "settings": {"friction.scale": 0}})
    assert stage.obey({"do": "change", "settings": {"trust.scale": 0.5}}) == ""
    assert stage.runs[0].changes == []
    assert stage.runs[1].changes[-1][1] == {"mechanisms.trust.scale": 0.5}


@pytest.mark.parametrize(
    "wish",
    [
        {}, [], {"do": "dance"}, {"do": "speed"}, {"do": "speed", "value": "fast"},
        {"do": "change"}, {"do": "change", "settings": 3}, {"do": "branch", "step": None},
    ],
)  # fmt: skip
def test_what_is_not_understood_does_no_harm(stage: Stage, wish: Any) -> None:
    assert stage.obey(wish) == "The server did not understand what was asked."
    assert len(stage.runs) == 1


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"do": "change", "settings": {"friction.scale": 9}}, "must be between 0 and 5"),
        ({"do": "branch", "step": 99, "settings": {}}, "step: must be between 0 and 7"),
        ({"do": "branch", "step": 1, "settings": {"x.scale": 1}}, "unknown key"),
    ],
)
def test_what_can_not_be_done_is_told(stage: Stage, wish: dict[str, Any], message: str) -> None:
    assert message in stage.obey(wish)
    assert len(stage.runs) == 1
