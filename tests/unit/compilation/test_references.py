from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import pytest

from coopsim.compilation import entry, kernel
from coopsim.compilation.references import Reference, by_reference
from coopsim.world.world import Numbers, Rows

pytestmark = pytest.mark.compiled


class Drawers(NamedTuple):
    """Two arrays of different shape and type."""

    upper: Numbers
    lower: Rows


class Shelves(NamedTuple):
    """Two arrays that are handed on as Numba does it."""

    upper: Numbers
    lower: Rows


by_reference(Drawers)


@kernel
def fill(drawers: Drawers, value: float) -> None:
    drawers.upper[1, 0] = value
    drawers.lower[0] += 1


@kernel
def fill_twice(drawers: Drawers) -> float:
    fill(drawers, 2.0)
    first = float(drawers.upper[1, 0])
    fill(drawers, 3.0)
    return first + float(drawers.upper[1, 0])


@entry
def fill_all(drawers: Drawers) -> float:
    return fill_twice(drawers) + float(drawers.upper[0, 0])


def test_kernels_read_and_write_the_arrays_behind_an_address() -> None:
    drawers = Drawers(np.zeros((2, 1)), np.zeros(1, dtype=np.int64))
    assert fill_all(drawers) == 5.0
    assert drawers.upper.tolist() == [[0.0], [3.0]]
    assert drawers.lower.tolist() == [2]


def test_only_registered_tuples_are_handed_on_by_address() -> None:
    shelves = Shelves(np.zeros((2, 1)), np.zeros(1, dtype=np.int64))
    fill_all(Drawers(*shelves))
    fill_all(shelves)  # type: ignore[arg-type]  # of the same arrays, but of another class
    by_class = {
        isinstance(signature[0], Reference)
        for signature in fill_all.signatures  # type: ignore[attr-defined]  # Numba's own
    }
    assert by_class == {True, False}


def test_arrays_of_another_layout_are_types_of_their_own() -> None:
    drawers = Drawers(np.zeros((1, 4)).T[::2], np.zeros(1, dtype=np.int64))
    assert fill_all(drawers) == 5.0
    assert drawers.upper.tolist() == [[0.0], [3.0]]


def test_python_keeps_the_arrays_no_longer_than_it_needs_them() -> None:
    drawers = Drawers(np.zeros((2, 1)), np.zeros(1, dtype=np.int64))
    fill_all(drawers)
    before = sys.getrefcount(drawers.upper)
    for _ in range(5):
        fill_all(drawers)
    after = sys.getrefcount(drawers.upper)
    assert after == before


def test_a_member_that_is_not_there_is_named() -> None:
    @entry
    def look(drawers: Drawers) -> float:
        return drawers.middle[0]  # type: ignore[attr-defined,no-any-return]  # there is none

    with pytest.raises(Exception, match="middle"):
        look(Drawers(np.zeros((2, 1)), np.zeros(1, dtype=np.int64)))
