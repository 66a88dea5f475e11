from __future__ import annotations

from typing import Any

import pytest

from coopsim.scenario.settling import settled
from unit.scenario.samples import node


def dyads(*entries: str) -> list[Any]:
    text = "dyads:\n" + "".join(f"  - {entry}\n" for entry in entries)
    values = settled(node(text)).plain()["dyads"]
    assert isinstance(values, list)
    return values


def pair(row: str, column: str, both: bool = True, **facts: Any) -> dict[str, Any]:
    return {"from": row, "to": column, "both_ways": both, **facts}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["{from: B, to: A, trust: 1}"], [pair("A", "B", trust=1)]),
        (
            ["{from: B, to: A, trust: 1}", "{from: A, to: B, trade: 0}"],
            [pair("A", "B", trust=1, trade=0)],
        ),
        (
            ["{from: A, to: B, trust: 1, trade: 0}", "{from: A, to: B, trust: 0.5}"],
            [pair("A", "B", trust=0.5, trade=0)],
        ),
        (
            ["{from: A, to: B, trust: 1}", "{from: B, to: A, trust: 0, both_ways: false}"],
            [pair("A", "B", both=False, trust=1), pair("B", "A", both=False, trust=0)],
        ),
        (
            ["{from: B, to: A, trust: 1, both_ways: false}"],
            [pair("B", "A", both=False, trust=1)],
        ),
        (
            [
                "{from: A, to: B, trust: 1, both_ways: false}",
                "{from: B, to: A, trust: 1, both_ways: false}",
            ],
            [pair("A", "B", trust=1)],
        ),
        (
            ["{from: A, to: B, trust: 1}", "{from: A, to: B, trust: null}"],
            [pair("A", "B", trust=1)],
        ),
        (
            ["{from: C, to: B, trust: 1}", "{from: B, to: A, trust: 0}"],
            [pair("A", "B", trust=0), pair("B", "C", trust=1)],
        ),
    ],
)
def test_later_entries_change_earlier_ones(
    entries: list[str], expected: list[dict[str, Any]]
) -> None:
    assert dyads(*entries) == expected


@pytest.mark.parametrize(
    "odd",
    ["5", "{from: A}", "{from: A, to: 5}", "{from: A, to: A}", "{from: A, to: B, both_ways: 1}"],
)
def test_odd_entries_are_left_to_the_schema(odd: str) -> None:
    assert dyads("{from: B, to: A, trust: 1}", odd) == [
        node(f"x: {odd}").plain()["x"],
        pair("A", "B", trust=1),
    ]


def test_settling_twice_changes_nothing() -> None:
    once = settled(node("dyads: [{from: B, to: A, trust: 1}, {from: A, to: C, both_ways: false}]"))
    assert settled(once).plain() == once.plain()


@pytest.mark.parametrize("text", ["steps: 5", "dyads: 5"])
def test_without_a_list_there_is_nothing_to_settle(text: str) -> None:
    part = node(text)
    assert settled(part) is part
