from __future__ import annotations

import gzip
import math
from base64 import b64decode

import numpy as np
import pytest

from coopsim.app.packing import TYPES, as_text, codes, pack, unpack


def test_a_tree_comes_back_as_it_was() -> None:
    tree = {"name": "é", "list": [1, None, 2.5], "inner": {"at": 1, "n": 2}}
    assert unpack(pack(tree)) == tree


@pytest.mark.parametrize("kind", TYPES)
def test_arrays_come_back_whatever_stands_before_them(kind: str) -> None:
    first, second = np.arange(3, dtype=np.uint8), np.arange(5).astype(kind)
    found = unpack(pack({"first": first, "second": second}))
    np.testing.assert_array_equal(found["first"], first)
    np.testing.assert_array_equal(found["second"], second)
    assert found["second"].dtype == np.dtype(kind)


def test_every_array_begins_where_a_browser_can_read_it() -> None:
    packed = pack({"a": np.zeros(3, np.uint8), "b": np.zeros(1, np.int16), "c": np.ones(1, "f4")})
    assert len(packed) % 4 == 0
    assert int.from_bytes(packed[4:8], "little") % 4 == 0
    assert unpack(packed)["c"].tolist() == [1.0]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_lacks_become_null(number: float) -> None:
    assert unpack(pack([number, 1.0])) == [None, 1.0]


def test_arrays_keep_gaps() -> None:
    assert math.isnan(unpack(pack(np.array([math.nan], np.float32)))[0])


def test_an_array_that_no_browser_knows_is_refused() -> None:
    with pytest.raises(TypeError, match="an array of int64 can't be packed, only uint8"):
        pack({"x": np.zeros(1, np.int64)})


def test_other_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="these bytes are no film"):
        unpack(b"PAR1 and so on")


def test_text_holds_the_same_bytes_each_time() -> None:
    packed = pack({"x": np.arange(100, dtype=np.int32)})
    assert gzip.decompress(b64decode(as_text(packed))) == packed
    assert as_text(packed) == as_text(packed)


@pytest.mark.parametrize(("most", "kind"), [(100, "int16"), (40_000, "int32")])
def test_codes_are_as_narrow_as_can_be(most: int, kind: str) -> None:
    assert codes([-1, 5], most).dtype.name == kind
