"""Read a file as text, count its lines, and collect what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NoReturn

from coopsim.errors import Fault, InputError, Place, suggestion

# A megabyte of nonsense has a fault a character: nobody reads them, and memory is finite.
_MOST_FAULTS = 1000
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
# What YAML does not allow, and the line breaks and marks that no editor shows. Bytes that are not
# UTF-8 arrive here as the lone surrogates of "surrogateescape".
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BAD_BYTES = range(0xDC80, 0xDD00)
# What people give by mistake, known by its first bytes: one clear word, not a thousand faults.
_NOT_TEXT = {
    b"\xff\xfe": "is saved as UTF-16; save it as UTF-8",
    b"\xfe\xff": "is saved as UTF-16; save it as UTF-8",
    b"PK\x03\x04": 'is a spreadsheet or an archive, not text; save the sheet as "CSV UTF-8"',
}


@dataclass(slots=True)
class FaultLog:
    """Collect faults until the whole document is read, at most a thousand.

    Attributes:
        faults: the faults so far, in the order in which they were found.
    """

    faults: list[Fault] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Say whether reading should stop, because there are faults enough."""
        return len(self.faults) >= _MOST_FAULTS

    def add(self, place: Place | None, path: str, message: str, hint: str = "") -> None:
        """Note one fault; those beyond the limit are dropped."""
        if not self.full:
            self.faults.append(Fault(place, path, message, hint))

    def raise_if_any(self) -> None:
        """Raise all faults, in the order of the document.

        Raises:
            InputError: if there is any fault.
        """
        # Characters are judged before values; the reader of the messages goes down the file.
        ordered = sorted(self.faults, key=_position)
        if self.full:
            ordered.append(Fault(None, "", f"reading stopped after {_MOST_FAULTS:,} faults"))
        if ordered:
            raise InputError(ordered)


class Source:
    """Hold the text of one document.

    Args:
        file: its name as the user typed it, or the name of a flag such as "--set".
        text: the text, with forbidden characters replaced one for one.
        lines: its lines as they were written, without line ends.
    """

    def __init__(self, file: str, text: str, lines: list[str]) -> None:
        self.file = file
        self.text = text
        self.lines = lines
        self._origin = file if file.startswith("--") else f"{PurePath(file).name}:"

    def place(self, line: int, column: int) -> Place:
        """Return the place of a character, line and column counted from 1."""
        return Place(self.file, line, column, self.lines[line - 1])

    def origin(self, line: int) -> str:
        """Return where the values of a line come from: "baseline.yaml:22", or "--set"."""
        return f"{self._origin}{line}" if self._origin.endswith(":") else self._origin


def read_source(path: Path, limit: int, log: FaultLog) -> Source:
    """Read a text file of at most `limit` bytes, and note its forbidden characters.

    Raises:
        InputError: if it cannot be read, is larger than the limit, or is no text at all.
    """
    content = _read_bytes(path, limit)
    for signature, words in _NOT_TEXT.items():
        if content.startswith(signature):
            _refuse(path, words)
    return source_from_text(content.decode("utf-8", "surrogateescape"), str(path), log)


def source_from_text(text: str, file: str, log: FaultLog) -> Source:
    """Return a text as a source, and note its forbidden characters, one a line."""
    # Editors on Windows write a byte order mark, and show it to nobody: it has no column.
    text = text.removeprefix("\ufeff")
    lines = _LINE_BREAK.split(text)
    if _FORBIDDEN.search(text):
        for number, line in enumerate(lines, start=1):
            if found := _FORBIDDEN.search(line):
                place = Place(file, number, found.start() + 1, line)
                log.add(place, "", *_words_for(ord(found.group())))
        text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return Source(file, text, lines)


def _words_for(code: int) -> tuple[str, str]:
    if code in _BAD_BYTES:
        return f"byte 0x{code - 0xDC00:02X} is not UTF-8", "save the file as UTF-8"
    if code == 0:
        return "a NUL character is not allowed", "delete it; is this a text file?"
    return f"the invisible character U+{code:04X} is not allowed", "delete it"


def _read_bytes(path: Path, limit: int) -> bytes:
    try:
        if path.is_dir():
            _refuse(path, "is a folder, not a file")
        if not path.exists():
            _refuse(path, "no such file", _where_it_may_be(path))
        if not path.is_file():
            # Opening a pipe or a device could wait for ever.
            _refuse(path, "is not an ordinary file")
        with path.open("rb") as stream:
            # One byte more tells a full file from one too large, without reading the rest.
            content = stream.read(limit + 1)
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}")
    if len(content) > limit:
        _refuse(path, f"is larger than {limit // 1_000_000} MB, the most that is read")
    return content


def _where_it_may_be(path: Path) -> str:
    if not path.parent.is_dir():
        return f'there is no folder "{path.parent}"'
    return suggestion(path.name, (other.name for other in path.parent.iterdir()))


def _refuse(path: Path, message: str, hint: str = "") -> NoReturn:
    raise InputError([Fault(None, str(path), message, hint)])


def _position(fault: Fault) -> tuple[int, int]:
    return (fault.place.line, fault.place.column) if fault.place else (0, 0)
