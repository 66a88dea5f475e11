from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings

from coopsim import step as step_module
from coopsim.catalogue.mechanisms import core as mech
from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.metrics.observing import observe
from coopsim.metrics.registry import METRICS
from coopsim.scenario.founding import size_of
from coopsim.step import Tape, advance, begin, keep
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, partnership, state, threat
from coopsim.world.ledger import Ledger, empty, rows_per_step
from coopsim.world.world import Numbers, World, check, copy
from reference.worlds import Shape, shapes, world_of_shape
from worlds import A, B, C, D, fill, join, ledger_for, pair, tie, tiny_world

STEPS = 10
LEVELS = (book.CHANGES, book.EVERYTHING)


def busy_world() -> World:
    """Make a world in which every mechanism has something to do."""
    world = tiny_world(4, kinds=2, planned=2)
    world.plan[:, 0] = 1, 0, A, 0.8
    world.plan[:, 1] = 4, 0, B, 0.8
    world.states[state.RESERVE] = 2.0
    world.states[state.RESERVE, D] = 10.0
    world.parameters[[mech.CHOICE_NOISE, mech.MEMORY_LOSS]] = 0.25, 0.05
    world.threats[[threat.RATE, threat.DURATION], 0] = 1.0, 3.0
    fill(world.dyads, {dyad.FRICTION: 0.4, dyad.DISTANCE: 300.0, dyad.AFFINITY: 0.8})
    join(world, A, B, C)
    rules = {institution.OBLIGATION: 0.5, institution.DUES_SHARE: 0.001, institution.FUND: 2.0}
    fill(world.institutions, rules)
    close = {partnership.CHANNEL: 1.0, partnership.CONTACT: 0.5, partnership.UPKEEP: 0.5}
    fill(world.kinds, close)
    world.kinds[partnership.SECURITY] = 0.2, 0.6
    tie(world, A, D)
    tie(world, B, D)
    return world


def tape_for(world: World, steps: int) -> Tape:
    return Tape(np.full((steps, len(METRICS)), -9.0), np.zeros((steps, *world.states.shape)))


def ran(world: World, level: int = book.NOTHING) -> tuple[Tape, Ledger]:
    """Run a world for some steps; return what was measured and recorded."""
    tape, ledger = tape_for(world, STEPS), ledger_for(world, level, STEPS)
    assert advance(world, ledger, tape, 0, STEPS, rows_per_step(size_of(world))) == STEPS
    return tape, ledger


# --------------------------------------------------------------------------- one step


def test_the_phases_come_in_this_order(monkeypatch: pytest.MonkeyPatch) -> None:
    order = [
        "begin", "threats", "perception", "budgets", "response", "damage", "trust", "diplomacy",
        "partnering", "add_up", "observe", "keep",
    ]  # fmt: skip
    called: list[str] = []

    def noting(name: str) -> Callable[..., None]:
        return lambda *_: called.append(name)

    for name in ("forget_ties", *order):
        monkeypatch.setattr(step_module, name, noting(name))
    world = tiny_world()
    advance(world, ledger_for(world), tape_for(world, 2), 5, 7, (0, 0))
    assert called == ["forget_ties", "add_up", *order, *order]


def test_sums_over_a_step_start_from_zero() -> None:
    world = tiny_world(2)
    world.tallies[:] = 99.0
    begin(world)
    assert world.tallies.tolist() == [0.0] * len(world.tallies)


def test_what_is_kept_of_the_states_does_not_change_with_them() -> None:
    world = tiny_world(2)
    world.states[:] = np.arange(world.states.size).reshape(world.states.shape)
    before, kept = world.states.copy(), np.zeros_like(world.states)
    keep(world.states, kept)
    world.states[:] = -1.0
    np.testing.assert_array_equal(kept, before)


def test_help_in_one_step_from_strike_to_trust() -> None:
    world = tiny_world(2, planned=1)
    world.plan[:, 0] = 0, 0, A, 1.0
    world.states[state.RESERVE, A] = 5.0
    world.parameters[mech.LOGISTICS_ON] = 0.0
    world.parameters[mech.PRIVATE_BENEFIT] = 10.0
    world.kinds[partnership.CHANNEL, 0] = 1.0
    tie(world, A, B)
    tape = tape_for(world, 1)
    advance(world, ledger_for(world), tape, 0, 1, (0, 0))
    row = {name: tape.metrics[0, each.index] for name, each in METRICS.items()}
    # The strike takes 12; A has 5 + 1. B, with 10 + 1, may release half of it and sends 5.5 of
    # the 6 that A asks for, at once. B has helped: 3 of 5.
    assert row["need_busd"] == 12.0
    assert row["home_effort_busd"] == 6.0
    assert row["help_sent_busd"] == row["averted_busd"] == 5.5
    assert row["damage_busd"] == 0.5
    assert row["collective_response"] == pytest.approx(5.5 / 6.0)
    assert world.dyads[dyad.TRUST, pair(world, A, B)].tolist() == [0.6, 0.5]


# --------------------------------------------------------------------------- many steps


def test_the_tape_holds_what_was_measured_after_each_step() -> None:
    world, other = busy_world(), busy_world()
    tape, _ = ran(world)
    for step in range(STEPS):
        alone = tape_for(other, 1)
        assert advance(other, ledger_for(other), alone, step, step + 1, (0, 0)) == step + 1
        row = np.zeros(len(METRICS))
        observe(other, row)
        np.testing.assert_array_equal(tape.metrics[step], row)
        np.testing.assert_array_equal(alone.metrics[0], row)
        np.testing.assert_array_equal(tape.states[step], other.states)


def test_states_need_not_be_kept() -> None:
    world, other = busy_world(), busy_world()
    tape = Tape(np.zeros((STEPS, len(METRICS))), np.zeros((0, *world.states.shape)))
    ledger = ledger_for(world, book.NOTHING)
    assert advance(world, ledger, tape, 0, STEPS, (0, 0)) == STEPS
    np.testing.assert_array_equal(tape.metrics, ran(other)[0].metrics)


def test_what_partnerships_add_up_to_is_derived_first() -> None:
    world = busy_world()
    world.dyads[dyad.CHANNEL] = 0.0
    tape = tape_for(world, 0)
    assert advance(world, ledger_for(world), tape, 7, 7, (0, 0)) == 7
    assert world.dyads[dyad.CHANNEL, pair(world, A, D)].tolist() == [1.0, 1.0]
    assert world.dyads[dyad.CHANNEL, pair(world, C, D)].tolist() == [0.0, 0.0]


def most_rows(rows: Numbers, used: int) -> int:
    """Count the rows of the step that wrote most."""
    return int(np.bincount(rows[:used, book.STEP].astype(np.int64)).max())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_full_ledger_is_emptied_and_no_row_is_lost(level: int, steps: int) -> None:
    ample, tight = busy_world(), busy_world()
    tape, whole = ran(ample, level)
    # What the fullest step writes; two decisions may be written and dropped again.
    room = (most_rows(whole.events, whole.used[0]), most_rows(whole.decisions, whole.used[1]) + 2)
    ledger = Ledger(
        np.zeros((steps * room[0], book.EVENT_WIDTH)),
        np.zeros((steps * room[1], book.DECISION_WIDTH)),
        np.zeros(2, dtype=np.int64),
        np.full(1, level, dtype=np.int64),
        np.zeros((0, book.NUDGE_WIDTH)),
    )
    other = tape_for(tight, STEPS)
    events, decisions, stops, step = [], [], 0, 0
    while step < STEPS:
        rest = Tape(other.metrics[step:], other.states[step:])
        step = advance(tight, ledger, rest, step, STEPS, room)
        events.append(ledger.events[: ledger.used[0]].copy())
        decisions.append(ledger.decisions[: ledger.used[1]].copy())
        ledger.used[:], stops = 0, stops + 1
    assert stops > 1
    np.testing.assert_array_equal(np.concatenate(events), whole.events[: whole.used[0]])
    np.testing.assert_array_equal(np.concatenate(decisions), whole.decisions[: whole.used[1]])
    np.testing.assert_array_equal(other.metrics, tape.metrics)
    np.testing.assert_array_equal(other.states, tape.states)
    assert set(whole.events[: whole.used[0], book.STEP]) <= set(range(STEPS))
    assert whole.used.min() > 10


@pytest.mark.parametrize(("events", "decisions"), [(0, 9999), (9999, 0)])
def test_without_room_not_even_one_step_is_taken(events: int, decisions: int) -> None:
    world = busy_world()
    before, ledger = copy(world), ledger_for(world, book.CHANGES)
    short = ledger._replace(
        events=np.zeros((events, book.EVENT_WIDTH)),
        decisions=np.zeros((decisions, book.DECISION_WIDTH)),
    )
    tape = tape_for(world, STEPS)
    assert advance(world, short, tape, 0, STEPS, rows_per_step(size_of(world))) == 0
    np.testing.assert_array_equal(world.states[state.RESERVE], before.states[state.RESERVE])
    assert (tape.metrics == -9.0).all()


def test_recording_changes_nothing() -> None:
    tapes = [ran(busy_world(), level)[0] for level in (book.NOTHING, *LEVELS)]
    for tape in tapes[1:]:
        np.testing.assert_array_equal(tape.metrics, tapes[0].metrics)
        np.testing.assert_array_equal(tape.states, tapes[0].states)


@settings(max_examples=25)
@given(shapes())
def test_a_step_keeps_to_all_bounds(shape: Shape) -> None:
    world = world_of_shape(shape)
    size, tape = size_of(world), tape_for(world, 1)
    ledger = empty(size, book.EVERYTHING, steps=2)
    room = rows_per_step(size)
    assert advance(world, ledger, tape, shape.step, shape.step + 1, room) == shape.step + 1
    check(world)
    assert (ledger.used <= room).all()
    for name, each in METRICS.items():
        value = tape.metrics[0, each.index]
        assert math.isnan(value) or each.low - 1e-9 <= value <= each.high + 1e-9, name


# --------------------------------------------------------------------------- switching off


def sums(world: World) -> dict[str, float]:
    tape, _ = ran(world)
    return {name: float(np.nansum(tape.metrics[:, each.index])) for name, each in METRICS.items()}


def busy_without(name: str) -> World:
    world = busy_world()
    world.parameters[MECHANISMS[name].switch] = 0.0
    return world


@pytest.mark.parametrize(
    ("mechanism", "metric"),
    [
        ("threats", "strikes"),
        ("threats", "need_busd"),
        ("logistics", "delay_busd_months"),
        ("logistics", "waited_steps"),
        ("response", "help_sent_busd"),
        ("response", "requests"),
        ("damage", "damage_busd"),
        ("partnering", "formed"),
        ("institutions", "fund_paid_busd"),
        ("institutions", "obliged_requests"),
    ],
)
def test_without_a_mechanism_there_is_none_of_it(mechanism: str, metric: str) -> None:
    assert sums(busy_world())[metric] > 0.0
    assert sums(busy_without(mechanism))[metric] == 0.0


@pytest.mark.parametrize(
    ("mechanism", "rows"),
    [
        ("trust", (dyad.TRUST, dyad.GRIEVANCE, dyad.EVIDENCE_FOR, dyad.EVIDENCE_AGAINST)),
        ("diplomacy", (dyad.COMPETENCE,)),
    ],
)
def test_without_a_mechanism_relations_stay_as_they_were(
    mechanism: str, rows: tuple[int, ...]
) -> None:
    on, off, before = busy_world(), busy_without(mechanism), busy_world()
    ran(on)
    ran(off)
    np.testing.assert_array_equal(off.dyads[list(rows)], before.dyads[list(rows)])
    assert not np.array_equal(on.dyads[list(rows)], before.dyads[list(rows)])


def test_without_friction_all_help_has_effect_and_comes_sooner() -> None:
    on, off = sums(busy_world()), sums(busy_without("friction"))
    assert on["effective_help_busd"] < on["all_sent_busd"]
    assert off["effective_help_busd"] == pytest.approx(off["all_sent_busd"])
    delays = [each["delay_busd_months"] / each["effective_help_busd"] for each in (on, off)]
    assert delays[0] > delays[1]


@pytest.mark.parametrize(("mechanism", "is_seen"), [(None, True), ("perception", False)])
def test_only_noise_makes_states_see_dangers_that_are_not_there(
    mechanism: str | None, is_seen: bool
) -> None:
    world = busy_without(mechanism) if mechanism else busy_world()
    world.threats[threat.RATE, 0] = 0.0
    world.plan[threat.PLAN_STEP] = 99
    ran(world)
    assert bool(world.impacts[threat.BELIEF].any()) is is_seen


def test_without_budgets_helping_costs_no_reserve() -> None:
    def reserves(mechanism: str | None) -> float:
        world = busy_without(mechanism) if mechanism else busy_world()
        world.parameters[mech.DAMAGE_ON] = 0.0  # which would lower incomes
        world.threats[threat.NEED_SHARE, 0] = 0.05
        ran(world)
        assert world.states[state.GIVEN].sum() > 0.0
        return float(world.states[state.RESERVE].sum())

    # Everyone has 10 months of income in reserve, the most it may keep, and that of the month.
    assert reserves("budgets") == pytest.approx(4 * 11.0)
    assert reserves(None) < 40.0


def test_every_mechanism_of_the_core_matters() -> None:
    plain = ran(busy_world())[0].metrics
    # Whom allies deter is an attacker, and this world has none; tests/kinds has all of them.
    core = [name for name, each in MECHANISMS.items() if each.profile == CORE]
    for name in sorted({*core} - {"deterrence"}):
        assert not np.array_equal(ran(busy_without(name))[0].metrics, plain, equal_nan=True), name
