from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from coopsim.course import Beginning, Course
from coopsim.metrics.registry import METRICS
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered
from coopsim.scenario.founding import found, size_of
from coopsim.step import Tape, advance
from coopsim.world import ledger as book
from coopsim.world.blocks import state
from coopsim.world.fields import height_of
from coopsim.world.ledger import empty, rows_per_step
from unit.runs.samples import scenario

STEPS = 6
FRA = 1
RICHER = {"states[FRA].gdp_busd": 5000.0}
RICH = {"at": 2, "set": RICHER}


def intervened(*entries: dict[str, Any]) -> Scenario:
    return altered(scenario(STEPS), set={"interventions": list(entries)})


def set_out(given: Scenario, level: int = book.CHANGES, room: int = STEPS) -> Course:
    beginning = Beginning(given)
    return beginning.course(1, 0, empty(size_of(beginning.world), level, room))


def tape_for(steps: int) -> Tape:
    return Tape(np.zeros((steps, len(METRICS))), np.zeros((steps, height_of(state.BLOCK), 3)))


def travelled(course: Course, until: int = STEPS) -> Tape:
    """Go on to a step, however often the course comes back before it."""
    tape, begin = tape_for(until - course.step), course.step
    while course.step < until:
        at = course.step - begin
        course.advance(Tape(tape.metrics[at:], tape.states[at:]), until)
    return tape


def interventions(course: Course) -> list[tuple[int, ...]]:
    """Drain a course; return step, number, values and cause of each intervention."""
    events, _ = course.drain()
    rows = events[events[:, book.KIND] == book.INTERVENTION]
    told = [book.STEP, book.SUBJECT, book.SIZE, book.CAUSE]
    return [tuple(int(number) for number in row[told]) for row in rows]


def test_without_interventions_it_is_the_step_and_nothing_else() -> None:
    course = set_out(scenario(STEPS))
    tape = tape_for(STEPS)
    assert course.advance(tape, STEPS) == STEPS == course.step
    world, plain = found(scenario(STEPS), 1, 0), tape_for(STEPS)
    size = size_of(world)
    ledger = empty(size, book.CHANGES, STEPS)
    advance(world, ledger, plain, 0, STEPS, rows_per_step(size))
    np.testing.assert_array_equal(tape.metrics, plain.metrics)
    np.testing.assert_array_equal(course.drain()[0], ledger.events[: ledger.used[0]])
    assert course.ledger.used.tolist() == [0, 0]


def test_a_full_ledger_stops_it_and_nothing_is_lost() -> None:
    wide, tight = set_out(intervened(RICH)), set_out(intervened(RICH), room=1)
    expected = travelled(wide)
    parts = []
    tape = tape_for(STEPS)
    while tight.step < STEPS:
        tight.advance(Tape(tape.metrics[tight.step :], tape.states[tight.step :]), STEPS)
        parts.append(tight.drain()[0])
    np.testing.assert_array_equal(tape.metrics, expected.metrics)
    np.testing.assert_array_equal(np.concatenate(parts), wide.drain()[0])


def test_an_intervention_comes_before_its_step() -> None:
    course = set_out(intervened(RICH))
    gdp = travelled(course).states[:, state.GDP, FRA]
    assert gdp.tolist() == [1000.0] * 2 + [5000.0] * 4
    assert interventions(course) == [(2, 0, 1, book.PLANNED)]


def test_before_it_nothing_differs() -> None:
    plain, changed = travelled(set_out(scenario(STEPS))), travelled(set_out(intervened(RICH)))
    np.testing.assert_array_equal(plain.metrics[:2], changed.metrics[:2])
    assert not np.array_equal(plain.metrics[2], changed.metrics[2], equal_nan=True)


def test_at_the_start_it_is_another_scenario() -> None:
    course = set_out(intervened({**RICH, "at": 0}))
    other = set_out(altered(scenario(STEPS), set=RICHER))
    np.testing.assert_array_equal(travelled(course).states, travelled(other).states)


def test_interventions_add_up_in_the_order_of_steps() -> None:
    course = set_out(
        intervened({"at": 4, "set": {"states[FRA].gdp_busd": 7.0}}, RICH, {**RICH, "at": 5})
    )
    gdp = travelled(course).states[:, state.GDP, FRA]
    assert gdp.tolist() == [1000.0] * 2 + [5000.0] * 2 + [7.0, 5000.0]
    assert [row[:2] for row in interventions(course)] == [(2, 1), (4, 0), (5, 2)]


def test_two_in_one_step_come_in_the_order_of_the_file() -> None:
    course = set_out(intervened(RICH, {"at": 2, "set": {"states[FRA].gdp_busd": 7.0}}))
    assert travelled(course).states[2, state.GDP, FRA] == 7.0
    assert [row[1] for row in interventions(course)] == [0, 1]


def condition(course: Course, values: Sequence[float]) -> list[int]:
    """Return after which of these measured values an intervention would come."""
    column = METRICS["trust"].index
    came = []
    for step, value in enumerate(values):
        course.step = step
        measured = np.zeros((1, len(METRICS)))
        measured[0, column] = value
        course._watch(measured)
        if course._is_due(0):
            came.append(step)
    return came


@pytest.mark.parametrize(
    ("when", "at", "values", "first"),
    [
        ({"below": 0.5}, None, [0.9, 0.4, 0.9], 1),
        ({"above": 0.5}, None, [0.1, 0.5, 0.6], 2),
        ({"below": 0.5, "for": 2}, None, [0.4, 0.9, 0.4, 0.4], 3),
        ({"below": 0.5, "for": 2}, None, [0.4, float("nan"), 0.4, 0.9], 2),
        ({"below": 0.5}, 2, [0.4, 0.4, 0.4, 0.4], 2),
        ({"below": 0.5}, None, [0.9, 0.9], None),
    ],
)
def test_a_condition_waits_for_its_metric(
    when: dict[str, float], at: int | None, values: list[float], first: int | None
) -> None:
    entry = {"when": {"metric": "trust", **when}, "without": ["trust"], "at": at}
    came = condition(set_out(intervened(entry)), values)
    assert came[:1] == ([] if first is None else [first])


def test_what_waits_comes_once_and_before_the_next_step() -> None:
    entry = {"when": {"metric": "trust", "above": 0.0}, "set": RICHER, "at": 1}
    course = set_out(intervened(entry))
    gdp = travelled(course).states[:, state.GDP, FRA]
    assert gdp.tolist() == [1000.0] * 2 + [5000.0] * 4
    assert interventions(course) == [(2, 0, 1, book.CONDITION)]


def test_nothing_is_noted_if_nothing_is_recorded() -> None:
    course = set_out(intervened(RICH), level=book.NOTHING)
    assert travelled(course).states[-1, state.GDP, FRA] == 5000.0
    assert interventions(course) == []


def test_a_course_travels() -> None:
    whole = travelled(set_out(intervened(RICH)))
    course = set_out(intervened(RICH))
    travelled(course, 1)
    other = pickle.loads(pickle.dumps(course))
    np.testing.assert_array_equal(travelled(other).metrics, whole.metrics[1:])


def test_replicates_share_a_beginning_and_nothing_else() -> None:
    beginning = Beginning(intervened(RICH))
    before = beginning.world.states.copy()
    size = size_of(beginning.world)
    one, other, same = (beginning.course(1, n, empty(size, book.CHANGES, STEPS)) for n in (0, 1, 0))
    assert not np.array_equal(one.world.luck, other.world.luck)
    first = travelled(one)
    np.testing.assert_array_equal(beginning.world.states, before)
    np.testing.assert_array_equal(travelled(same).metrics, first.metrics)


def test_further_interventions_keep_what_is_known_of_the_first() -> None:
    one, two = intervened(RICH), intervened(RICH, {"at": 4, "set": {"states[FRA].gdp_busd": 1.0}})
    beginning = Beginning(one)
    course = beginning.course(1, 0, empty(size_of(beginning.world), book.CHANGES, STEPS))
    travelled(course, 3)
    more = beginning.with_more(two)
    after = more.resume(course.world, course.ledger, course.step, course.made, course.held)
    whole = travelled(set_out(two))
    np.testing.assert_array_equal(travelled(after).metrics, whole.metrics[3:])
    assert more.world is beginning.world
