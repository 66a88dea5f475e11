from __future__ import annotations

from dataclasses import replace

import pytest

from coopsim.analysis.finding import Decision
from coopsim.analysis.outcomes import remarks
from coopsim.analysis.replaying import Case, History, case_of, watch
from coopsim.world import ledger as book
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import state
from unit.analysis.decided import decision, record
from unit.runs.samples import DEU, FRA, POL, event, raw_run
from unit.runs.samples import decision as row

STEP, KIND = 5, 0
YES = (0.5, 0.2, 0.5, 0.9)


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(record(), 0)


@pytest.fixture
def history(case: Case) -> History:
    found = watch(case, 0, [])
    found.after.kinds[ps.MIN_TRUST] = 0.0
    found.after.kinds[ps.NEEDS_FIELD] = -1.0
    return found


def wish(case: Case, answer: str = "yes", trust: float = 0.9, kind: str = "form") -> Decision:
    made = replace(decision(kind=kind), answer=answer, amount=trust, subject=case.names.kinds[KIND])
    return replace(made, address=(STEP, made.address[1], FRA, DEU, KIND, -1))


def answered(kind: int, answer: int, score: float = 0.5) -> list[float]:
    return row(STEP, kind, (DEU, FRA), KIND, answer, (score, *YES[1:]))


def test_both_wanted_it_and_it_came(case: Case, history: History) -> None:
    formed = event(STEP, book.FORMED, (FRA, DEU), KIND, 0.2, book.CHOSEN)
    run = raw_run(events=[formed], decisions=[answered(book.FORM, book.YES)])
    name = case.names.kinds[KIND]
    assert remarks(case, run, history, wish(case)) == (
        f"The other side: DEU wanted the partnership {name} with FRA: "
        "the score 0.50 beat the threshold 0.20.",
        "It came into being in this step.",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [(book.SIGNED, "has to be ratified"), (book.ENDED, "It ended in this step.")],
)
def test_what_came_of_it_is_told(case: Case, history: History, kind: int, words: str) -> None:
    run = raw_run(events=[event(STEP, kind, (DEU, FRA), KIND, 0.2, book.CHOSEN)], decisions=[])
    assert words in remarks(case, run, history, wish(case))[-1]


def test_events_of_others_are_not_what_came_of_it(case: Case, history: History) -> None:
    others = [
        event(STEP, book.FORMED, (POL, DEU), KIND, 0.2, book.CHOSEN),
        event(STEP, book.FORMED, (FRA, DEU), KIND + 1, 0.2, book.CHOSEN),
        event(STEP - 1, book.FORMED, (FRA, DEU), KIND, 0.2, book.CHOSEN),
    ]
    run = raw_run(events=others, decisions=[answered(book.FORM, book.NO, -0.5)])
    (other,) = remarks(case, run, history, wish(case))
    assert "did not want the partnership" in other


def test_both_wanted_it_and_could_not_pay(case: Case, history: History) -> None:
    run = raw_run(events=[], decisions=[answered(book.FORM, book.YES)])
    assert "could not pay for it" in remarks(case, run, history, wish(case))[-1]
    run = raw_run(events=[], decisions=[answered(book.FORM, book.NO, -0.5)])
    assert "could not pay for it" not in remarks(case, run, history, wish(case))[-1]


def test_trust_below_the_least_is_told(case: Case, history: History) -> None:
    history.after.kinds[ps.MIN_TRUST, KIND] = 0.4
    run = raw_run(events=[], decisions=[])
    (said,) = remarks(case, run, history, wish(case, "distrusts", trust=0.31))
    name = case.names.kinds[KIND]
    assert said == f"{name} takes trust of 0.40 on both sides; FRA trusted DEU with 0.31."
    assert "could not pay" in remarks(case, run, history, wish(case, trust=0.5))[-1]


def test_what_one_side_lacks_is_told_before_money(case: Case, history: History) -> None:
    run = raw_run(events=[], decisions=[])
    (money,) = remarks(case, run, history, wish(case, "unable"))
    assert money == "The diplomacy budget of FRA had no room for its upkeep."
    history.after.kinds[ps.NEEDS_FIELD, KIND] = state.READINESS
    history.after.kinds[ps.NEEDS_LEAST, KIND] = 2.0
    (need,) = remarks(case, run, history, wish(case, "unable"))
    assert "takes readiness_now of 2.00 on both sides, and one had less" in need


def vote(who: int, answer: int) -> list[float]:
    cast = row(STEP, book.VOTE, (who, DEU), 0, answer, YES)
    cast[book.BODY] = 0
    return cast


@pytest.mark.parametrize(
    ("answers", "adopted", "words"),
    [
        ((book.YES, book.YES), True, "2 yes, 0 no, 0 abstained, 0.50 of the votes needed: adopted"),
        ((book.YES, book.YES), False, "could pass, but the decision took longer"),
        ((book.YES, book.ABSTAINED), False, "1 yes, 0 no, 1 abstained"),
        ((book.NO, book.NO), False, "0 yes, 2 no, 0 abstained, 0.50 of the votes needed: did not"),
    ],
)
def test_the_votes_on_the_same_strike_are_counted(
    case: Case, history: History, answers: tuple[int, int], adopted: bool, words: str
) -> None:
    history.after.institutions[inst.QUORUM, 0] = 0.5
    votes = [vote(who, answer) for who, answer in zip((FRA, POL), answers, strict=True)]
    events = [event(STEP, book.MANDATE, (DEU, 0), 0, 1.0, book.VOTED)] if adopted else []
    run = raw_run(events=events, decisions=[*votes, row(STEP, book.VOTE, (DEU, POL), 0, 0, YES)])
    (said,) = remarks(case, run, history, decision())
    assert said.startswith("PACT voted: ")
    assert words in said


def test_a_seat_has_no_remarks(case: Case, history: History) -> None:
    run = raw_run(events=[], decisions=[])
    assert remarks(case, run, history, decision(kind="exit")) == ()
