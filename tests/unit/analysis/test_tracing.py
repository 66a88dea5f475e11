from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from coopsim.analysis.finding import Decision
from coopsim.analysis.replaying import Case, History, case_of, watch
from coopsim.analysis.tracing import DEALINGS, TIES, horizon, trace, undercurrent
from coopsim.runs.raw import RawRun
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad
from coopsim.world.world import Numbers
from unit.analysis.decided import decision, record
from unit.runs.samples import DEU, FRA, POL, event, raw_run
from unit.runs.samples import decision as row

CYBER = DIALOGUE = 0
LAST = 5
HELP = (book.HELP_ARRIVED, (DEU, FRA), book.NOBODY, 1.0, book.TIME)


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(record(), 0)


def refused(step: int, who: tuple[int, int] = (DEU, FRA), answer: int = book.NO) -> list[float]:
    return row(step, book.CONTRIBUTE, who, CYBER, answer, (0.0, 0.1))


def run_of(*events: list[float], decisions: tuple[list[float], ...] = ()) -> RawRun:
    return raw_run(events=events, decisions=decisions)


def history(case: Case, trust: dict[int, float], grievance: dict[int, float]) -> History:
    """Let trust of FRA in DEU begin at 0.5 and move by so much in steps."""
    found = watch(case, 0, [(FRA, DEU)])
    views: Numbers = np.zeros((LAST + 2, len(found.after.dyads)))
    views[:, dyad.TRUST] = 0.5
    for field, moves in ((dyad.TRUST, trust), (dyad.GRIEVANCE, grievance)):
        for step, change in moves.items():
            views[step + 1 :, field] += change
    return found._replace(dyads={(FRA, DEU): views})


def helps(kind: str = "contribute") -> Decision:
    return decision(kind=kind)


def test_a_refusal_is_told_with_what_it_did_to_trust(case: Case) -> None:
    run = run_of(decisions=(refused(2),))
    (link,) = trace(case, run, history(case, {2: -0.2}, {2: 0.3}), helps())
    assert link.step == 2
    assert link.what == ("DEU refused to help FRA against cyber",)
    assert link.trust == pytest.approx((0.5, 0.3))
    assert link.grievance == pytest.approx((0.0, 0.3))
    assert link.moved == pytest.approx(0.5)


@pytest.mark.parametrize(
    "irrelevant",
    [
        refused(2, (FRA, DEU)),
        refused(2, (POL, FRA)),
        refused(2, answer=book.YES),
        refused(2, answer=book.UNABLE),
        refused(LAST),
    ],
)
def test_what_taught_nothing_is_left_out(case: Case, irrelevant: list[float]) -> None:
    views = history(case, {2: -0.2, LAST: -0.2}, {})
    assert trace(case, run_of(decisions=(irrelevant,)), views, helps()) == ()


def test_what_moved_nothing_is_left_out(case: Case) -> None:
    assert trace(case, run_of(decisions=(refused(2),)), history(case, {}, {}), helps()) == ()


def test_help_and_refusal_of_one_step_stand_together(case: Case) -> None:
    run = run_of(event(1, *HELP), decisions=(refused(1),))
    (link,) = trace(case, run, history(case, {1: -0.1}, {}), helps())
    assert link.what == ("DEU refused to help FRA against cyber", "help from DEU reached FRA")


def test_the_dealings_that_moved_most_are_told(case: Case) -> None:
    moves = {0: 0.01, 1: 0.02, 2: -0.05, 3: 0.03, 4: 0.04}
    run = run_of(*(event(step, *HELP) for step in moves))
    found = trace(case, run, history(case, moves, {}), helps())
    assert [each.step for each in found] == [1, 2, 3, 4]
    assert len(found) == DEALINGS


def test_ties_of_the_pair_are_told_and_move_nothing(case: Case) -> None:
    run = run_of(
        *(event(step, book.FORMED, (DEU, FRA), DIALOGUE, 0.2, book.CHOSEN) for step in range(4)),
        event(4, book.FORMED, (DEU, POL), DIALOGUE, 0.2, book.CHOSEN),
        event(LAST, book.ENDED, (FRA, DEU), DIALOGUE, 0.2, book.CHOSEN),
    )
    found = trace(case, run, history(case, {3: 0.1}, {}), helps())
    assert [each.step for each in found] == [1, 2, 3]
    assert len(found) == TIES
    kind = case.names.kinds[DIALOGUE]
    assert found[-1].what == (f"DEU and FRA formed {kind}",)
    assert all(math.isnan(part) for part in (*found[-1].trust, *found[-1].grievance))
    assert found[-1].moved != found[-1].moved


def test_the_strike_that_is_decided_on_is_told(case: Case) -> None:
    run = run_of(
        event(1, book.STRIKE, (DEU, book.NOBODY), CYBER, 0.5, book.CHANCE),
        event(3, book.STRIKE, (DEU, book.NOBODY), CYBER, 0.5, book.CHANCE),
        event(4, book.STRIKE, (POL, book.NOBODY), CYBER, 0.5, book.CHANCE),
        event(LAST, book.MANDATE, (DEU, 0), CYBER, 0.5, book.VOTED),
    )
    found = trace(case, run, history(case, {}, {}), helps())
    assert [(each.step, each.what) for each in found] == [
        (3, ("cyber struck DEU",)),
        (LAST, ("PACT decided to help DEU against cyber",)),
    ]
    assert trace(case, run, history(case, {}, {}), helps("form")) == ()


def test_ties_are_reviewed_after_trust_was_learned(case: Case) -> None:
    assert [horizon(helps()), horizon(helps("form"))] == [LAST, LAST + 1]
    run = run_of(decisions=(refused(LAST),))
    (link,) = trace(case, run, history(case, {LAST: -0.2}, {}), helps("form"))
    assert link.step == LAST


def test_what_links_do_not_tell_is_drift(case: Case) -> None:
    views = history(case, {1: 0.05, 2: -0.2, LAST: 0.1}, {})
    run = run_of(
        event(3, book.FORMED, (DEU, FRA), DIALOGUE, 0.2, book.CHOSEN), decisions=(refused(2),)
    )
    links = trace(case, run, views, helps())
    assert [each.step for each in links] == [2, 3]
    assert undercurrent(views, helps(), links) == pytest.approx(0.05)
    assert undercurrent(views, helps("form"), links) == pytest.approx(0.15)


def test_a_decision_about_nobody_has_no_links(case: Case) -> None:
    alone = replace(helps(), address=(LAST, book.EXIT, FRA, book.NOBODY, book.NOBODY, 0))
    assert trace(case, run_of(), watch(case, 0, []), alone) == ()
