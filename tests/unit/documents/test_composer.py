from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from coopsim.documents import yaml_reader
from coopsim.documents.yaml_reader import read_yaml_text
from coopsim.errors import InputError

Faults = Callable[[Callable[[], object]], list[str]]

REFUSED = [
    ("a: *x", ["1:4: a: aliases (*x) are not read"]),
    ("*x : 1", ["1:1: *x: aliases (*x) are not read"]),
    ("a: &x 1", ["1:4: a: anchors (&x) are not read"]),
    ("a: &x [1]\nb: *x", [
        "1:4: a: anchors (&x) are not read",
        "2:4: b: aliases (*x) are not read",
    ]),
    ("&k a: 1", ["1:1: a: anchors (&k) are not read"]),
    ("a: !!int 1", ["1:4: a: tags (!!int) are not read"]),
    ("a: [1, !x {}]", ["1:8: a[1]: tags (!x) are not read"]),
    ("a: !!python/object:os.system ls", ["1:4: a: tags (!!python/object:os.system) are not read"]),
    ("a: ! 1", ["1:4: a: tags (!) are not read"]),
    ("a: 1\na: 2\nb: 2\na: 3", [
        "2:1: a: written twice, first on line 1, column 1",
        "4:1: a: written twice, first on line 1, column 1",
    ]),
    ("s:\n- {id: A, 'id': B}", ["2:11: s[0].id: written twice, first on line 2, column 4"]),
    ("a: {b: 1}\na: {b: 1, b: .inf}", [
        "2:1: a: written twice, first on line 1, column 1",
        "2:11: a.b: written twice, first on line 2, column 5",
        "2:14: a.b: must be a finite number (got .inf)",
    ]),
    ("a: 1\n---\nb: 2", ["2:1: a second document begins here, and only one a file is read"]),
    ("a: {<<: {b: 1}}", ["1:5: a.<<: merge keys are not read"]),
    ("1990: x", ["1:1: 1990: a key must be text (got 1990)"]),
    ("true: x", ["1:1: true: a key must be text (got true)"]),
    ("~: x", ["1:1: ~: a key must be text (got null)"]),
    (".nan: x", ["1:1: .nan: must be a finite number (got .nan)"]),
    ("?\n: x", ['1:2: ?: no key before the ":"']),
    ("? [a]\n: x", ["1:3: ?: a key must be text, not a list or a mapping"]),
    ("{{a: 1}: x}", ["1:2: ?: a key must be text, not a list or a mapping"]),
    ("a: .nan", ["1:4: a: must be a finite number (got .nan)"]),
    ("a:\n  - b: -.inf", ["2:8: a[0].b: must be a finite number (got -.inf)"]),
    ("a: [[0], [0, 1e999]]", ["1:14: a[1][1]: number too large, at most 1.7e308 (got \"1e999\")"]),
    ('a: "x\\0"', ["1:4: a: text cannot hold NUL or half characters (surrogates)"]),
    ("a: " + "x" * 65_537, ["1:4: a: text of more than 65,536 characters"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=lambda value: repr(value)[:40])
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_what_a_scenario_does_not_need_is_refused_in_its_place(
    faults: Faults, monkeypatch: pytest.MonkeyPatch, loader: type, text: str, expected: list[str]
) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", loader)
    assert faults(lambda: read_yaml_text(text, "x.yaml")) == expected


def test_both_places_of_a_key_written_twice_are_named() -> None:
    with pytest.raises(InputError, match="first on line 1, column 1") as caught:
        read_yaml_text("id: A\nid: B", "x.yaml")
    assert str(caught.value).endswith("    2 | id: B\n      | ^ keep one of the two")


def test_the_first_of_two_values_and_all_other_keys_are_judged(faults: Faults) -> None:
    text = "a: .nan\na: 1\nb: &x 1\nc: [*y, !z 1]\n\td: 1"
    assert faults(lambda: read_yaml_text(text, "x.yaml")) == [
        "1:4: a: must be a finite number (got .nan)",
        "2:1: a: written twice, first on line 1, column 1",
        "3:4: b: anchors (&x) are not read",
        "4:5: c[0]: aliases (*y) are not read",
        "4:9: c[1]: tags (!z) are not read",
        "5:1: a tab cannot stand here",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("1990: x", 'write "1990" in quotes'), ("<<: x", "write the keys out")],
)
def test_a_refused_key_comes_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(InputError, match=r"\^ write") as caught:
        read_yaml_text(text, "x.yaml")
    assert caught.value.faults[0].hint == hint


def nested(depth: int) -> str:
    return "a: " + "[" * (depth - 1) + "]" * (depth - 1)


def test_twenty_levels_are_read_and_one_more_is_not(faults: Faults) -> None:
    assert read_yaml_text(nested(20), "x.yaml").plain()["a"] != []
    (fault,) = faults(lambda: read_yaml_text(nested(21), "x.yaml"))
    assert fault.startswith("1:23: a[0]")
    assert fault.endswith("nested more than 20 levels deep")


def test_a_quoted_key_may_look_like_anything() -> None:
    text = '{"1990": 1, "<<": 2, "": 3, "true": 4}'
    assert read_yaml_text(text, "x").plain() == {"1990": 1, "<<": 2, "": 3, "true": 4}
