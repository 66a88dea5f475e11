from __future__ import annotations

import pytest

from coopsim.documents.nodes import Node, Value
from coopsim.errors import Place

HERE = Place("f.yaml", 3, 7, "    x: 1")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "nothing (null)"),
        (True, "true or false"),
        (1, "a whole number"),
        (1.0, "a number"),
        ("1", "text"),
        ([], "a list"),
        ({}, "a mapping"),
    ],
)
def test_kind_says_what_a_value_is(value: Value, kind: str) -> None:
    assert Node(value, HERE).kind() == kind


def test_plain_drops_the_places_at_every_depth() -> None:
    inner: dict[str, Node] = {"a": Node([Node(1, HERE), Node(None, HERE)], HERE)}
    assert Node([Node(inner, HERE), Node("x", HERE)], HERE).plain() == [{"a": [1, None]}, "x"]


def test_a_node_prints_short() -> None:
    many = Node([Node("x" * 1000, HERE) for _ in range(1000)], HERE)
    assert repr(many) == "Node(a list of 1000 entries at f.yaml:3:7)"
    assert repr(Node("x", HERE)) == 'Node("x" at f.yaml:3:7)'
