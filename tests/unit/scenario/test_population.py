from __future__ import annotations

from typing import Any

import pytest

from coopsim.errors import Fault
from coopsim.scenario.population import uniform, with_population
from unit.scenario.samples import node, told

RANGES = (
    "gdp_busd: {low: 10, high: 20}, latitude: {low: -5, high: 5}, "
    "agenda: {climate: {low: -1, high: 0}, trade: 0.5}, region: North"
)


def states(entries: str, seed: int = 0) -> list[Any]:
    faults: list[Fault] = []
    made = with_population(node(f"seed: {seed}\nstates: [{entries}]"), faults).plain()["states"]
    assert faults == []
    assert isinstance(made, list)
    return made


def refused(entry: str) -> list[str]:
    faults: list[Fault] = []
    made = with_population(node(f"states: [{entry}]"), faults)
    assert made.plain()["states"] == []
    return [told(fault) for fault in faults]


def test_an_entry_becomes_so_many_states() -> None:
    made = states(f"{{id: A}}, {{id: S, name: State, count: 3, {RANGES}}}, {{id: Z}}")
    assert [each["id"] for each in made] == ["A", "S001", "S002", "S003", "Z"]
    assert [each["name"] for each in made[1:4]] == ["State 001", "State 002", "State 003"]
    for each in made[1:4]:
        assert "count" not in each
        assert 10 < each["gdp_busd"] < 20
        assert -5 < each["latitude"] < 5
        assert -1 < each["agenda"]["climate"] < 0
        assert (each["agenda"]["trade"], each["region"]) == (0.5, "North")
    assert len({each["gdp_busd"] for each in made[1:4]}) == 3


def test_asking_for_more_states_changes_nothing_for_the_others() -> None:
    few, many = (states(f"{{id: S, count: {n}, {RANGES}}}") for n in (2, 120))
    assert many[:2] == few
    assert states(f"{{id: R, count: 3}}, {{id: S, count: 2, {RANGES}}}")[3:] == few


def test_ids_sort_in_the_order_of_their_numbers() -> None:
    ids = [each["id"] for each in states("{id: S, count: 1000}")]
    assert ids == sorted(ids)
    assert ids[-1] == "S1000"


def test_another_field_seed_or_state_draws_otherwise() -> None:
    draws = {
        uniform(seed, field, name)
        for seed in (0, 1)
        for field in ("gdp_busd", "latitude")
        for name in ("S001", "S002")
    }
    assert len(draws) == 8
    assert all(0 < each < 1 for each in draws)
    assert states(f"{{id: S, count: 1, {RANGES}}}", 1) != states(f"{{id: S, count: 1, {RANGES}}}")


def test_draws_do_not_change_between_versions() -> None:
    assert uniform(0, "gdp_busd", "S001") == 0.870256682567835


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (
            "{id: S, count: 0}",
            "1:25 states[S].count: must be a whole number between 1 and 10000 (got 0) ()",
        ),
        (
            "{id: S, count: 10001}",
            "1:25 states[S].count: must be a whole number between 1 and 10000 (got 10001) ()",
        ),
        (
            "{id: S, count: true}",
            "1:25 states[S].count: must be a whole number between 1 and 10000 (got true) ()",
        ),
        (
            "{id: S, count: 2, gdp_busd: {low: 2, high: 1}}",
            "1:38 states[S].gdp_busd: low must not be above high (got 2 and 1) ()",
        ),
        (
            "{id: S, count: 2, gdp_busd: {low: 1}}",
            "1:38 states[S].gdp_busd: a range needs a number as low and one as high ()",
        ),
        (
            "{id: S, count: 2, gdp_busd: {low: 1, high: true}}",
            "1:38 states[S].gdp_busd: a range needs a number as low and one as high ()",
        ),
        (
            "{id: S, count: 2, gdp_busd: {low: -1, high: 1}}",
            "1:38 states[S].gdp_busd: low and high must be at least 0 (got -1 and 1) ()",
        ),
        (
            "{id: S, count: 2, salience: {x: {low: 0, high: 2}}}",
            "1:42 states[S].salience.x: low and high must be between 0 and 1 (got 0 and 2) ()",
        ),
    ],
)
def test_a_wrong_count_or_range_is_told(entry: str, fault: str) -> None:
    assert refused(entry) == [fault]


@pytest.mark.parametrize("text", ["steps: 5", "states: 5", "states: [5]", "states: [{id: A}]"])
def test_nothing_happens_without_a_count(text: str) -> None:
    assert with_population(node(text), []).plain() == node(text).plain()
