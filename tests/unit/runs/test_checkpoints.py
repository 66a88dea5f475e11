from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coopsim.course import Beginning, Course
from coopsim.errors import ResultsError
from coopsim.metrics.registry import METRICS
from coopsim.runs import checkpoints
from coopsim.runs.checkpoints import (
    checkpoint_of,
    checkpoints_table,
    kept_steps,
    model_key,
    resumed,
)
from coopsim.runs.one import buffers, simulate
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import Table, Words
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from coopsim.scenario.founding import size_of
from coopsim.step import Tape
from coopsim.world.ledger import CHANGES
from coopsim.world.world import World
from unit.runs.samples import scenario

STEPS = 6
WAITS = {"when": {"metric": "trust", "above": 0.0, "for": 5}, "without": ["trust"]}
COMES = {"at": 1, "set": {"states[FRA].gdp_busd": 5000.0}}
LUCK = (1, 0)


def given() -> Scenario:
    return altered(scenario(STEPS), set={"interventions": [WAITS, COMES]})


def travelled(until: int) -> tuple[Course, Beginning]:
    beginning = Beginning(given())
    course = beginning.course(*LUCK, buffers(size_of(beginning.world), CHANGES, STEPS))
    while course.step < until:
        course.advance(Tape(np.zeros((STEPS, len(METRICS))), np.zeros((0, 1, 1))), until)
    return course, beginning


@pytest.fixture(scope="module")
def run() -> RawRun:
    return simulate(given(), *LUCK, checkpoint_every=2)


@pytest.fixture(scope="module")
def table(run: RawRun) -> Table:
    return checkpoints_table([run], model_key(Beginning(given())))


def test_checkpoints_are_made_every_so_many_steps_but_not_at_the_end(
    run: RawRun, table: Table
) -> None:
    assert [kept.step for kept in run.checkpoints] == [2, 4]
    assert kept_steps(table, 0) == [2, 4]
    assert kept_steps(table, 1) == []
    np.testing.assert_array_equal(run.metrics, simulate(given(), *LUCK).metrics)


@pytest.mark.parametrize("step", [2, 4])
def test_the_world_is_there_again_to_the_last_bit(table: Table, step: int) -> None:
    course, beginning = travelled(step)
    ledger = buffers(size_of(beginning.world), CHANGES, STEPS)
    again = resumed(table, beginning, LUCK, step, ledger)
    for name, block in zip(World._fields, again.world, strict=True):
        if name not in {"scratch", "lists"}:
            assert block.tobytes() == getattr(course.world, name).tobytes(), name
    assert (again.step, again.made, again.held) == (step, course.made, course.held)
    assert again.made == [1]
    assert again.held[0] == step


def test_minus_zero_is_kept() -> None:
    course, beginning = travelled(1)
    course.world.states[0, 0] = beginning.world.states[0, 0] = 0.0
    course.world.states[0, 0] = -0.0
    places, values = checkpoint_of(course, beginning).parts["states"]
    assert 0 in places
    assert np.signbit(values[places == 0]).all()


def test_only_what_changed_is_kept(run: RawRun) -> None:
    parts = run.checkpoints[0].parts
    assert len(parts["edges"][0]) == len(parts["kinds"][0]) == 0
    assert "luck" not in parts
    assert len(parts["dyads"][0]) > 0


def changed(table: Table, name: str, values: Words) -> Table:
    columns = tuple(
        replace(column, values=values) if column.name == name else column
        for column in table.columns
    )
    return Table(table.name, columns)


def test_another_version_of_the_model_is_refused(table: Table) -> None:
    beginning = Beginning(given())
    ledger = buffers(size_of(beginning.world), CHANGES, STEPS)
    foreign = changed(table, "model", Words(np.zeros(table.n_rows, dtype=np.int64), ("ab" * 10,)))
    with pytest.raises(ResultsError, match="made by another version of the model"):
        resumed(foreign, beginning, LUCK, 2, ledger)


def test_a_place_that_is_not_there_is_refused(table: Table) -> None:
    beginning = Beginning(given())
    ledger = buffers(size_of(beginning.world), CHANGES, STEPS)
    columns = tuple(
        replace(each, values=each.values + 10**6)  # type: ignore[operator] # these are numbers
        if each.name == "place"
        else each
        for each in table.columns
    )
    with pytest.raises(
        ResultsError, match="the checkpoint at step 2 is damaged: states has no such place"
    ):
        resumed(Table(table.name, columns), beginning, LUCK, 2, ledger)


@pytest.mark.parametrize(
    ("name", "value"), [("CHECKPOINT_VERSION", 99), ("DRAW_VERSION", 99), ("FIELDS", {"a": ["b"]})]
)
def test_the_key_changes_with_the_model(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    beginning = Beginning(given())
    before = model_key(beginning)
    assert before == model_key(Beginning(given()))
    monkeypatch.setattr(checkpoints, name, value)
    assert model_key(beginning) != before


def test_the_key_changes_with_the_founded_world() -> None:
    other = Beginning(altered(given(), set={"states[DEU].gdp_busd": 1001.0}))
    assert model_key(other) != model_key(Beginning(given()))
