from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.analysis.landscape_tables import read_actors
from coopsim.errors import InputError

SQUARE = "state,A,B\nA,0,2\nB,-1,0\n"
SIZES = "name,size\nB,1\nA,2.5\n"


def reading(folder: Path, square: str = SQUARE, sizes: str = SIZES) -> object:
    (folder / "P.csv").write_text(square, encoding="utf-8")
    (folder / "S.csv").write_text(sizes, encoding="utf-8")
    return read_actors(folder / "P.csv", folder / "S.csv")


@pytest.mark.parametrize(
    "square",
    [SQUARE, "# from a book\n,A,B\nA,,2\nB,-1,x\n", "name,B,A\nA,2,0\nB,0,-1\n"],
    ids=["plain", "no corner and no diagonal", "columns in another order"],
)
def test_tables_are_read_by_name(tmp_path: Path, square: str) -> None:
    reading(tmp_path, square)
    actors = read_actors(tmp_path / "P.csv", tmp_path / "S.csv")
    assert actors.names == ("A", "B")
    assert actors.sizes.tolist() == [2.5, 1.0]
    assert actors.propensities.tolist() == [[0.0, 2.0], [-1.0, 0.0]]


@pytest.mark.parametrize(
    ("square", "told"),
    [
        ("state,A,B\n", "P.csv: no rows below the header"),
        ("state,A,B\nA,0,\nB,1,0\n", r'P.csv:2:1: no propensity of "A" for "B"'),
        ("state,A,B\nA,0,x\nB,1,0\n", r'P.csv:2:5: B: must be a number, not text \(got "x"\)'),
        ("state,A,B\nA,0,true\nB,1,0\n", "P.csv:2:5: B: must be a number, not true or false"),
        ("state,A,B\nA,0,1e13\nB,1,0\n", r"P.csv:2:5: B: must be at least -1e\+12 and at most"),
        ("state,A,B,C\nA,0,1,1\nB,1,0,1\n", "P.csv:1:11: C: a column without a row"),
        ("state,A,b\nA,0,1\nB,1,0\n", r'P.csv:1:9: b: a column without(.|\n)*did you mean "B"'),
        ("state,A,B\nA,0,1\nA,1,0\n", "P.csv:3:1: name: named twice, first on line 2"),
        ("state,A,B\nA,0,1\n,1,0\n", "P.csv:3:2: name: a row without a name"),
        ("state,1\n1,0\n", "P.csv:2:1: name: must be a name, not a whole number"),
    ],
)  # fmt: skip
def test_a_fault_of_the_square_is_told_with_its_place(
    tmp_path: Path, square: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        reading(tmp_path, square)


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ("name,size\nA,1\n", "S.csv: no size of B"),
        ("name,size\nA,1\nB,0\n", r"S.csv:3:3: size: must be above 0 and at most 1e\+12 \(got 0\)"),
        ("name,size\nA,1\nB,\n", 'S.csv:3:1: size: no size of "B"'),
        ("name,size\nA,1\nB,big\n", "S.csv:3:3: size: must be a number, not text"),
        ("name,size\nA,1\nB,1\nC,1\n", "S.csv:4:1: name: not among the actors"),
        ("name,sice\nA,1\nB,1\n", r'S.csv:1:6: sice: unknown column(.|\n)*did you mean "size"'),
    ],
)
def test_a_fault_of_the_sizes_is_told_with_its_place(tmp_path: Path, sizes: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        reading(tmp_path, sizes=sizes)


def test_all_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must be a number") as caught:
        reading(tmp_path, "state,A,B,C\nA,0,x,1\nB,,0,y\n")
    # Column C has no row; x and y are no numbers, and B says nothing of A.
    assert len(caught.value.faults) == 3
