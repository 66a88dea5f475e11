from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.documents import read_yaml_text
from coopsim.scenario import load, read_settings
from coopsim.scenario.rendering import Origins, render
from unit.scenario.samples import SOUND, loaded, node, write


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_values_stand_one_a_line_with_their_origin() -> None:
    values = {
        "name": "x",
        "empty": [],
        "start": None,
        "tags": ["a", "no"],
        "kinds": {"threats": {}, "t": {"on": True}},
        "states": [{"id": "A", "gdp": 1.5}, {"id": "B", "gdp": 1e-7}],
    }
    origins: Origins = {("name",): "s.yaml:1", ("states", 0, "gdp"): "--set", ("tags",): "s.yaml:2"}
    assert lines_of(render(values, origins)) == [
        "name: x  # s.yaml:1",
        "empty: []  # default",
        "start: null  # default",
        "tags: [a, no]  # s.yaml:2",
        "kinds:",
        "  threats: {}  # default",
        "  t:",
        "    on: true  # default",
        "states:",
        "  - id: A  # default",
        "    gdp: 1.5  # --set",
        "  - id: B  # default",
        "    gdp: 1e-07  # default",
    ]


def test_a_pair_of_states_stands_on_one_line_without_what_is_left_open() -> None:
    values = {"dyads": [{"from": "A", "to": "B", "trust": None, "trade": 0.5}]}
    origins: Origins = {("dyads", 0, "from"): "d.csv:2", ("dyads", 0, "trade"): "--set"}
    assert lines_of(render(values, origins))[1:] == [
        "  - {from: A, to: B, trade: 0.5}  # d.csv:2, default, --set"
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("France", "France"),
        ("north-east/2.0", "north-east/2.0"),
        ("true", '"true"'),
        ("null", '"null"'),
        ("5", '"5"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("Türkiye", '"Türkiye"'),
        ("two\nlines", '"two\\nlines"'),
        ("\x85\u2028\ufeff", '"\\u0085\\u2028\\ufeff"'),
    ],
)
def test_text_is_quoted_where_it_could_be_misread(text: str, written: str) -> None:
    assert lines_of(render({"a": text}, {})) == [f"a: {written}  # default"]


SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
# Lone surrogates and NUL are in no file that the reader takes.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(SCALARS | TEXTS, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(TEXTS, TREES, min_size=1, max_size=4))
def test_any_values_are_read_back_as_they_were(values: dict[str, Any]) -> None:
    assert read_yaml_text(render(values, {}), "r.yaml").plain() == values


def test_a_resolved_scenario_is_loaded_as_the_same(tmp_path: Path) -> None:
    text = SOUND + "variants:\n  calm: {threats: {cyber: {severity: 0.1}}}\n"
    settings = read_settings(["dyads[EST-FIN].trust=0.9", 'states[EST].name="two: parts"'])
    made = loaded(tmp_path, text, variant="calm", set=settings, without=["trust"])
    resolved = made.resolved_yaml()
    again = load(write(tmp_path, resolved, "resolved.yaml"))
    assert again.sha256() == made.sha256()
    assert again.values() == made.values()
    assert node(resolved).plain()["name"] == "sound"
    assert {
        "    gdp_busd: 41.0  # s.yaml:6",
        "    severity: 0.1  # variant calm",
        "    scale: 0.0  # --without",
        "    refusal_weight: 3.0  # s.yaml:28",
        '    name: "two: parts"  # --set',
        "  - {from: EST, to: FIN, both_ways: true, trust: 0.9}  # --set",
        "  - {from: EST, to: LVA, both_ways: true, trade: 0.5}  # s.yaml:15",
        "seed: 0  # default",
    } <= set(resolved.splitlines())
