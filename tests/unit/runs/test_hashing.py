from __future__ import annotations

import hashlib
import struct

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coopsim.runs.hashing import content_hash
from coopsim.runs.tables import MISSING, Column, Table, Values, Words


def column(name: str, values: Values) -> Column:
    return Column(name, values, "1", "Some meaning.")


def table(*columns: Column) -> Table:
    return Table("trial", columns)


def integers(*values: int) -> Values:
    return np.array(values, dtype=np.int64)


def floats(*values: float) -> Values:
    return np.array(values, dtype=np.float64)


def words(*texts: str | None) -> Words:
    vocabulary = tuple(sorted({text for text in texts if text is not None}))
    codes = [-1 if text is None else vocabulary.index(text) for text in texts]
    return Words(np.array(codes, dtype=np.int64), vocabulary)


SAMPLE = table(
    column("step", integers(0, 1, MISSING)),
    column("size", floats(0.5, float("nan"), -0.0)),
    column("é", words("FRA", None, "Ål")),
)


def described() -> bytes:
    """Spell out the bytes of SAMPLE as the docstring of the module describes them."""
    return b"".join(
        [
            b"coopsim table 1\n", struct.pack("<2q", 3, 3),
            struct.pack("<q", 4), b"step", struct.pack("<q", 3), b"int",
            struct.pack("<3q", 0, 1, -(2**63)),
            struct.pack("<q", 4), b"size", struct.pack("<q", 5), b"float",
            struct.pack("<d", 0.5), bytes([0, 0, 0, 0, 0, 0, 0xF8, 0x7F]), struct.pack("<d", 0.0),
            struct.pack("<q", 2), b"\xc3\xa9", struct.pack("<q", 4), b"text",
            struct.pack("<3q", 3, -1, 3), b"FRA", b"\xc3\x85l",
        ]
    )  # fmt: skip


def test_the_algorithm_is_the_one_that_is_described() -> None:
    assert content_hash(SAMPLE) == hashlib.sha256(described()).hexdigest()


def test_a_known_table_keeps_its_known_hash() -> None:
    # If this changes, every stored results folder stops verifying: raise RESULTS_VERSION.
    assert content_hash(SAMPLE) == (
        "626cfc03024e1597e633689ecacc420f5077ac488025912fa831d968b916b05e"
    )


def test_empty_tables_of_different_types_have_different_hashes() -> None:
    empty = (integers(), floats(), words())
    assert len({content_hash(table(column("x", values))) for values in empty}) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (floats(0.0), floats(-0.0)),
        (floats(float("nan")), np.frombuffer(b"\x01\x00\x00\x00\x00\x00\xf8\xff", "<f8")),
        (words("a", "b"), Words(np.array([2, 0]), ("b", "unused", "a"))),
        (words("a", "a"), Words(np.array([0, 1]), ("a", "a"))),
        (integers(1, 2, 3), np.array([1, 9, 2, 9, 3], dtype=np.int64)[::2]),
        (floats(1, 2), np.array([1, 2], dtype=">f8")),
    ],
)
def test_one_value_has_one_hash_however_it_is_held(one: Values, other: Values) -> None:
    assert content_hash(table(column("x", one))) == content_hash(table(column("x", other)))


def test_the_table_that_is_hashed_stays_as_it_was() -> None:
    values = np.frombuffer(struct.pack("<2d", -0.0, 1.0), "<f8").copy()
    content_hash(table(column("x", values)))
    assert np.signbit(values).tolist() == [True, False]


def test_units_meanings_and_the_name_of_the_table_do_not_count() -> None:
    plain = Table("a", (Column("x", integers(1), "km", "One."),))
    other = Table("b", (Column("x", integers(1), "m", "Another."),))
    assert content_hash(plain) == content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([column("x", words("ab", "c"))], [column("x", words("a", "bc"))]),
        ([column("x", words("", "a"))], [column("x", words(None, "a"))]),
        ([column("ab", integers(1))], [column("a", integers(1))]),
        ([column("x", integers(1))], [column("x", floats(1.0))]),
        ([column("x", integers(1, 2))], [column("x", integers(2, 1))]),
        (
            [column("x", integers(1)), column("y", integers(1))],
            [column("y", integers(1)), column("x", integers(1))],
        ),
        ([column("x", integers(1))], [column("x", integers(1)), column("y", integers(1))]),
    ],
)
def test_what_looks_alike_has_different_hashes(one: list[Column], other: list[Column]) -> None:
    assert content_hash(table(*one)) != content_hash(table(*other))


@given(
    values=st.lists(st.floats(allow_nan=False), min_size=1, max_size=8),
    at=st.integers(0, 7),
    new=st.floats(),
)
def test_every_change_of_a_float_shows(values: list[float], at: int, new: float) -> None:
    at %= len(values)
    assume(values[at] != new)
    changed = [*values[:at], new, *values[at + 1 :]]
    before, after = table(column("x", floats(*values))), table(column("x", floats(*changed)))
    assert content_hash(before) != content_hash(after)


@given(
    values=st.lists(st.integers(-(2**63) + 1, 2**63 - 1), min_size=1, max_size=8),
    at=st.integers(0, 7),
    new=st.integers(-(2**63), 2**63 - 1),
)
def test_every_change_of_an_int_shows(values: list[int], at: int, new: int) -> None:
    at %= len(values)
    assume(values[at] != new)
    changed = [*values[:at], new, *values[at + 1 :]]
    before, after = table(column("x", integers(*values))), table(column("x", integers(*changed)))
    assert content_hash(before) != content_hash(after)


TEXT = st.none() | st.text(st.characters(codec="utf-8"), max_size=4)


@given(one=st.lists(TEXT, max_size=4), other=st.lists(TEXT, max_size=4))
def test_columns_of_text_have_one_hash_only_if_they_are_equal(
    one: list[str | None], other: list[str | None]
) -> None:
    hashes = [content_hash(table(column("x", words(*texts)))) for texts in (one, other)]
    assert (hashes[0] == hashes[1]) is (one == other)
