"""Read tables of states or dyads from CSV files, and keep line and column of every cell.

The first row names the columns; lines that begin with `#` may stand above it and tell the sources.
Cells mean what unquoted YAML words mean, whether they are quoted or not, because many programs
quote every cell; an empty cell leaves its key out.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from coopsim.documents.nodes import Node
from coopsim.documents.scalars import LONGEST_TEXT, plain_scalar, usable_text
from coopsim.documents.source import FaultLog, Source, read_source
from coopsim.errors import Place

_MOST_BYTES = 5_000_000
# Every cell costs a place: a row of a million commas would take minutes.
_MOST_CELLS = 10_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
# A spreadsheet quotes a comment that holds a comma.
_COMMENT = ("#", '"#')
# Possessive (*+), so that an open quotation mark is not tried again from each character.
_RAW_CELL = re.compile(r'"(?:[^"]|"")*+"(?=[,\r\n]|\Z)|(?!")[^,\r\n]*')
_TWICE = 'write a quotation mark inside a cell twice ("") and the cell in quotes'


@dataclass(frozen=True, slots=True)
class _Cell:
    """Hold the text of one cell, blanks around unquoted text left out, and its place."""

    text: str
    place: Place


class _Record:
    """Hold one record as it was written, and find the places in it.

    Args:
        source: the file.
        lines: all lines of the file, with line ends.
        first: index of the record's first line.
        end: index of the line after its last.
    """

    def __init__(self, source: Source, lines: list[str], first: int, end: int) -> None:
        self.text = "".join(lines[first:end])
        self._source = source
        self._first = first
        self._begins = [0, *accumulate(map(len, lines[first : end - 1]))]

    def place(self, offset: int) -> Place:
        """Return the place of the character at an offset in the record."""
        line = bisect_right(self._begins, offset) - 1
        return self._source.place(self._first + line + 1, offset - self._begins[line] + 1)


def read_csv(path: Path, *, corner: str = "") -> list[dict[str, Node]]:
    """Read a CSV file with a header row.

    Args:
        path: a file of at most 5 MB, in UTF-8, with commas between cells (RFC 4180).
        corner: name of the first column, whatever the file calls it, if it names the rows; "" if
            that column is one as the others.

    Returns:
        One dict a row, in the order of the file; `key_place` of a node is the column's header.

    Raises:
        InputError: with every fault that was found, each at its line and column.
    """
    log = FaultLog()
    source = read_source(path, _MOST_BYTES, log)
    records = _records(source, log)
    rows = []
    if header := next(records, None):
        if corner:
            header = [replace(header[0], text=corner), *header[1:]]
        rows = _rows(source, _columns(header, log), records, log)
    elif not log.faults:
        hint = "write the names of the columns in the first line"
        log.add(source.place(1, 1), "", "no header row", hint)
    log.raise_if_any()
    return rows


def _rows(
    source: Source, columns: list[_Cell], records: Iterator[list[_Cell]], log: FaultLog
) -> list[dict[str, Node]]:
    rows = []
    for cells in records:
        if len(cells) != len(columns):
            _log_ragged(cells, len(columns), log)
        elif row := _row(source, columns, cells, log):
            rows.append(row)
        else:
            log.add(cells[0].place, "", "a row without values", "delete the line")
        if log.full:
            break
    return rows


def _row(
    source: Source, columns: list[_Cell], cells: list[_Cell], log: FaultLog
) -> dict[str, Node]:
    row = {}
    for column, cell in zip(columns, cells, strict=True):
        # Left out, not null: a scenario's default then applies.
        if not cell.text:
            continue
        value = None
        try:
            value = plain_scalar(usable_text(cell.text))
        except ValueError as error:
            log.add(cell.place, column.text, str(error))
        row[column.text] = Node(value, cell.place, column.place, source.origin(cell.place.line))
    return row


def _columns(header: list[_Cell], log: FaultLog) -> list[_Cell]:
    first: dict[str, Place] = {}
    for cell in header:
        # What spreadsheets write where the comma is the decimal sign.
        if len(header) == 1 and (separator := re.search("[;\t]", cell.text)):
            message = "the columns must be separated by commas"
            hint = f'"{separator.group()}" separates nothing; save the table with commas'
            log.add(cell.place, "", message, hint)
        elif not cell.text:
            log.add(cell.place, "", "a column without a name", "name it, or delete the column")
        elif cell.text in first:
            place = first[cell.text]
            message = f"column named twice, first on line {place.line}, column {place.column}"
            log.add(cell.place, cell.text, message, "keep one of the two")
        # Read on with a bad header: the rows below may have faults of their own.
        first.setdefault(cell.text, cell.place)
    return header


def _log_ragged(cells: list[_Cell], expected: int, log: FaultLog) -> None:
    message = f"the row has {len(cells)} cells, the header {expected}"
    if len(cells) > expected:
        log.add(cells[expected].place, "", message, "put a cell that holds a comma in quotes")
    else:
        log.add(cells[-1].place, "", message, "write a comma for each empty cell")


def _records(source: Source, log: FaultLog) -> Iterator[list[_Cell]]:
    """Yield the records below the comments; note broken ones, and go on where that has sense."""
    lines = _LINE.findall(source.text)
    above = 0
    while above < len(lines) and (lines[above].startswith(_COMMENT) or not lines[above].strip()):
        above += 1
    # Strict: text after a closing quotation mark is a fault, not a part of the cell.
    reader = csv.reader(iter(lines[above:]), strict=True)
    while True:
        first = above + reader.line_num  # a quoted cell may span lines: the reader counts them
        try:
            texts = next(reader, None)
        except csv.Error as error:
            record = _Record(source, lines, first, above + reader.line_num)
            if not _log_quoting(record, str(error), log) or first == above:
                # The rest is one open quotation, or rows below a header that is not known.
                return
            continue
        if texts is None:
            return
        if not texts:  # a blank line
            continue
        record = _Record(source, lines, first, above + reader.line_num)
        if len(texts) > _MOST_CELLS:
            log.add(record.place(0), "", f"a row of more than {_MOST_CELLS:,} cells")
            return
        yield _cells(record, texts, log)


def _cells(record: _Record, texts: list[str], log: FaultLog) -> list[_Cell]:
    """Return the cells of a record with their places, counted along the record as written."""
    cells, offset = [], 0
    for text in texts:
        quoted = record.text.startswith('"', offset)
        blanks = 0 if quoted else len(text) - len(text.lstrip())
        place = record.place(offset + blanks)
        cells.append(_Cell(text if quoted else text.strip(), place))
        if '"' in text and not quoted:
            log.add(place, "", "a quotation mark inside an unquoted cell", _TWICE)
        # The comma, the quotation marks around the cell, and each that was doubled inside.
        offset += len(text) + 1 + (2 + text.count('"') if quoted else 0)
    return cells


def _log_quoting(record: _Record, problem: str, log: FaultLog) -> bool:
    """Note the first cell of a record that is quoted wrongly; say whether to read on."""
    offset = 0
    while (cell := _RAW_CELL.match(record.text, offset)) and len(cell.group()) <= LONGEST_TEXT:
        offset = cell.end() + 1
    if "expected after" in problem:
        message = "text follows the closing quotation mark of this cell"
        log.add(record.place(offset), "", message, _TWICE)
        return True
    message = "this quotation mark is never closed, or its cell is too long"
    log.add(record.place(offset), "", message, _TWICE)
    return False
