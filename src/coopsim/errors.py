"""Say what went wrong, where, and what to write instead.

Every error that a user can cause is a `CoopsimError`. Faults of input carry their place in the
file, and one `InputError` carries all faults that were found, so that a file is mended in one go.
Nothing here prints a value whole: a broken file may hold megabytes in one value.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

# Nobody mends more in one go, and the first fault must stay on the screen.
_FAULTS_SHOWN = 50
_LINE_SHOWN = 200
_MESSAGE_SHOWN = 300
_PATH_SHOWN = 120
_VALUE_SHOWN = 60
# Comparing words takes quadratic time, and no name is this long.
_LONGEST_WORD = 100
_NUMBER_BITS = 190  # 58 digits: with its sign it fits in a value's 60 characters
_CONTROL_PICTURES = 0x2400  # Unicode shows the control character n at this place + n


class CoopsimError(Exception):
    """Tell the user that something could not be done; parent of all errors of coopsim."""

    exit_code: ClassVar[int] = 1


class ResultsError(CoopsimError):
    """Tell the user that a results folder is not whole, or not one that coopsim can read."""


class InputError(CoopsimError):
    """Tell the user every fault of the input at once.

    Args:
        faults: at least one fault, in the order in which to show them.

    Raises:
        ValueError: if there is no fault to tell.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        if not self.faults:
            raise ValueError("an InputError needs at least one fault")
        # Exceptions travel between processes as (class, args): args must rebuild this one.
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Render the first 50 faults, and count the others."""
        blocks = [fault.render() for fault in self.faults[:_FAULTS_SHOWN]]
        unseen = len(self.faults) - len(blocks)
        return "\n".join([*blocks, f"… and {unseen:,} more"] if unseen else blocks)

    def __repr__(self) -> str:
        """Return a short form: tracebacks print this, and a bomb may hide in the faults."""
        return f"InputError({len(self.faults)} faults)"


@dataclass(frozen=True, slots=True)
class Place:
    """Point at one character of what the user wrote.

    Attributes:
        file: the file as the user typed it, or the name of a flag such as "--set".
        line: line number, from 1.
        column: column in characters, from 1.
        text: the whole source line; it is cut to 200 characters when it is shown.
    """

    file: str
    line: int
    column: int
    # Shared by all values of the line: only what is shown is cut, so it must not be printed.
    text: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Return "file:line:column", as editors and terminals link it."""
        return f"{visible(self.file)}:{self.line}:{self.column}"

    def excerpt(self) -> tuple[str, int]:
        """Return the part of the line to show and how many blanks stand before the caret."""
        room = _LINE_SHOWN - 2  # for an ellipsis at either end
        # The caret of a fault far to the right stays in the middle of what is shown.
        start = 0 if self.column <= room else self.column - room // 2
        before = "…" if start else ""
        after = "…" if len(self.text) > start + room else ""
        shown = visible(self.text[start : start + room])
        caret = len(before) + _width(shown[: self.column - 1 - start])
        return before + shown + after, caret


@dataclass(frozen=True, slots=True)
class Fault:
    """Say one thing that is wrong.

    Attributes:
        place: where it was written; None when it stands in no file.
        path: which value it is, such as `states[EST].defence_share`; may be empty.
        message: what is wrong, without a full stop.
        hint: what to write instead, or "".
    """

    place: Place | None
    path: str
    message: str
    hint: str = ""

    def render(self) -> str:
        """Return the fault as text: place and message, then the line with a caret under it."""
        path = visible(shortened(self.path, _PATH_SHOWN))
        message = visible(shortened(self.message, _MESSAGE_SHOWN))
        hint = visible(shortened(self.hint, _MESSAGE_SHOWN))
        if self.place is None:
            head = ": ".join(part for part in (path, message) if part)
            return f"{head}; {hint}" if hint else head
        head = ": ".join(part for part in (str(self.place), path, message) if part)
        shown, caret = self.place.excerpt()
        # Blanks at the end would make golden files and copied messages differ for no reason.
        source = f"{self.place.line:>5} | {shown}".rstrip()
        pointer = f"{'':>5} | {'':>{caret}}^ {hint}".rstrip()
        return "\n".join((head, source, pointer))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that the user most likely meant, or "".

    Case, and `-` or a blank for `_`, make no difference.
    """
    if len(word) > _LONGEST_WORD:
        return ""
    # Backwards, so that the first of equals wins, in whatever order they were given.
    plain = {_plain(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    if _plain(word) in plain:
        return plain[_plain(word)]
    close = difflib.get_close_matches(_plain(word), plain, n=1)
    return plain[close[0]] if close else ""


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return the hint `did you mean "…"?` for a mistyped word, or "" if nothing is close."""
    closest = did_you_mean(word, candidates)
    return f'did you mean "{closest}"?' if closest else ""


def abbreviated(value: object) -> str:
    """Return a value as a user would write it, in at most 60 characters; lists are counted."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if value.bit_length() > _NUMBER_BITS:
            # Python refuses to spell out huge integers, and takes long over large ones.
            return "a huge number"
        case int() | float():
            return str(value)
        case str():
            return f'"{visible(shortened(value, _VALUE_SHOWN - 2))}"'
        case list() | tuple():
            return _counted(len(value), "a list of {} entry", "a list of {} entries")
        case dict():
            return _counted(len(value), "a mapping of {} key", "a mapping of {} keys")
        case _:
            return shortened(type(value).__name__, _VALUE_SHOWN)


def shortened(text: str, most: int) -> str:
    """Return text cut to `most` characters, the last of which is "…" if any is missing."""
    return text if len(text) <= most else text[: most - 1] + "…"


def visible(text: str) -> str:
    """Return text with each unprintable character replaced by one sign that can be seen.

    The length stays the same, so that columns do; terminals receive no control codes.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _stand_in(char) for char in text)


def _stand_in(char: str) -> str:
    code = ord(char)
    return chr(_CONTROL_PICTURES + code) if code < ord(" ") else "\N{REPLACEMENT CHARACTER}"


def _width(text: str) -> int:
    """Count the terminal cells of text: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in {"Mn", "Me"} for char in text)


def _plain(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def _counted(number: int, one: str, many: str) -> str:
    return (one if number == 1 else many).format(number)
