from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from coopsim.scenario.actors import Dyad, Institution, Partnership, State
from unit.scenario.samples import state

PACT: dict[str, Any] = {
    "id": "PACT",
    "members": ["AAA"],
    "decision_rule": "majority",
    "obligation": 1,
}


def test_a_state_is_complete_with_defaults() -> None:
    made = State.model_validate(state("FRA", languages=["fr"]))
    assert (made.name, made.region, made.customs, made.procedures) == ("FRA", "", "", "")
    assert (made.readiness, made.diplomacy_share, made.reserve_busd) == (0.5, 0.001, 0.0)
    assert (made.languages, made.borders, made.agenda) == (("fr",), (), {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "1A"),
        ("id", "A-B"),
        ("id", ""),
        ("id", "A" * 25),
        ("id", 5),
        ("name", 5),
        ("agenda", {"climate": 1.1}),
        ("salience", {"climate": -0.1}),
        ("languages", "fr"),
        ("borders", [5]),
        ("gdp_busd", "5"),
        ("gdp_busd", True),
        ("logistics", 0),
        ("colour", "blue"),
    ],
)
def test_a_state_is_checked(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        State.model_validate({**state("FRA"), key: value})


@pytest.mark.parametrize("key", ["id", "gdp_busd", "defence_share", "personnel_k", "latitude"])
def test_what_a_state_needs_is_required(key: str) -> None:
    keys = state("FRA")
    del keys[key]
    with pytest.raises(ValidationError, match=f"{key}\n  Field required"):
        State.model_validate(keys)


def test_a_dyad_leaves_open_what_it_does_not_say() -> None:
    made = Dyad.model_validate({"from": "AAA", "to": "BBB", "trade": 1})
    assert (made.from_, made.to, made.both_ways) == ("AAA", "BBB", True)
    assert (made.trade, made.trust, made.distance_km) == (1.0, None, None)


@pytest.mark.parametrize(
    "keys", [{"from_": "AAA"}, {"from": "AAA", "both_ways": 1}, {"from": "AAA", "trust": 2}]
)
def test_a_dyad_is_checked(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="Dyad"):
        Dyad.model_validate({"to": "BBB", **keys})


def test_a_partnership_has_two_members_and_a_depth() -> None:
    made = Partnership.model_validate({"kind": "dialogue", "members": ["AAA", "BBB"]})
    assert (made.members, made.depth) == (("AAA", "BBB"), 0.5)
    with pytest.raises(ValidationError, match="at least 2"):
        Partnership.model_validate({"kind": "dialogue", "members": ["AAA"]})


def test_an_institution_leaves_quorum_and_band_to_its_rule() -> None:
    made = Institution.model_validate(PACT)
    assert (made.name, made.quorum, made.abstention_band, made.lead) == ("PACT", None, None, None)
    assert (made.dues_share, made.standards, made.fund_busd) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("key", "value"),
    [("members", []), ("quorum", 1.5), ("obligation", None), ("fund_busd", -1), ("lead", 3)],
)
def test_an_institution_is_checked(key: str, value: object) -> None:
    with pytest.raises(ValidationError, match=key):
        Institution.model_validate({**PACT, key: value})
