"""`coopsim landscape` in processes of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.process import coopsim

SOUND = Path(__file__).parents[1] / "faults" / "sound.yaml"


@pytest.fixture
def tables(tmp_path: Path) -> list[str]:
    square, sizes = tmp_path / "P.csv", tmp_path / "S.csv"
    square.write_text(",A,B,C\nA,0,1,-1\nB,1,0,-1\nC,-1,-1,0\n", encoding="utf-8")
    sizes.write_text("name,size\nA,2\nB,1\nC,1\n", encoding="utf-8")
    return ["landscape", "--propensities", str(square), "--sizes", str(sizes)]


def test_machines_are_told_every_minimum(tables: list[str]) -> None:
    told = coopsim(*tables, "--json")
    assert (told.code, told.err) == (
        0,
        "1 local minimum of 3 actors, out of all 4 configurations.\n",
    )
    assert json.loads(told.out) == [
        {
            "side_a": ["A", "B"],
            "side_b": ["C"],
            "energy": -6.0,
            "frustration": {"A": -1.0, "B": -1.0, "C": -3.0},
        }
    ]


def test_people_are_told_the_sides(tables: list[str]) -> None:
    told = coopsim(*tables, "--quiet")
    lines = [line.split() for line in told.out.splitlines() if line]
    assert (told.code, told.err) == (0, "")
    assert lines == [
        ["Energy", "-6"],
        ["side", "A", "A,", "B"],
        ["side", "B", "C"],
        ["most", "frustrated", "nobody"],
    ]


def test_the_states_of_a_scenario_are_aligned() -> None:
    told = coopsim("landscape", str(SOUND), "--json")
    assert told.code == 0
    assert {"side_a", "side_b", "energy", "frustration"} == set(json.loads(told.out)[0])


@pytest.mark.parametrize(
    "words", [[], [str(SOUND), "--sizes", "S.csv"], ["--propensities", "P.csv"]]
)
def test_it_must_be_clear_who_aligns(words: list[str]) -> None:
    told = coopsim("landscape", *words)
    assert (told.code, told.out) == (2, "")
    assert "give either a scenario, or --propensities and --sizes" in told.err


def test_bad_tables_are_told_with_their_places(tables: list[str]) -> None:
    square = Path(tables[2])
    square.write_text(square.read_text("utf-8").replace("B,1", "B,many"), "utf-8")
    told = coopsim(*tables)
    assert (told.code, told.out) == (2, "")
    assert f'{square}:3:3: A: must be a number, not text (got "many")' in told.err
