"""Tables of results: columns of numbers or words, each with its unit and meaning.

A table has no index and no types but three: ``int`` (int64), ``float`` (float64) and ``text``.
A value that is not there is MISSING, NaN or a code of -1, and null in files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from coopsim.errors import CoopsimError, suggestion
from coopsim.world.world import Numbers, Rows

# Raise it when a table or the manifest changes in a way that old readers would not understand.
RESULTS_VERSION: Final = 1
# Stands for "nothing there" in an int column; no step, count or row can be as small.
MISSING: Final = -(2**63)
NO_WORD: Final = -1

Kind = Literal["int", "float", "text"]


class Words(NamedTuple):
    """Hold a column of text as codes.

    Attributes:
        codes: ``[n]`` places in the vocabulary; NO_WORD where there is no text.
        vocabulary: the texts that occur or may occur; the order means nothing.
    """

    codes: Rows
    vocabulary: tuple[str, ...]

    def texts(self) -> list[str | None]:
        """Spell the column out; None where there is no text."""
        spelled: list[str | None] = [*self.vocabulary, None]
        return [spelled[code] for code in self.codes.tolist()]


Values = Rows | Numbers | Words


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Hold one column.

    Attributes:
        name: what users write.
        values: ``[n]`` numbers, or words.
        unit: unit of the numbers; ``1`` for pure numbers, empty for ids and words.
        meaning: one line for people who do not program.
    """

    name: str
    values: Values
    unit: str
    meaning: str

    @property
    def kind(self) -> Kind:
        """Name the type of the values."""
        if isinstance(self.values, Words):
            return "text"
        return "int" if self.values.dtype.kind == "i" else "float"

    def __len__(self) -> int:
        return len(self.values.codes if isinstance(self.values, Words) else self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Hold columns of equal length.

    Attributes:
        name: ``metrics``, ``decisions/vote`` …; also names the file.
        columns: at least one column.
    """

    name: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        if len({len(column) for column in self.columns}) != 1:
            raise ValueError(f"the columns of {self.name} differ in length")

    @property
    def n_rows(self) -> int:
        """Count the rows."""
        return len(self.columns[0])

    def column(self, name: str) -> Column:
        """Return a column.

        Raises:
            CoopsimError: there is none of this name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        hint = suggestion(name, (column.name for column in self.columns))
        message = f'the table {self.name} has no column "{name}"'
        raise CoopsimError(f"{message}; {hint}" if hint else message)

    def numbers(self, name: str) -> Rows | Numbers:
        """Return the numbers of a column.

        Raises:
            CoopsimError: there is no such column, or it holds text.
        """
        values = self.column(name).values
        if isinstance(values, Words):
            raise CoopsimError(f"the column {name} of {self.name} holds text, not numbers")
        return values

    def texts(self, name: str) -> list[str | None]:
        """Return the texts of a column.

        Raises:
            CoopsimError: there is no such column, or it holds numbers.
        """
        values = self.column(name).values
        if isinstance(values, Words):
            return values.texts()
        raise CoopsimError(f"the column {name} of {self.name} holds numbers, not text")


def whole(numbers: Numbers | Rows) -> Rows:
    """Turn numbers that are whole into int64."""
    return numbers.astype(np.int64)


def distinct(texts: list[str]) -> Words:
    """Make a column of texts that mostly differ."""
    return Words(np.arange(len(texts), dtype=np.int64), tuple(texts))
