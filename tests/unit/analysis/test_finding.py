from __future__ import annotations

import math

import numpy as np
import pytest

from coopsim.analysis.finding import address_of, decision_of
from coopsim.analysis.replaying import Case, case_of, replay
from coopsim.catalogue.kinds import read_catalogue
from coopsim.world import ledger as book
from coopsim.world.world import Numbers
from unit.analysis.decided import STEPS, decision, record, term


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(record(), 0)


def row_of(kind: int, case: Case) -> Numbers:
    rows = replay(case, STEPS - 1).decisions
    return np.asarray(rows[(rows[:, book.KIND] == kind) & np.isfinite(rows[:, book.SCORE])][0])


def test_numbers_get_names(case: Case) -> None:
    row = row_of(book.VOTE, case)
    found = decision_of(case, row)
    assert found.kind == "vote"
    assert found.body == "PACT"
    assert {found.actor, found.partner} <= {"DEU", "FRA", "POL"}
    assert found.subject == "cyber"
    assert found.answer == book.ANSWERS[int(row[book.ANSWER])]
    assert tuple(each.name for each in found.terms) == book.VOTE_TERMS
    assert found.address == address_of(row)
    assert found.address[-1] == 0
    assert found.beats is (found.margin > 0.0)


def test_a_decision_outside_institutions_has_no_body(case: Case) -> None:
    found = decision_of(case, row_of(book.CONTRIBUTE, case))
    assert (found.body, found.address[-1]) == ("", book.NOBODY)
    assert "Help considered" in found.amount_means


def test_weight_times_input_is_the_value(case: Case) -> None:
    terms = {each.name: each for each in decision_of(case, row_of(book.VOTE, case)).terms}
    cost = terms["cost"]
    assert cost.weight == "response.cost"
    assert cost.weighs == -case.scenario.parameter_values()[_place("response", "cost")]
    assert 0.0 <= cost.input <= 1.0
    assert cost.weighs * cost.input == pytest.approx(cost.value)
    assert terms["stake"].weighs > 0.0


def _place(mechanism: str, name: str) -> int:
    from coopsim.catalogue.registry import MECHANISMS

    return MECHANISMS[mechanism].parameters[name].index


def test_a_term_without_a_single_weight_has_no_input(case: Case) -> None:
    row = np.full(book.DECISION_WIDTH, math.nan)
    row[: book.SCORE] = 0, book.FORM, 0, 1, 0, book.NO
    terms = {each.name: each for each in decision_of(case, row).terms}
    assert terms["security"].weight == "partnering.security"
    assert terms["friction"].weight == ""
    assert math.isnan(terms["friction"].input)
    assert math.isnan(term("off", 0.0, 0.0).input)


def test_every_term_is_described(case: Case) -> None:
    words = read_catalogue("words").plain()
    row = np.zeros(book.DECISION_WIDTH)
    row[book.ACTOR : book.ANSWER] = 0, 1, 0
    for code in range(len(book.DECISIONS)):
        row[book.KIND], row[book.BODY] = code, -1 if code in (book.ATTACK, book.TARGET) else 0
        for each in decision_of(case, row).terms:
            assert each.meaning in str(words)
            assert each.equation


def test_what_was_never_weighed_beats_nothing() -> None:
    nan = math.nan
    assert not decision(nan, nan).beats
    assert math.isnan(decision(nan, nan).margin)
