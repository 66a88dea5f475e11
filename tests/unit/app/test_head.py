from __future__ import annotations

import math

import pytest

from coopsim.app import head
from coopsim.app.head import closeness_at_start, head_of, shown_metrics, spread
from coopsim.app.packing import pack
from coopsim.catalogue.registry import MECHANISMS
from coopsim.errors import CoopsimError
from coopsim.figures.layout import Place
from coopsim.scenario.founding import found
from unit.runs.samples import scenario


def test_a_head_describes_everything_by_name() -> None:
    world = scenario()
    told = head_of(world, found(world, 1, 0), seed=1, replicate=0, closeness={})
    assert [each["id"] for each in told["states"]] == ["DEU", "FRA", "POL"]
    assert all(abs(each["x"]) <= 1.0 and abs(each["y"]) <= 1.0 for each in told["states"])
    assert told["threats"] == [{"id": "cyber", "name": "cyber", "kind": "cyberattack"}]
    assert told["institutions"] == [{"id": "PACT", "name": "PACT"}]
    assert {each["id"] for each in told["kinds"]} >= {"dialogue", "defence_treaty"}
    assert told["words"]["decisions"]["form"]["terms"]
    assert [each["name"] for each in told["mechanisms"]] == list(MECHANISMS)
    assert pack(told)


def test_mechanisms_have_the_numbers_of_the_scenario() -> None:
    world = scenario().without("friction")
    told = head_of(world, found(world, 1, 0), seed=1, replicate=0, closeness={})
    scales = {each["name"]: each["scale"] for each in told["mechanisms"]}
    assert scales["friction"] == 0.0
    assert scales["trust"] == 1.0


def test_too_many_states_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "MOST_STATES", 2)
    world = scenario()
    with pytest.raises(CoopsimError, match="at most 2 states can be shown, and here are 3"):
        head_of(world, found(world, 1, 0), seed=1, replicate=0, closeness={})


def test_partners_are_close_at_the_start_and_fellow_members_a_little() -> None:
    close = closeness_at_start(scenario())
    assert close["DEU", "FRA"] == 1.0
    assert 0.0 < close["DEU", "POL"] < 1.0


def test_metrics_of_the_answer_are_shown_first() -> None:
    asked = scenario().model_copy(update={"answer": "It was {trust:.0%} of {damage_busd}."})
    assert shown_metrics(asked)[:2] == ["trust", "damage_busd"]
    assert len(shown_metrics(asked)) == 4
    assert len(set(shown_metrics(scenario()))) == 4


def test_a_far_place_costs_no_room() -> None:
    places = {name: Place(-1.0 + 0.01 * at, 0.0) for at, name in enumerate("abcde")}
    found_ = spread({**places, "far": Place(1.0, 1.0)})
    assert found_["e"].x - found_["a"].x > 0.5
    assert found_["far"] == Place(1.0, 1.0)
    assert all(math.isfinite(each.x) for each in spread({"a": Place(0.0, 0.0)}).values())
