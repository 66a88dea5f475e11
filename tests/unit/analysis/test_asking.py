from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.asking import KINDS, Question, check, matching
from coopsim.errors import InputError
from coopsim.world import ledger as book
from unit.runs.samples import CYBER, DEU, FRA, NAMES, POL, TREATY, decision, rows

NUMBERS = (0.5, 0.25, 0.75, 1.0)
WITH_GANG = NAMES._replace(attackers=("gang",))


def voted(step: int, body: int) -> list[float]:
    row = decision(step, book.VOTE, (DEU, FRA), CYBER, book.YES, NUMBERS)
    row[book.BODY] = body
    return row


ROWS = rows(
    [
        decision(1, book.CONTRIBUTE, (DEU, FRA), CYBER, book.YES, NUMBERS),
        decision(1, book.CONTRIBUTE, (POL, FRA), CYBER, book.NO, NUMBERS),
        decision(2, book.FORM, (DEU, POL), TREATY, book.NO, NUMBERS),
        voted(2, body=0),
        voted(3, body=1),
        decision(4, book.ATTACK, (-1, POL), CYBER, book.YES, NUMBERS),
    ],
    book.DECISION_WIDTH,
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Question(), [0, 1, 2, 3, 4, 5]),
        (Question(actor="DEU"), [0, 2, 3, 4]),
        (Question(actor="gang"), [5]),
        (Question(partner="FRA"), [0, 1, 3, 4]),
        (Question(partner="PACT"), [4]),
        (Question(step=2), [2, 3]),
        (Question(decision="contribute"), [0, 1]),
        (Question(subject="treaty"), [2]),
        (Question(subject="cyber"), [0, 1, 3, 4, 5]),
        (Question(subject="climate"), []),
        (Question(actor="DEU", partner="FRA", step=1), [0]),
    ],
)
def test_filters_choose_decisions(question: Question, found: list[int]) -> None:
    assert np.flatnonzero(matching(question, WITH_GANG, ROWS)).tolist() == found


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question(actor="FRB"), 'actor: no such state or attacker "FRB".*did you mean "FRA"'),
        (Question(partner="xyzzy"), 'partner: no such state or institution "xyzzy".*one of: DEU'),
        (Question(decision="frm"), 'decision: no such kind of decision "frm".*"form"'),
        (Question(subject="ciber"), 'subject: no such threat .*did you mean "cyber"'),
        (Question(step=9), r"step: must be between 0 and 4 \(got 9\)"),
        (Question(step=-1), r"step: must be between 0 and 4 \(got -1\)"),
        (Question(actor="FRA", partner="FRA"), "partner: must be another state"),
    ],
)
def test_what_does_not_exist_is_refused(question: Question, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check(question, NAMES, 5)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError, match=r"(?s)actor: .*partner: .*step: "):
        check(Question("A", "B", 99), NAMES, 5)


def test_a_question_is_options_of_the_command_line() -> None:
    asked = Question("FRA", "DEU", 0, "form", "treaty")
    assert asked.flags() == "--actor FRA --partner DEU --step 0 --decision form --subject treaty"
    assert Question(step=3).flags() == "--step 3"


def test_the_kinds_are_those_of_the_ledger() -> None:
    assert [KINDS[book.CONTRIBUTE], KINDS[book.EXIT]] == ["contribute", "exit"]
    assert len(KINDS) == len(book.DECISIONS)
