"""Seventeen European states of 1936: the tables are what the coding says, and so is the result."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from coopsim.analysis.landscape import Actors, local_minima
from coopsim.analysis.landscape_tables import read_actors

FOLDER = Path(__file__).parents[2] / "scenarios" / "docking" / "landscape"
SECTIONS = dict(
    part.split("\n", 1) for part in (FOLDER / "README.md").read_text("utf-8").split("\n## ")[1:]
)
PAPER = {"Britain", "Czechoslovakia", "Denmark", "France", "Greece", "SovietUnion", "Yugoslavia"}
ALLIES = PAPER | {"Poland", "Portugal"}


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_actors(FOLDER / "propensities.csv", FOLDER / "sizes.csv")


def pairs(section: str) -> set[frozenset[str]]:
    found = re.findall(r"^- (\w+)–(\w+): ", SECTIONS[section], re.MULTILINE)
    return {frozenset(pair) for pair in found}


def test_the_propensities_are_those_of_the_coding(actors: Actors) -> None:
    table = re.findall(r"^\| (\w+) \| (\w+) \| (\w+) \|$", SECTIONS["Religion and ideology"], re.M)
    kinds = {name: traits for name, *traits in table if name != "state"}
    quarrels = [pairs(section) for section in ("Ethnicity", "Borders", "History")]
    assert tuple(kinds) == actors.names
    assert set().union(*(pair for each in quarrels for pair in each)) <= set(kinds)
    for i, one in enumerate(actors.names):
        for j, other in enumerate(actors.names):
            shared = zip(kinds[one], kinds[other], strict=True)
            coded = sum(1 if mine == theirs else -1 for mine, theirs in shared)
            coded -= sum({one, other} in each for each in quarrels)
            assert actors.propensities[i, j] == (coded if i != j else 0.0), (one, other)


def test_each_actor_has_a_size_of_its_own_row(actors: Actors) -> None:
    lines = (FOLDER / "sizes.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert [row["name"] for row in rows] == list(actors.names)
    assert sum(actors.sizes) == pytest.approx(49.32)


def test_the_blocs_come_out_as_reported(actors: Actors) -> None:
    # Missed: the paper has 15 of 17 right. What is held here is the report, not the target.
    (only,) = local_minima(actors, descents=1, seed=0)
    bloc = set(only.side_b)
    assert bloc == {"Czechoslovakia", "France", "Greece", "SovietUnion", "Yugoslavia"}
    assert bloc ^ PAPER == {"Britain", "Denmark"}
    assert bloc ^ ALLIES == {"Britain", "Denmark", "Poland", "Portugal"}
    assert only.energy == pytest.approx(-3588.03, abs=0.01)
