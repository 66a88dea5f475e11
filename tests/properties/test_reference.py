"""The compiled step and a plain one, written a second time from the equations, agree to the bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coopsim.compilation import interpreted
from coopsim.metrics.registry import METRICS
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

STEPS = 3
LEVELS = (NOTHING, CHANGES, EVERYTHING)
# Room for intermediate results, which mean nothing after a step.
ROOM = ("scratch", "lists")
IS_COMPILED = interpreted(advance) is not advance
EXAMPLES = 400 if IS_COMPILED else 25


def engine_step(world: World, step: int, level: int) -> tuple[World, Ledger]:
    """Return a world after a step of the engine, and what it recorded; the argument stays."""
    after, size = copy(world), size_of(world)
    ledger = empty(size, level)
    tape = Tape(np.zeros((1, len(METRICS))), np.zeros((0, *world.states.shape)))
    assert advance(after, ledger, tape, step, step + 1, rows_per_step(size)) == step + 1
    return after, ledger


def reference_step(world: World, step: int) -> tuple[World, Diary]:
    """Return a world after a step of the reference, and its diary; the argument stays."""
    society = society_of(world, step)
    diary = take_step(society, step)
    return world_of(society, world, step), diary


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def differences(one: World, other: World) -> list[str]:
    """Name the blocks, and the places in them, in which two worlds differ."""
    found = []
    for name in World._fields:
        mine, theirs = getattr(one, name), getattr(other, name)
        if name not in ROOM and not same_bits(mine, theirs):
            places = np.argwhere(mine.view(np.int64) != theirs.view(np.int64))
            found += [f"{name}{[int(k) for k in at]}: {mine[tuple(at)]!r} {theirs[tuple(at)]!r}" for at in places]
    return found


def assert_equal_rows(rows: Numbers, expected: Numbers) -> None:
    n = min(len(rows), len(expected))
    for row, wanted in zip(rows[:n], expected[:n], strict=True):
        assert same_bits(row, wanted), f"{row.tolist()} is not {wanted.tolist()}"
    assert len(rows) == len(expected)


def compare_steps(world: World, first: int, steps: int = STEPS) -> World:
    for step in range(first, first + steps):
        expected, diary = reference_step(world, step)
        for level in LEVELS:
            after, ledger = engine_step(world, step, level)
            assert differences(after, expected) == []
            if level == NOTHING:
                assert ledger.used.tolist() == [0, 0]
                continue
            assert_equal_rows(ledger.events[: ledger.used[0]], event_rows(diary))
            assert_equal_rows(ledger.decisions[: ledger.used[1]], decision_rows(diary, level))
        check(after)
        world = after
    return world


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
