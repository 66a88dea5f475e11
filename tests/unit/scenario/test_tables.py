from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import Fault
from coopsim.scenario.tables import with_tables
from unit.scenario.samples import node, told, write

STATES = """\
# Stylised.
id,gdp_busd,agenda.climate,agenda.trade,salience.climate,languages,borders
EST,41,0.5,,1,et ru,"LVA; FIN"
NO,44,-0.5,1,,no,
"""
DYADS = "from,to,trust,both_ways\nEST,NO,0.5,false\n"
PARTNERSHIPS = "kind,members\ndialogue,EST NO\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, STATES, "states.csv")
    write(tmp_path, DYADS, "dyads.csv")
    write(tmp_path, PARTNERSHIPS, "tables/partnerships.csv")
    return tmp_path


def taken(folder: Path, text: str) -> tuple[dict[str, Any], list[str]]:
    faults: list[Fault] = []
    part = with_tables(node(text), folder / "s.yaml", faults)
    return part.plain(), [told(fault).replace(f"{folder}/", "") for fault in faults]


def test_rows_become_entries(folder: Path) -> None:
    assert taken(folder, "tables: {states: states.csv}") == (
        {
            "states": [
                {
                    "id": "EST",
                    "gdp_busd": 41,
                    "agenda": {"climate": 0.5},
                    "salience": {"climate": 1},
                    "languages": ["et", "ru"],
                    "borders": ["LVA", "FIN"],
                },
                {
                    "id": "NO",
                    "gdp_busd": 44,
                    "agenda": {"climate": -0.5, "trade": 1},
                    "languages": ["no"],
                },
            ]
        },
        [],
    )


def test_what_the_file_says_itself_lies_over_the_rows(folder: Path) -> None:
    text = "tables: {states: states.csv}\nstates: [{id: NO, gdp_busd: 9}, {id: LVA}]"
    states = taken(folder, text)[0]["states"]
    assert [each["id"] for each in states] == ["EST", "NO", "LVA"]
    assert states[1]["gdp_busd"] == 9
    assert states[1]["agenda"] == {"climate": -0.5, "trade": 1}


def test_own_pairs_and_partnerships_come_after_the_rows(folder: Path) -> None:
    text = """\
tables: {dyads: dyads.csv, partnerships: tables/partnerships.csv}
dyads: [{from: NO, to: EST, trade: 1}]
partnerships: [{kind: dialogue, members: [NO, FIN]}]
"""
    values, faults = taken(folder, text)
    assert faults == []
    assert [each["from"] for each in values["dyads"]] == ["EST", "NO"]
    assert values["dyads"][0] == {"from": "EST", "to": "NO", "trust": 0.5, "both_ways": False}
    assert [each["members"] for each in values["partnerships"]] == [["EST", "NO"], ["NO", "FIN"]]


def test_every_value_has_the_place_of_its_cell(folder: Path) -> None:
    part = with_tables(node("tables: {states: states.csv}"), folder / "s.yaml", [])
    assert isinstance(part.value, dict)
    states = part.value["states"].value
    assert isinstance(states, list)
    row = states[0].value
    assert isinstance(row, dict)
    assert (row["gdp_busd"].origin, row["gdp_busd"].place.column) == ("states.csv:3", 5)
    agenda, borders = row["agenda"].value, row["borders"].value
    assert isinstance(agenda, dict)
    assert isinstance(borders, list)
    assert (agenda["climate"].place.line, agenda["climate"].place.column) == (3, 8)
    # Exact also inside a quoted cell.
    assert [each.place.column for each in borders] == [22, 27]
    assert borders[1].place.text[26:29] == "FIN"


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ("5", "1:9 tables: must name files by what they hold (such as states: states.csv)"),
        ("{state: x.csv}", '1:10 tables.state: unknown key (did you mean "states"?)'),
        (
            "{zz: x.csv}",
            "1:10 tables.zz: unknown key (known here: states, dyads, partnerships)",
        ),
        (
            "{states: 5}",
            "1:18 tables.states: must be the name of a CSV file, not a whole number ()",
        ),
        (
            "{states: stats.csv}",
            '1:18 tables.states: stats.csv: no such file (did you mean "states.csv"?)',
        ),
        (
            "{states: /states.csv}",
            '1:18 tables.states: must lead to a file beside this one (got "/states.csv") '
            "(write it as seen from this file's folder, with / and at most one ../)",
        ),
    ],
)
def test_a_table_that_is_not_named_well_is_told(folder: Path, tables: str, fault: str) -> None:
    values, faults = taken(folder, f"tables: {tables}")
    assert (values, faults) == ({}, [fault])


def test_faults_of_a_table_keep_their_place(folder: Path) -> None:
    write(folder, "id,id\nEST,EST,EST\n", "states.csv")
    faults = taken(folder, "tables: {states: states.csv, dyads: dyads.csv}")[1]
    assert [fault.partition(" (")[0] for fault in faults] == [
        "1:4 id: column named twice, first on line 1, column 1",
        "2:9 : the row has 3 cells, the header 2",
    ]


def test_a_part_without_tables_stays_the_same(folder: Path) -> None:
    part = node("steps: 5")
    assert with_tables(part, folder / "s.yaml", []) is part
