"""A state that enters in mid-run: before that it is nowhere, from then on it is like all others."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from coopsim.course import Beginning
from coopsim.experiment.grounds import Ground, Point
from coopsim.metrics.registry import METRICS
from coopsim.model import CooperationModel
from coopsim.randomness import run_key
from coopsim.runs.branching import Fork, branch
from coopsim.runs.hashing import content_hash
from coopsim.runs.one import play, run, simulate
from coopsim.runs.record import Record
from coopsim.runs.sweeps.desk import Desk
from coopsim.runs.sweeps.founded import Founder
from coopsim.runs.tables import Table
from coopsim.scenario import load
from coopsim.scenario.founding import size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape
from coopsim.world import ledger as book
from coopsim.world.ledger import CHANGES, EVERYTHING, NOTHING, empty
from coopsim.world.presence import part_of, put_back
from coopsim.world.world import Rows, World, check, copy
from properties.test_reference import compare_steps, differences

STEPS, ENTRY = 36, 14
# Neither is in a partnership at the start; Poland holds a seat in NATO.
LATE = {"states[POL].enters": ENTRY, "states[IND].enters": ENTRY + 3}
FULL = {"profile": "full", "steps": STEPS}


@pytest.fixture(scope="module")
def late() -> Scenario:
    """Return the baseline with every mechanism, in which two states enter late."""
    without = {"partnerships[8].members": ["USA", "JPN", "AUS"]}
    return load("baseline", set={**FULL, **LATE, **without})


@pytest.fixture(scope="module")
def whole(late: Scenario) -> Record:
    """Run it once, with a checkpoint before the first entry and one between the two."""
    return run(late, replicates=1, record=EVERYTHING, checkpoint_every=8)


def values_of(table: Table, name: str, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> object:
    if table.column(name).kind == "text":
        return [text for text, here in zip(table.texts(name), rows.tolist(), strict=True) if here]
    return table.numbers(name)[rows].tobytes()


def test_before_it_enters_everything_is_as_if_it_did_not_exist(late: Scenario) -> None:
    missing = {"states[POL]": None, "states[IND]": None}
    without = {"partnerships[8].members": ["USA", "JPN", "AUS"]}
    never = run(
        load("baseline", set={**FULL, **without, **missing}), replicates=1, record=EVERYTHING
    )
    record = run(late, replicates=1, record=EVERYTHING)
    compared = 0
    for name in never.tables():
        one, other = never.table(name), record.table(name)
        if "step" not in [each.name for each in one.columns]:
            continue
        early = [table.numbers("step") < ENTRY for table in (one, other)]
        for column in one.columns:
            # Kinds of text stand in vocabularies that differ; the words must not.
            assert values_of(one, column.name, early[0]) == values_of(
                other, column.name, early[1]
            ), (name, column.name)
            compared += int(early[0].sum())
    assert compared > 10_000


def test_a_state_acts_and_counts_from_its_entry_on(whole: Record) -> None:
    states = whole.table("states")
    steps = states.numbers("step")
    poland = np.array([each == "POL" for each in states.texts("state")])
    assert steps[poland].tolist() == list(range(ENTRY, STEPS))
    lived = set(Counter(states.texts("state")).values())
    assert lived == {STEPS - ENTRY - 3, STEPS - ENTRY, STEPS}
    votes = whole.table("decisions/vote")
    voted = votes.numbers("step")[[each == "POL" for each in votes.texts("actor")]]
    assert len(voted) > 0
    assert voted.min() >= ENTRY


def test_a_step_at_a_time_gives_the_same(late: Scenario, whole: Record) -> None:
    model = CooperationModel(late)
    n_agents = []
    for snapshot in play(late):
        n_agents.append(len(model.agents))
        model.step()
        for name in METRICS:
            told = whole.table("metrics").numbers(name)[snapshot.step]
            assert np.array_equal(snapshot.metrics[name], told, equal_nan=True), name
            assert np.array_equal(model.metrics[name], told, equal_nan=True), name
        check(snapshot.world)
    n_states = len(late.states)
    assert n_agents == [n_states - 2] * ENTRY + [n_states - 1] * 3 + [n_states] * (
        STEPS - ENTRY - 3
    )


def test_a_branch_goes_on_from_before_an_entry(late: Scenario, whole: Record) -> None:
    again = branch(whole, late, Fork("whole", 10, {}, ()))
    for name in ("metrics", "states", "events"):
        assert content_hash(again.table(name)) == content_hash(whole.table(name)), name


def test_a_sweep_computes_the_same_metrics(late: Scenario) -> None:
    raw = simulate(late, late.seed, 0, record=NOTHING)
    founded = Founder(cast(Ground, SimpleNamespace(base=late))).found(Point(late, {}))
    metrics = Desk(founded).run(founded, run_key(late.seed, 0), lambda: False)
    assert metrics.tobytes() == raw.metrics.tobytes()


def test_taking_states_out_and_putting_them_back_changes_nothing(late: Scenario) -> None:
    world, rows = _before_an_entry(late)
    after = copy(world)
    put_back(part_of(after, rows), after, rows)
    assert differences(world, after) == []


def test_the_part_of_a_world_is_a_world_to_the_reference_too() -> None:
    without = {"partnerships[8].members": ["USA", "JPN", "AUS"]}
    world, rows = _before_an_entry(load("baseline", set={**LATE, **without}))
    part = copy(part_of(world, rows))
    check(part)
    compare_steps(part, 12, steps=1)


def _before_an_entry(scenario: Scenario) -> tuple[World, Rows]:
    """Return a world of which some states are not there yet, and the rows of those that are."""
    beginning = Beginning(scenario)
    course = beginning.course(3, 0, empty(size_of(beginning.world), NOTHING))
    shape = beginning.world.states.shape
    course.advance(Tape(np.empty((12, len(METRICS))), np.empty((0, *shape))), 12)
    return course.world, np.flatnonzero(course.is_there())


def test_the_ledger_names_rows_of_the_whole_world(late: Scenario) -> None:
    beginning = Beginning(late)
    course = beginning.course(0, 0, empty(size_of(beginning.world), CHANGES, 4))
    tape = Tape(np.empty((4, len(METRICS))), np.empty((4, *beginning.world.states.shape)))
    assert course.advance(tape, 2) == 2
    assert course.advance(tape, 4) == 4
    events, decisions = course.drain()
    absent = {beginning.names.states.index(name) for name in ("IND", "POL")}
    assert len(events) > 0
    assert len(decisions) > 0
    for rows in (events, decisions):
        assert absent.isdisjoint(rows[:, book.ACTOR].tolist())
    assert events[:, book.ACTOR].max() > len(late.states) - 3
