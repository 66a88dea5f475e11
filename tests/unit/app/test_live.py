from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from coopsim.app import live
from coopsim.app.live import LiveRun
from coopsim.errors import InputError
from coopsim.runs.one import simulate
from unit.app.samples import PATIENCE, awaited
from unit.runs.samples import scenario

STEPS = 8


@pytest.fixture
def started() -> Iterator[Any]:
    runs: list[LiveRun] = []

    def start(**settings: Any) -> LiveRun:
        runs.append(LiveRun(scenario(STEPS), 1, **settings))
        return runs[-1]

    yield start
    for run in runs:
        run.close()


def metrics(run: LiveRun) -> Any:
    return np.concatenate([frame.raw.metrics for frame in run.frames])


def test_it_waits_until_it_is_told_to_run(started: Any) -> None:
    run = started()
    assert run.status()["made"] == 0
    assert run.status()["running"] is False
    run.hurry(1000.0)
    run.go(True)
    awaited(run, STEPS)
    assert run.is_over
    np.testing.assert_array_equal(metrics(run), simulate(scenario(STEPS), 1, 0).metrics)


def test_it_stops_when_it_is_paused(started: Any) -> None:
    run = started(hurry_to=2)
    awaited(run, 2)
    run.go(True)
    awaited(run, 3)
    run.go(False)
    made = len(run.frames)
    threading.Event().wait(0.4)
    assert len(run.frames) <= made + 1


def test_a_change_holds_from_the_next_step_on(started: Any) -> None:
    run, plain = started(hurry_to=3), simulate(scenario(STEPS), 1, 0).metrics
    awaited(run, 3)
    run.change({"mechanisms.response.scale": 0.0})
    assert run.status()["changes"] == [[3, {"mechanisms.response.scale": 0.0}]]
    run.hurry(1000.0)
    run.go(True)
    awaited(run, STEPS)
    np.testing.assert_array_equal(metrics(run)[:3], plain[:3])
    assert not np.array_equal(metrics(run)[3:], plain[3:], equal_nan=True)
    again = started(changes=[(3, {"mechanisms.response.scale": 0.0})], hurry_to=STEPS)
    awaited(again, STEPS)
    np.testing.assert_array_equal(metrics(again), metrics(run))


def test_a_change_at_the_start_equals_a_changed_scenario(started: Any) -> None:
    run = started(changes=[(0, {"mechanisms.institutions.scale": 0.0})], hurry_to=STEPS)
    awaited(run, STEPS)
    alone = simulate(scenario(STEPS).without("institutions"), 1, 0)
    np.testing.assert_array_equal(metrics(run), alone.metrics)


def test_a_wrong_change_is_refused_and_forgotten(started: Any) -> None:
    run = started()
    with pytest.raises(InputError, match="must be between 0 and 5"):
        run.change({"mechanisms.friction.scale": 7.0})
    assert run.status()["changes"] == []


def test_changes_before_a_step_are_known(started: Any) -> None:
    run = started(
        changes=[(1, {"mechanisms.friction.scale": 0.0}), (4, {"mechanisms.friction.scale": 1.0})]
    )
    assert run.before(4) == [(1, {"mechanisms.friction.scale": 0.0})]


def test_a_failure_is_shown_and_ends_it(started: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("no world")

    monkeypatch.setattr(live, "snapshots", failing)
    run, told = started(), threading.Event()

    def look() -> None:
        if run.error:
            told.set()

    run.listen(look)
    run.go(True)
    assert told.wait(PATIENCE)
    assert run.status()["error"] == "RuntimeError: no world"
    assert run.is_over


def test_it_tells_that_the_model_is_being_compiled(
    started: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "is_cached", lambda _: False)
    run = started()
    assert run.status()["compiling"] is True
    run.go(True)
    awaited(run, 1)
    assert run.status()["compiling"] is False
    monkeypatch.setattr(live, "is_cached", lambda _: True)
    assert started().status()["compiling"] is False


def test_listeners_can_leave(started: Any) -> None:
    run = started()
    heard: list[int] = []
    stop = run.listen(lambda: heard.append(1))
    run.hurry(2.0)
    stop()
    run.hurry(3.0)
    assert len(heard) == 1
    assert run.status()["speed"] == 3.0
