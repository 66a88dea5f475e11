from __future__ import annotations

import pytest

from coopsim.errors import Fault
from coopsim.scenario.merging import merge, relabelled
from unit.scenario.samples import node, told

BASE = """\
a: 1
b: {c: 2, d: {e: 3}}
things:
  - {id: X, n: 1, tags: [p, q]}
  - {id: Y, n: 2}
plain: [1, 2]
pairs:
  - {from: X, to: Y, n: 1}
"""


def merged(over: str) -> tuple[dict[str, object], list[str]]:
    faults: list[Fault] = []
    base = node(BASE)
    result = merge(base, node(over), faults).plain()
    assert base.plain() == node(BASE).plain(), "the lower part was changed"
    return result, [told(fault) for fault in faults]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("a: 5", {"a": 5}),
        ("b: {d: {e: 4}, f: 5}", {"b": {"c": 2, "d": {"e": 4}, "f": 5}}),
        ("b: 7", {"b": 7}),
        ("a: {c: 1}", {"a": {"c": 1}}),
        ("plain: [3]", {"plain": [3]}),
        ("plain: {'1': 9}", {"plain": [1, 9]}),
        ("things: []", {"things": []}),
        ("things: [1]", {"things": [1]}),
        (
            "things: [{id: Z, n: 3}, {id: X, n: 9}]",
            {
                "things": [
                    {"id": "X", "n": 9, "tags": ["p", "q"]},
                    {"id": "Y", "n": 2},
                    {"id": "Z", "n": 3},
                ]
            },
        ),
        (
            "things: {X: {tags: [r]}, Y: null}",
            {"things": [{"id": "X", "n": 1, "tags": ["r"]}]},
        ),
        (
            "things: {'0': null, '1': {n: 7}}",
            {"things": [{"id": "Y", "n": 7}]},
        ),
        (
            "pairs: [{from: Y, to: X, n: 3}]",
            {"pairs": [{"from": "X", "to": "Y", "n": 1}, {"from": "Y", "to": "X", "n": 3}]},
        ),
        ("new: {a: null}", {"new": {"a": None}}),
    ],
)
def test_parts_are_laid_over_each_other(over: str, expected: dict[str, object]) -> None:
    assert merged(over) == ({**node(BASE).plain(), **expected}, [])


def test_null_takes_a_key_away() -> None:
    result, faults = merged("a: null\nb: {d: null}")
    assert "a" not in result
    assert (result["b"], faults) == ({"c": 2}, [])


@pytest.mark.parametrize(
    ("over", "fault"),
    [
        ("things: {Z: {n: 1}}", "1:10 things[Z]: no such entry (there are: X, Y)"),
        ("things: {x: null}", '1:10 things[x]: no such entry (did you mean "X"?)'),
        ("things: {'2': {n: 1}}", "1:10 things[2]: no such entry (there are 2, counted from 0)"),
        ("plain: {Z: 1}", "1:9 plain[Z]: no such entry (there are 2, counted from 0)"),
        (
            "plain: {'99999999999999999999': 1}",
            "1:9 plain[99999999999999999999]: no such entry (there are 2, counted from 0)",
        ),
        (
            "things: {X: {tags: {s: 1}}}",
            "1:21 things[X].tags[s]: no such entry (there are 2, counted from 0)",
        ),
    ],
)
def test_entries_that_do_not_exist_are_told(over: str, fault: str) -> None:
    assert merged(over)[1] == [fault]


def test_the_upper_value_keeps_its_own_place_and_the_lower_mapping_its_own() -> None:
    result = merge(node(BASE, "low.yaml"), node("\nb: {c: 5}", "high.yaml"), [])
    assert isinstance(result.value, dict)
    below = result.value["b"]
    assert isinstance(below.value, dict)
    assert (below.origin, below.value["c"].origin) == ("low.yaml:2", "high.yaml:2")


def test_relabelling_reaches_every_value() -> None:
    part = relabelled(node("a: [1, {b: 2}]"), "variant x")
    assert isinstance(part.value, dict)
    inner = part.value["a"].value
    assert isinstance(inner, list)
    assert isinstance(inner[1].value, dict)
    assert {part.origin, inner[0].origin, inner[1].value["b"].origin} == {"variant x"}
    assert part.plain() == {"a": [1, {"b": 2}]}
