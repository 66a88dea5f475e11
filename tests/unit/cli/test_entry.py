from __future__ import annotations

import math

import pytest

from coopsim.cli.entry import Entry, known, plain, span

WEIGHT = Entry("mechanisms.trust.refusal_weight", "number", "How many acts.", title="Weight of no")


@pytest.mark.parametrize(
    "term",
    [
        "refusal_weight",
        "Refusal-Weight",
        " refusal weight ",
        "trust.refusal_weight",
        "mechanisms.trust.refusal_weight",
        "weight of no",
    ],
)
def test_a_name_is_found_however_it_is_written(term: str) -> None:
    assert WEIGHT.answers_to(term)


@pytest.mark.parametrize("term", ["", "weight", "trust", "mechanisms", "al_weight", "weight_of"])
def test_a_part_of_a_name_is_not_the_name(term: str) -> None:
    assert not WEIGHT.answers_to(term)


def test_an_entry_without_a_title_answers_to_no_empty_term() -> None:
    assert not Entry("steps", "key", "How many.").answers_to("")


@pytest.mark.parametrize(
    ("term", "same"),
    [
        ("states[FRA].defence_share", "states.defence_share"),
        ("threats[0].severity", "threats.severity"),
        ("Collective  Response", "collective_response"),
    ],
)
def test_which_entry_is_meant_makes_no_difference(term: str, same: str) -> None:
    assert plain(term) == same


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 1.0, "0 to 1"),
        (0.0, math.inf, "at least 0"),
        (-math.inf, 1.0, "at most 1"),
        (-math.inf, math.inf, ""),
    ],
)
def test_a_range_is_told_in_words(low: float, high: float, words: str) -> None:
    assert span(low, high) == words


def test_only_what_is_known_is_told() -> None:
    assert known(unit="1", source="") == {"unit": "a pure number"}
    assert known(unit=None, range="0 to 1", default=None) == {"range": "0 to 1"}
    assert known(unit="months") == {"unit": "months"}


def test_machines_get_everything() -> None:
    told = Entry("a.b", "key", "What.", facts={"unit": "km"}).as_json()
    assert told == {"path": "a.b", "what": "key", "title": "", "meaning": "What.", "unit": "km"}
