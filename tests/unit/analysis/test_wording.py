from __future__ import annotations

import math
from dataclasses import replace

import pytest

from coopsim.analysis.wording import figure, happened, places_for, reason, signed, told, told_of
from coopsim.catalogue.kinds import read_catalogue
from coopsim.world import ledger as book
from unit.analysis.decided import decision, unweighed

PARTS = {"actor": "FRA", "partner": "DEU", "subject": "storms", "body": "NATO"}
SENTENCES = read_catalogue("sentences").plain()


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.125, 2, "0.12"),
        (-0.5, 2, "−0.50"),
        (-0.0, 2, "0.00"),
        (-0.0001, 2, "0.00"),
        (-0.0001, 4, "−0.0001"),
        (math.nan, 2, ""),
    ],
)
def test_figures(value: float, places: int, text: str) -> None:
    assert figure(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.0, "+0.00")])
def test_changes_show_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("difference", "places"),
    [(3.0, 2), (0.17, 2), (0.02, 3), (-0.0004, 5), (1e-30, 9), (0.0, 2), (math.inf, 2)],
)
def test_small_differences_get_more_places(difference: float, places: int) -> None:
    assert places_for(difference) == places


def test_a_decision_is_told() -> None:
    assert told(decision()) == "FRA helped DEU against cyber"
    assert told(decision(0.1, 0.2)) == "FRA refused to help DEU against cyber"
    assert reason(decision(-0.12, 0.05)) == "the score −0.12 fell short of the threshold 0.05"
    assert reason(decision(0.5002, 0.5)) == "the score 0.50020 beat the threshold 0.50000"
    assert reason(unweighed()) == ""


def test_an_attacker_without_a_state_is_named_itself() -> None:
    gang = replace(decision(), kind="attack", actor="", body="gang")
    assert told(gang) == "gang attacked DEU (cyber)"
    assert told(replace(gang, kind="ponder")) == "gang answered yes to ponder, DEU, cyber"


def test_what_has_no_sentence_is_told_plainly() -> None:
    assert told_of("ponder", "no", PARTS) == "FRA answered no to ponder, DEU, storms"
    assert happened("eclipse", {**PARTS, "partner": ""}) == "eclipse: FRA, storms"


def test_an_event_without_a_partner_names_nobody() -> None:
    assert happened("left", PARTS) == "FRA left DEU"
    assert happened("left", {**PARTS, "partner": ""}) == "FRA left nobody"


def test_every_event_has_a_sentence_and_no_other() -> None:
    assert SENTENCES["events"].keys() == {kind for kind, _, _ in book.EVENTS}
    for kind in SENTENCES["events"]:
        assert happened(kind, PARTS)


def test_every_kind_of_decision_has_sentences_for_yes_and_for_no_other_answers() -> None:
    for kind, _, _ in book.DECISIONS:
        said = SENTENCES["decisions"][kind]
        assert {"luck", "yes"} <= said.keys() <= {"luck", *book.ANSWERS}
        for answer in said.keys() - {"luck"}:
            assert told_of(kind, answer, PARTS).format() == told_of(kind, answer, PARTS)
