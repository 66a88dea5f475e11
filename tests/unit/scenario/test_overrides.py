from __future__ import annotations

from typing import Any

import pytest

from coopsim.documents import Node
from coopsim.errors import Fault, InputError
from coopsim.scenario.overrides import read_settings, setting_layers, without_layers
from unit.scenario.samples import told

FORM = "(write PATH=VALUE, such as states[FRA].defence_share=0.02)"


def layer(path: str, value: object = 1) -> Node:
    faults: list[Fault] = []
    (part,) = setting_layers({path: value}, faults)
    assert faults == []
    return part


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("steps", {"steps": 1}),
        ("states[FRA].defence_share", {"states": {"FRA": {"defence_share": 1}}}),
        ("threats[0].severity", {"threats": {"0": {"severity": 1}}}),
        ("dyads[FRA-DEU].trust", {"dyads": {"FRA-DEU": {"trust": 1}}}),
        ("mechanisms.trust.refusal_weight", {"mechanisms": {"trust": {"refusal_weight": 1}}}),
        ("threats[x].schedule[0].at", {"threats": {"x": {"schedule": {"0": {"at": 1}}}}}),
    ],
)
def test_a_path_becomes_a_part_to_lay_over(path: str, part: dict[str, Any]) -> None:
    assert layer(path).plain() == part


@pytest.mark.parametrize("value", [None, True, 3, 0.5, "text", [1, [2]], {"a": {"b": 1}}])
def test_values_of_python_are_taken(value: object) -> None:
    assert layer("steps", value).plain() == {"steps": value}


def test_keys_and_values_have_their_place_in_the_argument() -> None:
    node = layer("states[FRA].name", "France")
    for key, column in (("states", 1), ("FRA", 8), ("name", 13)):
        assert isinstance(node.value, dict)
        node = node.value[key]
        assert node.key_place is not None
        assert (node.key_place.file, node.key_place.column) == ("--set", column)
    assert (node.place.column, node.place.text) == (18, "states[FRA].name=France")
    assert node.origin == "--set"


@pytest.mark.parametrize(
    "path", ["", ".", "a.", "a b", "[0]", "a[]", "a[0", "a..b", "a[0]b", "1a", "a=b"]
)
def test_what_is_no_path_is_told(path: str) -> None:
    faults: list[Fault] = []
    assert list(setting_layers({path: 1}, faults)) == []
    assert [told(fault) for fault in faults] == [f"1:1 : this is not a path {FORM}"]


def nested(depth: int) -> list[Any]:
    return [] if depth == 1 else [nested(depth - 1)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1, 2}, "must be a number, text, a list or a mapping (got set)"),
        ([object()], "must be a number, text, a list or a mapping (got object)"),
        (nested(50), "is nested too deeply"),
    ],
)
def test_other_values_are_refused(value: object, message: str) -> None:
    faults: list[Fault] = []
    assert list(setting_layers({"steps": value}, faults)) == []
    assert [fault.message for fault in faults] == [message]


@pytest.mark.parametrize(
    ("argument", "path", "value"),
    [
        ("steps=5", "steps", 5),
        (" steps = 5", "steps", 5),
        ("title=a = b", "title", "a = b"),
        ("title=", "title", None),
        ('title="5"', "title", "5"),
        ("states[NO].name=NO", "states[NO].name", "NO"),
        ("threats[0].targets=[A, B]", "threats[0].targets", ["A", "B"]),
        ("states[A].agenda={climate: 0.5}", "states[A].agenda", {"climate": 0.5}),
    ],
)
def test_arguments_hold_a_path_and_a_value_in_yaml(argument: str, path: str, value: object) -> None:
    settings = read_settings([argument])
    assert {key: node.plain() for key, node in settings.items()} == {path: value}
    assert settings[path].place.text == argument
    assert layer(path, settings[path]).origin == "--set"


def test_of_two_values_for_one_path_the_last_counts() -> None:
    assert read_settings(["steps=5", "steps=6"])["steps"].plain() == 6


def test_every_broken_argument_is_told() -> None:
    with pytest.raises(InputError, match="--set:1:1") as caught:
        read_settings(["steps", "a=1", "title=[x", "b=.nan", "c=*x"])
    assert [told(fault).partition(" (")[0] for fault in caught.value.faults] == [
        '1:1 : there is no "="',
        '1:9 : expected "," or "]"',
        "1:3 : must be a finite number",
        "1:3 : aliases",
    ]
    texts = [fault.place and fault.place.text for fault in caught.value.faults]
    assert texts == ["steps", "title=[x", "b=.nan", "c=*x"]


def test_mechanisms_are_left_out_by_their_scale() -> None:
    faults: list[Fault] = []
    (part,) = without_layers(["trust"], faults)
    assert part.plain() == {"mechanisms": {"trust": {"scale": 0.0}}}
    assert faults == []


def test_unknown_mechanisms_are_told() -> None:
    faults: list[Fault] = []
    assert list(without_layers(["trus", "zzz"], faults)) == []
    assert told(faults[0]) == '1:1 : no such mechanism (did you mean "trust"?)'
    assert told(faults[1]).startswith("1:1 : no such mechanism (there are: threats, perception")
