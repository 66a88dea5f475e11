from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.overview import ALL, SHOWN, overview, question_for
from coopsim.analysis.replaying import Case, case_of, replay
from coopsim.world import ledger as book
from coopsim.world.world import Numbers
from unit.analysis.decided import STEPS, decision, record


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of(record(), 0)


@pytest.fixture(scope="module")
def rows(case: Case) -> Numbers:
    return replay(case, STEPS - 1).decisions


def test_answers_are_counted_by_kind(case: Case, rows: Numbers) -> None:
    counts = {each.decision: each.answers for each in overview(case, rows).counts}
    for kind, answers in counts.items():
        codes = rows[rows[:, book.KIND] == [k for k, _, _ in book.DECISIONS].index(kind)]
        assert sum(answers.values()) == len(codes) > 0
        assert answers.get("yes", 0) == np.sum(codes[:, book.ANSWER] == book.YES)
    assert "attack" not in counts


def test_of_many_the_clearest_and_the_closest_are_named(case: Case, rows: Numbers) -> None:
    assert len(rows) > ALL
    found = overview(case, rows)
    margins = np.sort(np.abs(rows[:, book.SCORE] - rows[:, book.THRESHOLD]))
    margins = margins[np.isfinite(margins)]
    assert not found.is_whole
    named = [abs(each.margin) for each in found.named]
    assert named == pytest.approx([*margins[::-1][:SHOWN], *margins[:SHOWN][::-1]])


def test_of_few_all_are_named_the_unweighed_last(case: Case, rows: Numbers) -> None:
    few = rows[: ALL - 1].copy()
    few[0, book.SCORE] = np.nan
    found = overview(case, few)
    assert found.is_whole
    assert len(found.named) == ALL - 1
    assert np.isnan(found.named[-1].margin)
    known = [abs(each.margin) for each in found.named[:-1]]
    assert known == sorted(known, reverse=True)


def test_a_decision_has_a_question_that_finds_it() -> None:
    asked = question_for(decision())
    assert (
        asked.flags() == "--actor FRA --partner DEU --step 5 --decision contribute --subject cyber"
    )
