"""Explanations are causal: terms add up, and what is said to turn a decision turns it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from coopsim.analysis.conditions import CONDITIONS
from coopsim.analysis.finding import Decision, decision_of
from coopsim.analysis.flipping import override, smallest_flip
from coopsim.analysis.replaying import Case, case_of, is_the_same, replay
from coopsim.analysis.why import why
from coopsim.runs.one import run
from coopsim.runs.raw import RawRun
from coopsim.runs.record import Record
from coopsim.world import ledger as book
from coopsim.world.world import Numbers
from why.worlds import EVERYTHING, NAMES, STEPS, world

SEED = 3
# So many decisions of each kind and answer are turned.
SAMPLE = 2
# Two rivals that ask nobody for help, and no ties may form: nothing is decided.
UNDECIDED = "us-china-dialogue"
# Where the margin is as small as a rounding error, nothing smaller can be tried.
CLEAR = 1e-6


@pytest.fixture(scope="module", params=NAMES)
def record(request: pytest.FixtureRequest) -> Record:
    return run(world(request.param), seed=SEED, replicates=1)


@pytest.fixture(scope="module")
def case(record: Record) -> Case:
    return case_of(record, 0)


@pytest.fixture(scope="module")
def again(case: Case) -> RawRun:
    return replay(case, case.steps - 1)


def sampled(rows: Numbers) -> Iterator[Numbers]:
    """Yield decisions of each kind and answer, spread over the run."""
    rows = rows[np.abs(rows[:, book.SCORE] - rows[:, book.THRESHOLD]) > CLEAR]
    rows = rows[np.isfinite(rows[:, book.THRESHOLD])]
    for kind in range(len(book.DECISIONS)):
        for answer in range(len(book.ANSWERS)):
            mine = rows[(rows[:, book.KIND] == kind) & (rows[:, book.ANSWER] == answer)]
            yield from mine[:: max(1, len(mine) // SAMPLE)][:SAMPLE]


def test_the_replay_is_the_run(case: Case, again: RawRun) -> None:
    assert is_the_same(case, again)


def test_terms_add_up_to_every_score(again: RawRun) -> None:
    for kind, (_, _, terms) in enumerate(book.DECISIONS):
        rows = again.decisions[again.decisions[:, book.KIND] == kind]
        rows = rows[np.isfinite(rows[:, book.SCORE])]
        sums = rows[:, book.FIRST_TERM : book.FIRST_TERM + len(terms)].sum(axis=1)
        np.testing.assert_allclose(sums, rows[:, book.SCORE], rtol=0.0, atol=1e-9)


def test_what_turns_a_decision_turns_it_and_less_does_not(case: Case, again: RawRun) -> None:
    turned = 0
    for row in sampled(again.decisions):
        decided = decision_of(case, row)
        flip = smallest_flip(decided)
        assert flip is not None
        assert is_turned(decided, override(case, decided, flip.term, flip.change))
        less = -decided.margin * (1.0 - 1e-6)
        assert not is_turned(decided, override(case, decided, flip.term, less))
        turned += 1
    assert turned >= (0 if case.scenario.name == UNDECIDED else 4)


def is_turned(before: Decision, after: Decision) -> bool:
    """Tell whether the score crossed the threshold, or a group chose another target."""
    if before.address[1] == book.TARGET:
        return after.partner != before.partner
    assert after.address == before.address
    assert after.threshold == before.threshold
    assert sum(each.value for each in after.terms) == pytest.approx(after.score, abs=1e-9)
    return after.beats is not before.beats


def test_an_overridden_answer_is_carried_out(case: Case, again: RawRun) -> None:
    rows = again.decisions
    chosen = rows[(rows[:, book.KIND] == book.CONTRIBUTE) & (rows[:, book.ANSWER] == book.NO)]
    assert (len(chosen) == 0) is (case.scenario.name == UNDECIDED)
    for row in chosen[:1]:
        check_override(case, row)


def check_override(case: Case, row: Numbers) -> None:
    refusal = decision_of(case, row)
    flip = smallest_flip(refusal)
    assert flip is not None
    assert override(case, refusal, flip.term, flip.change).answer == "yes"
    assert override(case, refusal, flip.term, 0.0).answer == "no"


def test_every_kind_of_decision_is_put_to_the_test() -> None:
    rows = replay(case_of(run(world(EVERYTHING), seed=SEED, replicates=1), 0), STEPS - 1).decisions
    came_up = {int(row[book.KIND]) for row in sampled(rows)}
    assert came_up == set(range(len(book.DECISIONS)))


def test_why_not_is_told_for_a_pair_in_every_step(record: Record, case: Case) -> None:
    actor, partner = case.names.states[:2]
    said = set()
    for step in range(0, case.steps, case.steps // 4):
        for kind in CONDITIONS:
            answer = why(record, actor=actor, partner=partner, step=step, decision=kind)
            assert answer.explanations or answer.others or answer.absent.keys() == {kind}
            said |= set(answer.absent.values())
    assert said
    assert "the question did not come up" not in said
