from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopsim.documents import read_csv
from coopsim.errors import InputError, Place

Faults = Callable[[Callable[[], object]], list[str]]
Table = Callable[[str | bytes], Path]

STATES = '''\
# Source: World Bank, 2023
"# retrieved in May, checked in June"

id,gdp_busd,note,member
NO, 485.5 ,"oil, and ""gas""",true
EST,41,,false
"DEU","4526","two
lines",~
'''


def test_a_table_is_read_with_its_values(table: Table) -> None:
    rows = read_csv(table(STATES))
    assert [{key: node.value for key, node in row.items()} for row in rows] == [
        {"id": "NO", "gdp_busd": 485.5, "note": 'oil, and "gas"', "member": True},
        {"id": "EST", "gdp_busd": 41, "member": False},
        {"id": "DEU", "gdp_busd": 4526, "note": "two\nlines", "member": None},
    ]


def test_every_cell_knows_its_place_and_its_column(table: Table) -> None:
    path = table(STATES)
    line = 'NO, 485.5 ,"oil, and ""gas""",true'
    norway, estonia, germany = read_csv(path)
    assert norway["gdp_busd"].place == Place(str(path), 5, 5, line)
    assert norway["gdp_busd"].key_place == Place(str(path), 4, 4, "id,gdp_busd,note,member")
    assert norway["gdp_busd"].origin == "states.csv:5"
    places = [(norway, "note"), (norway, "member"), (estonia, "member"), (germany, "note")]
    assert [(row[key].place.line, row[key].place.column) for row, key in places] == [
        (5, 12),
        (5, 31),
        (6, 9),
        (7, 14),
    ]
    assert (germany["member"].place.line, germany["member"].place.column) == (8, 8)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_of_all_systems_are_read(
    table: Table, end: str, mark: str
) -> None:
    rows = read_csv(table(mark + end.join(["# é", "a,b", "", "1,2", "3,4"])))
    assert [[(n.value, n.place.line) for n in row.values()] for row in rows] == [
        [(1, 4), (2, 4)],
        [(3, 5), (4, 5)],
    ]
    assert list(rows[0]) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["1:1: no header row"]),
        ("# comment\n\n", ["1:1: no header row"]),
        ("a,,c\n1,2,3", ["1:3: a column without a name"]),
        ("a,b,a\n1,2,3", ["1:5: a: column named twice, first on line 1, column 1"]),
        ("a;b\n1;2", ["1:1: the columns must be separated by commas"]),
        ("a\tb\n1\t2", ["1:1: the columns must be separated by commas"]),
        ("a,b\n1\n", ["2:1: the row has 1 cells, the header 2"]),
        ('a,b\n"x,y",1,2,3\n', ["2:9: the row has 4 cells, the header 2"]),
        ("a,b\n1,2,\n", ["2:5: the row has 3 cells, the header 2"]),
        ("a,b\n,\n1,2", ["2:1: a row without values"]),
        ("a,b\n1,.nan", ["2:3: b: must be a finite number (got .nan)"]),
        ("a,b\n1, -.inf", ["2:4: b: must be a finite number (got -.inf)"]),
        ('a,b\n"1\n",1e999', ['3:3: b: number too large, at most 1.7e308 (got "1e999")']),
        ('a,b\n1,2"3', ["2:3: a quotation mark inside an unquoted cell"]),
        ('a,b\n1, "x"', ["2:4: a quotation mark inside an unquoted cell"]),
        ('a,b\n1,"x"y\n3,.nan', [
            "2:3: text follows the closing quotation mark of this cell",
            "3:3: b: must be a finite number (got .nan)",
        ]),
        ('"a"b\n1,1', ["1:1: text follows the closing quotation mark of this cell"]),
        ('a,b\n1,"x\n2,3\n', ["2:3: this quotation mark is never closed, or its cell is too long"]),
        ('a,b\n1,"x"" ', ["2:3: this quotation mark is never closed, or its cell is too long"]),
        ("a\n" + "x" * 70_000, ["2:1: a: text of more than 65,536 characters"]),
        ("a\n" + "x" * 200_000, [
            "2:1: this quotation mark is never closed, or its cell is too long"
        ]),
        ("a" + ",a" * 10_000, ["1:1: a row of more than 10,000 cells"]),
        (b"a,b\n1,caf\xe9\n2,.nan", [
            "2:6: byte 0xE9 is not UTF-8",
            "3:3: b: must be a finite number (got .nan)",
        ]),
        (b"a,b\n1,\x00", ["2:3: a NUL character is not allowed"]),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_broken_tables_are_refused_in_their_places(
    faults: Faults, table: Table, content: str | bytes, expected: list[str]
) -> None:
    assert faults(lambda: read_csv(table(content))) == expected


def test_all_faults_are_told_at_once(faults: Faults, table: Table) -> None:
    content = 'a,a,\n1\n1,2,.nan\n"x"y,1,2\n1,2,3,4\n'
    assert faults(lambda: read_csv(table(content))) == [
        "1:3: a: column named twice, first on line 1, column 1",
        "1:5: a column without a name",
        "2:1: the row has 1 cells, the header 3",
        "3:5: must be a finite number (got .nan)",
        "4:1: text follows the closing quotation mark of this cell",
        "5:7: the row has 4 cells, the header 3",
    ]


def test_a_fault_shows_the_line(table: Table) -> None:
    with pytest.raises(InputError, match="the row has 3 cells") as caught:
        read_csv(table("id,gdp_busd\nEST,41,2\n"))
    assert str(caught.value).endswith(
        "    2 | EST,41,2\n      |        ^ put a cell that holds a comma in quotes"
    )


def test_a_header_alone_is_a_table_without_rows(table: Table) -> None:
    assert read_csv(table("id,gdp_busd\n")) == []


def test_a_hash_below_the_header_is_a_value(table: Table) -> None:
    assert [row["a"].value for row in read_csv(table("a\n#1\n"))] == ["#1"]


@pytest.mark.parametrize("content", [b"x" * 5_000_001, b"a\n" + b"1\n" * 2_500_000])
def test_tables_over_five_megabytes_are_refused(table: Table, content: bytes) -> None:
    with pytest.raises(InputError, match="is larger than 5 MB"):
        read_csv(table(content))


@pytest.mark.parametrize(
    "content",
    [
        "," * 4_000_000,
        "a\n" + '"\n",' * 900_000,
        'a\n"' + "x\n" * 2_000_000,
        '"' * 4_000_000,
        "a\n" + '"a"b\n' * 800_000,
        "a,b\n" + "1\n" * 2_000_000,
    ],
    ids=["commas", "many-line cells", "open quote", "quotes", "text after quotes", "ragged"],
)
def test_bombs_are_refused_soon(table: Table, content: str) -> None:
    path = table(content)
    start = time.process_time()
    with pytest.raises(InputError, match=r"states\.csv:\d+:\d+: ") as caught:
        read_csv(path)
    assert time.process_time() - start < 10
    assert len(str(caught.value)) < 50_000


CELLS = st.text(st.sampled_from('ab,"\n\r é😀-'), max_size=6)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_written_tables_come_back_with_exact_places(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]], quoting: Literal[0, 1]
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator="\r\n")
    writer.writerows([("id", "x", "y"), *(("k", *pair) for pair in pairs)])
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_bytes(text.getvalue().encode())
    lines = re.split("\r\n|\n|\r", text.getvalue())
    for row, pair in zip(read_csv(path), pairs, strict=True):
        for key, cell in zip("xy", pair, strict=True):
            if key not in row:
                assert not cell.strip(" ")
                continue
            place = row[key].place
            written = lines[place.line - 1][place.column - 1 :]
            if written.startswith('"'):
                assert row[key].value == cell
                begin = '"' + cell.replace('"', '""') + '"'
            else:
                assert row[key].value == cell.strip()
                begin = cell.strip()
            assert written.startswith(re.split("[\n\r]", begin)[0])


@pytest.mark.parametrize("heading", ["", "state", '""'])
def test_a_corner_names_the_first_column_whatever_it_is_called(table: Table, heading: str) -> None:
    rows = read_csv(table(f"{heading},A\nA,0\n"), corner="name")
    assert [{key: node.value for key, node in row.items()} for row in rows] == [
        {"name": "A", "A": 0}
    ]
