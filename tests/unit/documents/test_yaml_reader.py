from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coopsim.documents import Node, read_yaml, read_yaml_text, read_yaml_value, yaml_reader
from coopsim.documents.scalars import plain_scalar
from coopsim.errors import InputError, Place

Faults = Callable[[Callable[[], object]], list[str]]

SCENARIO = """\
# yaml-language-server: $schema=x
name: baltic   # comment
states:
  - id: NO
    gdp_busd: 485.5
    member: true
  - {id: "EST", gdp_busd: 1e1, note: }
text: |
  two
  lines
"""


def test_a_scenario_is_read_with_its_values(tmp_path: Path) -> None:
    path = tmp_path / "baltic.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    assert read_yaml(path).plain() == {
        "name": "baltic",
        "states": [
            {"id": "NO", "gdp_busd": 485.5, "member": True},
            {"id": "EST", "gdp_busd": 10.0, "note": None},
        ],
        "text": "two\nlines\n",
    }


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_every_value_knows_its_place(monkeypatch: pytest.MonkeyPatch, loader: type) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", loader)
    root = read_yaml_text(SCENARIO, "scenarios/baltic.yaml")
    assert isinstance(root.value, dict)
    assert (root.place.line, root.place.column, root.key_place) == (2, 1, None)
    states = root.value["states"]
    assert isinstance(states.value, list)
    estonia = states.value[1].value
    assert isinstance(estonia, dict)
    gdp = estonia["gdp_busd"]
    line = '  - {id: "EST", gdp_busd: 1e1, note: }'
    assert gdp.place == Place("scenarios/baltic.yaml", 7, 27, line)
    assert gdp.key_place == Place("scenarios/baltic.yaml", 7, 17, line)
    assert gdp.origin == "baltic.yaml:7"
    assert estonia["id"].place.column == 10
    assert root.value["text"].place == Place("scenarios/baltic.yaml", 8, 7, "text: |")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: the file is empty"),
        ("# only a comment\n", "1:1: the file is empty"),
        ("---\n", "2:1: the file is empty"),
        ("\n\n- a\n- b", "3:1: the file must hold keys (got a list of 2 entries)"),
        ("baseline", '1:1: the file must hold keys (got "baseline")'),
        ("a:1", '1:1: the file must hold keys (got "a:1")'),
    ],
)
def test_the_root_must_be_a_mapping(faults: Faults, text: str, fault: str) -> None:
    assert faults(lambda: read_yaml_text(text, "x.yaml")) == [fault]


def test_a_forbidden_character_does_not_hide_later_faults(faults: Faults, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: caf\xe9\nb: .nan\n\x00c: 1\nb: 2")
    assert faults(lambda: read_yaml(path)) == [
        "1:7: byte 0xE9 is not UTF-8",
        "2:4: b: must be a finite number (got .nan)",
        "3:1: a NUL character is not allowed",
        "4:1: b: written twice, first on line 2, column 1",
    ]


def test_a_missing_file_is_named_as_it_was_typed() -> None:
    with pytest.raises(InputError, match=r"^no-such-scenario\.yaml: no such file"):
        read_yaml(Path("no-such-scenario.yaml"))


@pytest.mark.parametrize(
    ("text", "value"), [("0.02", 0.02), ("[FRA, NO]", ["FRA", "NO"]), ("", None), ("x y", "x y")]
)
def test_a_flag_may_hold_any_value(text: str, value: object) -> None:
    node = read_yaml_value(text, "--set")
    assert node.plain() == value
    assert node.origin == "--set"


def test_a_broken_value_of_a_flag_is_located(faults: Faults) -> None:
    assert faults(lambda: read_yaml_value("[1, .nan", "--set"))[0].startswith("1:5: [1]: must be")


BOMBS = {
    "brackets": "[" * 1_000_000,
    "braces": '{"a":' * 200_000,
    "dashes": "- " * 500_000,
    "questions": "? " * 500_000,
    "indents": "".join(" " * depth + "a:\n" for depth in range(1400)),
    "duplicates": "a: 1\n" * 200_000,
    "aliases": "a: [" + "*a, " * 249_000,
    "anchors": "a: [" + "&a 1," * 199_000,
    "documents": "a: 1\n---\n" * 110_000,
    "NULs": "\0" * 1_000_000,
    "digits": "a: " + "9" * 900_000,
    "quotes": "a: '" + "''" * 490_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_soon_and_in_few_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text(BOMBS[name], encoding="utf-8")
    start = time.process_time()
    with pytest.raises(InputError, match=r"bomb\.yaml:\d+:\d+: ") as caught:
        read_yaml(path)
    assert len(str(caught.value)) < 50_000
    assert time.process_time() - start < 5


def test_a_hundred_thousand_keys_are_read() -> None:
    text = "".join(f"k{number}: 1\n" for number in range(100_000))
    start = time.process_time()
    assert len(read_yaml_text(text, "x.yaml").plain()) == 100_000
    assert time.process_time() - start < 10


# Unassigned, control and half characters are left out: the reader refuses most of them.
TEXT = st.text(
    st.characters(
        exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp"),
        include_characters="\n\t",
        exclude_characters="\ufeff",
    ),
    max_size=20,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from(["NO", "yes", "1_000", "12:30", "null", "1e3", "- a", "a: b", "#", "<<"])
)
DOCUMENTS = st.dictionaries(
    TEXT,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=10,
    ),
    min_size=1,
    max_size=4,
)


class TextQuoted(yaml.SafeDumper):
    """Quote text that means a number in YAML 1.2 and text in PyYAML's YAML 1.1."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    try:
        bent = not isinstance(plain_scalar(text), str)
    except ValueError:
        bent = True
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if bent else None)


TextQuoted.add_representer(str, _represent_text)


def nodes_with_keys(node: Node, key: str | None = None) -> Iterator[tuple[Node, str | None]]:
    yield node, key
    if isinstance(node.value, dict):
        for name, child in node.value.items():
            yield from nodes_with_keys(child, name)
    if isinstance(node.value, list):
        for child in node.value:
            yield from nodes_with_keys(child)


@given(DOCUMENTS, st.sampled_from([None, 0, 1, "\t"]))
def test_json_comes_back_with_exact_places(document: dict[str, Any], indent: str | None) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    lines = text.split("\n")
    root = read_yaml_text(text, "x.json")
    assert same(root.plain(), document)

    def written_at(place: Place) -> str:
        return lines[place.line - 1][place.column - 1 :]

    for node, key in nodes_with_keys(root):
        if isinstance(node.value, list | dict):
            begin = "[" if isinstance(node.value, list) else "{"
        else:
            begin = json.dumps(node.value, ensure_ascii=False)
        assert written_at(node.place).startswith(begin)
        if key is not None:
            assert node.key_place is not None
            assert written_at(node.key_place).startswith(json.dumps(key, ensure_ascii=False))


@given(DOCUMENTS, st.booleans(), st.booleans())
def test_yaml_comes_back_with_exact_places(
    document: dict[str, Any], flow: bool, raw_characters: bool
) -> None:
    text = yaml.dump(
        document,
        Dumper=TextQuoted,
        default_flow_style=flow,
        allow_unicode=raw_characters,
        sort_keys=False,
    )
    root = read_yaml_text(text, "x.yaml")
    assert same(root.plain(), document)
    assert_places_agree(root, yaml.compose(text, Loader=yaml.SafeLoader))


def assert_places_agree(node: Node, composed: yaml.Node | None) -> None:
    """Compare with the places that PyYAML's own tree has."""
    assert composed is not None
    mark = composed.start_mark
    assert mark is not None
    assert (node.place.line, node.place.column) == (mark.line + 1, mark.column + 1)
    if isinstance(node.value, dict):
        pairs = zip(node.value.values(), composed.value, strict=True)
        for child, (key, value) in pairs:
            assert child.key_place is not None
            assert child.key_place.line == key.start_mark.line + 1
            assert_places_agree(child, value)
    if isinstance(node.value, list):
        for child, value in zip(node.value, composed.value, strict=True):
            assert_places_agree(child, value)


def same(found: object, expected: object) -> bool:
    """Compare values and types: 1, 1.0 and true are three things."""
    return repr(found) == repr(expected)
