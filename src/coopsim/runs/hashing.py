"""Fingerprint the values of a table, whatever file, library or Python holds them.

The fingerprint is the SHA-256 of these bytes; all integers are 8 bytes, little-endian, signed:

1. ``coopsim table 1`` and a line feed;
2. the number of rows, and the number of columns;
3. for each column, in order:
   the length in bytes of its name, and the name in UTF-8;
   the length of its type, and the type: ``int``, ``float`` or ``text``;
   then its values:

   ``int``    each value as 8 bytes; nothing there is -2**63;
   ``float``  each value as IEEE-754 binary64, little-endian; -0.0 as 0.0, and every NaN, or
              nothing there, as the bytes 00 00 00 00 00 00 F8 7F;
   ``text``   the length in bytes of each value, -1 for nothing there; then all values in UTF-8.

Units, meanings and the name of the table are no values and don't count.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from coopsim.runs.tables import Table, Words
from coopsim.world.world import Numbers, Rows

_HEAD: Final = b"coopsim table 1\n"
_NO_TEXT: Final = -1


def content_hash(table: Table) -> str:
    """Return the fingerprint of a table's values, 64 hex digits."""
    digest = hashlib.sha256(_HEAD)
    digest.update(_integers(table.n_rows, len(table.columns)))
    for column in table.columns:
        for word in (column.name.encode(), column.kind.encode()):
            digest.update(_integers(len(word)))
            digest.update(word)
        if isinstance(column.values, Words):
            _add_words(digest, column.values)
        else:
            digest.update(_canonical(column.values))
    return digest.hexdigest()


def _integers(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)


def _canonical(values: Rows | Numbers) -> memoryview:
    """Return numbers as bytes, with one form for each value."""
    if values.dtype.kind == "i":
        return np.ascontiguousarray(values, dtype="<i8").data.cast("B")
    # Adding zero turns -0.0 into 0.0 and changes nothing else.
    numbers = np.asarray(values, dtype="<f8") + 0.0
    numbers[np.isnan(numbers)] = np.nan
    return numbers.data.cast("B")


def _add_words(digest: hashlib._Hash, words: Words) -> None:
    # The code of no word, -1, picks the last of each list.
    encoded = [*(text.encode() for text in words.vocabulary), b""]
    lengths = np.array([*(len(text) for text in encoded[:-1]), _NO_TEXT], dtype="<i8")
    digest.update(lengths[words.codes].data.cast("B"))
    digest.update(b"".join([encoded[code] for code in words.codes.tolist()]))
