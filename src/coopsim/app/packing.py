"""Pack a tree with arrays in it into bytes that a browser reads without copying.

Layout, little-endian: 4 bytes of MAGIC, the length of the text as uint32, the text (JSON), then
the arrays. An array stands in the text as ``{"at": …, "n": …, "as": …}``: its first byte, counted
from the end of the text, how many numbers it has, and their type.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MAGIC: Final = b"CSF1"
# Browsers read numbers only from addresses that are multiples of the widest type.
WIDTH: Final = 4
_HEAD: Final = 8
TYPES: Final = ("uint8", "int16", "int32", "float32")


def pack(tree: Any) -> bytes:
    """Pack nested dicts and lists whose leaves are texts, numbers, None and NumPy arrays.

    NaN and infinity become null, arrays keep them. Arrays must have one of TYPES.

    Raises:
        TypeError: an array has another type.
    """
    arrays = bytearray()
    plain = _plain(tree, arrays)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-len(text) % WIDTH)
    return MAGIC + len(text).to_bytes(_HEAD - len(MAGIC), "little") + text + arrays


def unpack(packed: bytes) -> Any:
    """Return the tree that was packed, arrays as NumPy arrays.

    Raises:
        ValueError: the bytes do not begin with MAGIC.
    """
    if packed[: len(MAGIC)] != MAGIC:
        raise ValueError("these bytes are no film")
    end = _HEAD + int.from_bytes(packed[len(MAGIC) : _HEAD], "little")

    def revived(found: dict[str, Any]) -> Any:
        if found.keys() != {"at", "n", "as"}:
            return found
        order = np.dtype(found["as"]).newbyteorder("<")
        return np.frombuffer(packed, order, count=found["n"], offset=end + found["at"])

    return json.loads(packed[_HEAD:end], object_hook=revived)


def as_text(packed: bytes) -> str:
    """Return packed bytes, compressed, as text that may stand in a page."""
    # A fixed time, so that equal runs give equal files.
    return base64.b64encode(gzip.compress(packed, compresslevel=9, mtime=0)).decode("ascii")


def codes(numbers: npt.ArrayLike, most: int) -> npt.NDArray[Any]:
    """Return whole numbers, -1 among them, in the narrowest type that holds up to ``most``."""
    return np.asarray(numbers).astype(np.int16 if most < 2**15 else np.int32)


def _plain(tree: Any, arrays: bytearray) -> Any:
    match tree:
        case dict():
            return {str(key): _plain(value, arrays) for key, value in tree.items()}
        case list() | tuple():
            return [_plain(value, arrays) for value in tree]
        case np.ndarray():
            return _placed(tree, arrays)
        case float() if not math.isfinite(tree):
            return None
    return tree


def _placed(array: npt.NDArray[Any], arrays: bytearray) -> dict[str, Any]:
    if array.dtype.name not in TYPES:
        raise TypeError(f"an array of {array.dtype.name} can't be packed, only {', '.join(TYPES)}")
    at = len(arrays)
    written = array.astype(array.dtype.newbyteorder("<")).tobytes()
    arrays += written + b"\0" * (-len(written) % WIDTH)
    return {"at": at, "n": array.size, "as": array.dtype.name}
