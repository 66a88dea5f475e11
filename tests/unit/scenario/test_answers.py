from __future__ import annotations

import math
from pathlib import Path

import pytest

from coopsim.scenario import load
from coopsim.scenario.answers import answer_findings, answered
from unit.scenario.samples import SOUND, refused, told, write

NUMBERS = {"collective_response": 0.236, "damage_busd": 1234.5, "honour_rate": math.nan}


@pytest.mark.parametrize(
    ("answer", "spoken"),
    [
        ("Nothing to fill in", "Nothing to fill in"),
        ("Partners met {collective_response:.0%}", "Partners met 24%"),
        ("{damage_busd:,.1f} was lost", "1,234.5 was lost"),
        ("{damage_busd:+.2e}", "+1.23e+03"),
        ("{collective_response}", "0.236"),
        ("{{kept}} {honour_rate:.0%}", "{kept} (nothing to measure)"),
    ],
)
def test_numbers_stand_where_the_answer_wants_them(answer: str, spoken: str) -> None:
    assert list(answer_findings({"answer": answer})) == []
    assert answered(answer, NUMBERS) == spoken


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (
            "{colective_response:.0%}",
            'no such metric (got "colective_response") (did you mean "collective_response"?)',
        ),
        ("{}", 'no such metric (got "") (coopsim list metrics shows what there is)'),
        ("{0}", 'no such metric (got "0") (coopsim list metrics shows what there is)'),
        (
            "{damage_busd.real}",
            'no such metric (got "damage_busd.real") (did you mean "damage_busd"?)',
        ),
    ],
)
def test_a_number_that_nothing_measures_is_a_fault(answer: str, fault: str) -> None:
    assert [told(each) for each in answer_findings({"answer": answer})] == [f"answer: {fault}"]


@pytest.mark.parametrize(
    "number",
    [
        "{damage_busd:999999999}",
        "{damage_busd:.999999999f}",
        "{damage_busd!r}",
        "{damage_busd:{width}}",
        "{damage_busd:x}",
        "{damage_busd:>9}",
    ],
)
def test_a_number_is_written_in_few_ways(number: str) -> None:
    (fault,) = answer_findings({"answer": number})
    assert fault.message.startswith("numbers are not written in this way")


@pytest.mark.parametrize("answer", ["{damage_busd", "damage_busd}", "a { b"])
def test_a_lonely_brace_is_a_fault(answer: str) -> None:
    (fault,) = answer_findings({"answer": answer})
    assert fault.message == "a brace has no partner"


@pytest.mark.parametrize("values", [{}, {"answer": 7}, {"answer": None}, {"answer": "plain"}])
def test_what_holds_no_number_is_left_to_the_schema(values: dict[str, object]) -> None:
    assert list(answer_findings(values)) == []


def test_a_wrong_answer_is_told_where_it_was_written(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND + "answer: It was {damage}\n")
    (fault,) = refused(path)
    line = SOUND.count("\n") + 1
    assert fault.startswith(f'{line}:9 answer: no such metric (got "damage")')


def test_a_right_answer_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND + "answer: It was {damage_busd:.1f}\n")
    assert load(path).answer == "It was {damage_busd:.1f}"
