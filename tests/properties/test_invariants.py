"""What holds in every world, whatever is switched on: bounds, accounts, consent."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopsim.catalogue.mechanisms.cooperation import MISSION_COST
from coopsim.catalogue.mechanisms.core import BUDGETS_ON
from coopsim.metrics.registry import METRICS
from coopsim.scenario.founding import found, size_of
from coopsim.scenario.schema import Scenario
from coopsim.step import Tape, advance
from coopsim.world import ledger as book
from coopsim.world.blocks import capability, conduct, dyad, partnership, state, tally
from coopsim.world.blocks import cooperation as co
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import provision as pr
from coopsim.world.blocks import threat as th
from coopsim.world.ledger import EVERYTHING, empty, rows_per_step
from coopsim.world.world import FROM, MIRROR, TO, Numbers, World, check, copy
from properties.full_scenarios import full_scenarios
from properties.reordering import reordered

SCENARIOS = 500
STEPS = 5
# Sums of money are exact but for rounding: a billionth of what changed hands.
CLOSE = 1e-9
ROOM = ("scratch", "lists")
# What is the same for both sides of a pair.
MUTUAL = (
    dyad.OBLIGATION, dyad.CONTACT, dyad.GOODWILL, dyad.SHARING, dyad.CHANNEL, dyad.FELLOWSHIP,
    dyad.STANDARDS, dyad.COMPETENCE, dyad.REGIME_DISTANCE, dyad.DISTANCE, dyad.CONTIGUITY,
    co.CALM, co.MATCHING, co.LIAISON, co.PROVOCATION, co.RESTRAINT, co.EXCHANGE, co.PRESENCE,
    co.INTEROPERABILITY, co.UNDERSTANDING, co.HIERARCHY_GAP, capability.TRAINING,
    capability.TRANSFER, capability.JOINT_BUYING, conduct.MONITORED,
)  # fmt: skip


class Passage(NamedTuple):
    """A step: the world before and after it, and what the ledger says of it."""

    before: World
    after: World
    metrics: Numbers
    events: Numbers
    decisions: Numbers


def passages(world: World, steps: int = STEPS) -> list[Passage]:
    """Take some steps, one by one."""
    size, passed = size_of(world), []
    for step in range(steps):
        before, world = world, copy(world)
        ledger = empty(size, EVERYTHING)
        tape = Tape(np.zeros((1, len(METRICS))), np.zeros((0, *world.states.shape)))
        advance(world, ledger, tape, step, step + 1, rows_per_step(size))
        events, decisions = ledger.used
        passed.append(
            Passage(
                before, world, tape.metrics[0], ledger.events[:events], ledger.decisions[:decisions]
            )
        )
    return passed


def within_bounds(each: Passage) -> None:
    check(each.after)
    for name, block in each.after._asdict().items():
        assert name in ROOM or np.isfinite(block).all(), name
    for metric in METRICS.values():
        value = each.metrics[metric.index]
        assert np.isnan(value) or metric.low - CLOSE <= value <= metric.high + CLOSE, metric.name


def within_the_ledger(each: Passage) -> None:
    events, decisions = rows_per_step(size_of(each.after))
    assert len(each.events) <= events
    assert len(each.decisions) <= decisions


def the_same_for_both_sides(each: Passage) -> None:
    mirror = each.after.edges[MIRROR]
    for row in MUTUAL:
        assert np.array_equal(each.after.dyads[row], each.after.dyads[row][mirror]), row
    for row in (partnership.DEPTH, partnership.SINCE, pol.WAITING):
        depths = each.after.partnerships[row]
        assert np.array_equal(depths, depths[:, mirror]), row


def money_is_where_it_went(each: Passage) -> None:
    """Follow the money: what was saved and earned was spent, given back, or is still there.

    Beyond its full strength the mechanism takes more than was spent, and so whatever there is.
    """
    before, after = each.before, each.after
    if after.parameters[BUDGETS_ON] > 1.0:
        return
    spent = after.states[state.HOME_EFFORT] + after.states[state.DUES]
    spent = (spent + after.states[state.CONTRIBUTION]).sum() + after.tallies[capability.TAUGHT]
    spent += after.parameters[MISSION_COST] * after.clock[0] * after.states[co.DEPLOYED].sum()
    income, returned = after.states[state.INCOME].sum(), after.tallies[tally.RETURNED]
    saved = before.states[state.RESERVE].sum()
    expected = saved + income - returned - after.parameters[BUDGETS_ON] * spent
    assert after.states[state.RESERVE].sum() == pytest.approx(
        expected, rel=0.0, abs=CLOSE * (saved + income + spent)
    )
    given = before.states[state.GIVEN] + after.states[state.CONTRIBUTION]
    assert after.states[state.GIVEN] == pytest.approx(given, rel=CLOSE, abs=CLOSE)


def funds_are_dues_not_yet_paid_out(each: Passage) -> None:
    """Follow the funds; what an institution that is dissolved or founded had is gone."""
    kinds = set(each.events[:, book.KIND])
    if not kinds & {book.DISSOLVED, book.FOUNDED}:
        funds = each.after.institutions[inst.FUND].sum()
        before = each.before.institutions[inst.FUND].sum()
        dues = each.after.states[state.DUES].sum()
        paid = each.after.tallies[tally.FUND_PAID]
        assert funds == pytest.approx(before + dues - paid, rel=CLOSE, abs=CLOSE)


def help_arrives_once(each: Passage) -> None:
    """Follow the help: what was sent and what was under way has arrived or is under way."""
    under_way = each.before.transit.sum() + each.after.tallies[tally.EFFECTIVE]
    arrived = each.after.impacts[th.ARRIVED].sum()
    assert each.after.transit.sum() + arrived == pytest.approx(under_way, rel=CLOSE, abs=CLOSE)


def soldiers_stay_soldiers(each: Passage) -> None:
    """Follow the soldiers: none come or go, and no more are away than are ready."""
    after = each.after.states
    assert np.array_equal(after[state.PERSONNEL], each.before.states[state.PERSONNEL])
    ready = after[state.PERSONNEL] * after[state.READINESS]
    assert (after[co.DEPLOYED] <= ready * (1.0 + CLOSE)).all()


def nobody_gives_what_it_has_not(each: Passage) -> None:
    before, after = each.before.states, each.after.states
    means = before[state.RESERVE] + after[state.INCOME]
    assert (after[state.CONTRIBUTION] <= means * (1.0 + CLOSE)).all()
    # Money alone suffices for a gift to the common good; help takes soldiers as well.
    helped = after[state.CONTRIBUTION] - after[pr.PROVIDED] > CLOSE
    assert (after[state.PERSONNEL][helped] > 0.0).all()


def formed_by_consent(each: Passage) -> None:
    """Look for the yes of both sides to all that is newly in force or signed."""
    before, after = each.before.partnerships, each.after.partnerships
    willing = {
        (int(row[book.ACTOR]), int(row[book.PARTNER]), int(row[book.SUBJECT]))
        for row in each.decisions
        if row[book.KIND] == book.FORM and row[book.ANSWER] == book.YES
    }
    new = (after[partnership.DEPTH] > 0.0) & (before[partnership.DEPTH] == 0.0)
    signed = (after[pol.WAITING] > 0.0) & (before[pol.WAITING] == 0.0)
    awaited = before[pol.WAITING] > 0.0
    for t, e in np.argwhere((new & ~awaited) | signed).tolist():
        assert (int(each.after.edges[FROM, e]), int(each.after.edges[TO, e]), t) in willing


def strikes_that_are_over_leave_nothing(each: Passage) -> None:
    """Where nothing strikes any more, no mandate is left that the next strike would inherit."""
    before, after = each.before.impacts, each.after.impacts
    over = (before[th.SEVERITY] <= 0.0) & (after[th.STARTED] <= before[th.STARTED])
    assert not each.after.mandates[inst.STATUS][:, over].any()


@settings(max_examples=SCENARIOS)
@given(full_scenarios(), st.integers(0, 2**32))
def test_invariants_hold_in_any_world(scenario: Scenario, seed: int) -> None:
    for each in passages(found(scenario, seed, 0)):
        within_bounds(each)
        within_the_ledger(each)
        the_same_for_both_sides(each)
        money_is_where_it_went(each)
        funds_are_dues_not_yet_paid_out(each)
        help_arrives_once(each)
        soldiers_stay_soldiers(each)
        nobody_gives_what_it_has_not(each)
        formed_by_consent(each)
        strikes_that_are_over_leave_nothing(each)


@settings(max_examples=SCENARIOS // 5)
@given(full_scenarios(), st.integers(0, 2**32))
def test_without_threats_there_is_no_damage(scenario: Scenario, seed: int) -> None:
    for each in passages(found(scenario.without("threats"), seed, 0)):
        states = each.after.states
        for row in (state.NEED, state.DAMAGE, state.AVERTED, state.RECEIVED, state.ASKED):
            assert not states[row].any(), row
        assert np.array_equal(states[state.CONTRIBUTION], states[pr.PROVIDED])
        assert not set(each.events[:, book.KIND]) & {book.STRIKE, book.REQUEST, book.HELP_SENT}


@settings(max_examples=SCENARIOS // 5)
@given(full_scenarios(), st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(scenario: Scenario, seed: int, dice: Random) -> None:
    world = found(scenario, seed, 0)
    order = list(range(world.states.shape[1]))
    dice.shuffle(order)
    for here, there in zip(passages(world), passages(reordered(world, order)), strict=True):
        # Sums over rows are rounded in another order.
        assert there.metrics == pytest.approx(here.metrics, rel=CLOSE, abs=CLOSE, nan_ok=True)
        expected = reordered(here.after, order)._asdict()
        for name, block in there.after._asdict().items():
            if name not in ROOM:
                assert block == pytest.approx(expected[name], rel=CLOSE, abs=CLOSE), name
        for mine, theirs in ((here.events, there.events), (here.decisions, there.decisions)):
            assert sorted(mine[:, book.KIND]) == sorted(theirs[:, book.KIND])
