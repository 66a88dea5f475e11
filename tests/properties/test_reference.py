"""The compiled step and a plain one, written a second time from the equations, agree to the bit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.measures import ROOT, imports, sources
from coopsim.compilation import interpreted
from coopsim.metrics.registry import METRICS
from coopsim.scenario import load
from coopsim.scenario.founding import found, size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape, advance
from coopsim.world.ledger import CHANGES, EVERYTHING, NOTHING, Ledger, empty, rows_per_step
from coopsim.world.world import Numbers, World, check, copy
from reference.conversion import decision_rows, event_rows, society_of, world_of
from reference.diary import Diary
from reference.scenarios import scenarios
from reference.step import take_step
from reference.worlds import Shape, shapes, world_of_shape

LEVELS = (NOTHING, CHANGES, EVERYTHING)
# Room for intermediate results, which mean nothing after a step.
ROOM = ("scratch", "lists")
IS_COMPILED = interpreted(advance) is not advance
EXAMPLES = 400 if IS_COMPILED else 60
# What the reference may share with the engine: luck, the layout of blocks, names, and input.
SHARED = ("randomness", "compilation", "world", "catalogue", "scenario")


def run_engine(world: World, first: int, last: int, level: int) -> tuple[World, Ledger]:
    """Return a world after some steps of the engine, and what it recorded; the argument stays."""
    after, size = copy(world), size_of(world)
    ledger = empty(size, level, last - first)
    # What stood in the buffers must not shine through.
    ledger.events[:] = ledger.decisions[:] = 7.0
    tape = Tape(np.zeros((last - first, len(METRICS))), np.zeros((0, *world.states.shape)))
    assert advance(after, ledger, tape, first, last, rows_per_step(size)) == last
    return after, ledger


def reference_step(world: World, step: int) -> tuple[World, Diary]:
    """Return a world after a step of the reference, and its diary; the argument stays."""
    society = society_of(world, step)
    diary = take_step(society, step)
    return world_of(society, world, step), diary


def same_bits(one: Numbers, other: Numbers) -> bool:
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def differences(one: World, other: World) -> list[str]:
    """Name the blocks, and the places in them, in which two worlds differ."""
    unequal = []
    for name in set(World._fields).difference(ROOM):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert mine.shape == theirs.shape
        places = np.argwhere(mine.view(np.int64) != theirs.view(np.int64)).tolist()
        unequal += [f"{name}{at}: {mine[tuple(at)]} {theirs[tuple(at)]}" for at in places]
    return sorted(unequal)


def assert_equal_rows(rows: Numbers, expected: Numbers) -> None:
    for row, wanted in zip(rows, expected, strict=False):
        assert same_bits(row, wanted), f"{row.tolist()} is not {wanted.tolist()}"
    assert len(rows) == len(expected)


def compare_steps(world: World, first: int, steps: int = 3) -> None:
    """Let both advance a world, each step from the world that the engine has reached."""
    for step in range(first, first + steps):
        expected, diary = reference_step(world, step)
        for level in LEVELS:
            after, ledger = run_engine(world, step, step + 1, level)
            assert differences(after, expected) == []
            if level == NOTHING:
                assert ledger.used.tolist() == [0, 0]
            else:
                assert_equal_rows(ledger.events[: ledger.used[0]], event_rows(diary))
                assert_equal_rows(ledger.decisions[: ledger.used[1]], decision_rows(diary, level))
        check(after)
        blocks = after._asdict()
        assert all(np.isfinite(blocks[name]).all() for name in blocks if name not in ROOM)
        world = after


@settings(max_examples=EXAMPLES)
@given(shapes())
def test_engine_equals_reference(shape: Shape) -> None:
    world = world_of_shape(shape)
    check(world)
    compare_steps(world, shape.step)


@settings(max_examples=EXAMPLES // 4)
@given(scenarios(), st.integers(0, 2**63 - 1))
def test_engine_equals_reference_in_founded_worlds(scenario: Scenario, seed: int) -> None:
    compare_steps(found(scenario, seed, 0), 0, steps=4)


@pytest.mark.parametrize("mechanism", ["", "institutions", "trust", "logistics", "budgets"])
def test_engine_equals_reference_in_the_baseline(mechanism: str) -> None:
    baseline = load("baseline")
    if mechanism:
        baseline = baseline.without(mechanism)
    # By then strikes last, help is on its way and mandates are pending.
    begun, _ = run_engine(found(baseline, 1, 0), 0, 18, NOTHING)
    compare_steps(begun, 18, steps=1)


@settings(max_examples=EXAMPLES // 10)
@given(shapes())
def test_one_call_for_many_steps_equals_many_calls(shape: Shape) -> None:
    first, last = shape.step, shape.step + 4
    world = world_of_shape(shape)
    at_once, _ = run_engine(world, first, last, NOTHING)
    for step, following in pairwise(range(first, last + 1)):
        world, _ = run_engine(world, step, following, NOTHING)
    assert differences(at_once, world) == []


def test_a_difference_of_one_bit_is_found() -> None:
    baseline = load("baseline")
    world = found(baseline, 0, 0)
    other = copy(world)
    other.dyads[0, 5] = np.nextafter(world.dyads[0, 5], 2.0)
    other.seats[0, 0, 0] = -0.0
    assert [each.partition(":")[0] for each in differences(world, other)] == [
        "dyads[0, 5]",
        "seats[0, 0, 0]",
    ]


def test_the_reference_shares_no_equation_with_the_engine() -> None:
    mine = [each for each in sources(ROOT, "tests") if each.name.startswith("tests/reference/")]
    assert len(mine) > 10
    strangers = [
        f"{file.name}:{line} imports {name}"
        for file in mine
        for line, name in imports(file)
        if name.startswith("coopsim.") and name.split(".")[1] not in SHARED
    ]
    assert strangers == []
