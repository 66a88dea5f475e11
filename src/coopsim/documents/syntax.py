"""Say in plain words what is wrong with the syntax of a YAML file.

The parser tells what it was doing; the user needs to hear what to write. One row a mistake:
whoever meets a mistake that is explained badly adds or mends a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from coopsim.documents.source import FaultLog, Source
from coopsim.errors import Place

_QUOTE = "put the text in quotes"


@dataclass(frozen=True, slots=True)
class _Mistake:
    """Match a report of the parser ("context: problem") and hold the words for the user.

    `{char}` in the words is the character found, `{line}` where the structure began.
    """

    report: str
    message: str
    hint: str
    at_beginning: bool = False


# The first row that matches counts: special reports stand above general ones. The fast and the
# slow parser of PyYAML word some reports differently; the patterns fit both.
_MISTAKES = (
    _Mistake(
        r"tab character|'\\t' that cannot start",
        "a tab cannot stand here",
        "indent with spaces",
    ),
    _Mistake("cannot start any token", "a value cannot begin with {char}", _QUOTE),
    _Mistake(
        "mapping values are not allowed",
        'this ":" does not fit here',
        'check the indentation, write a space after the ":" of a key, and put text that '
        'holds ": " in quotes',
    ),
    _Mistake(
        "could not find expected ':'",
        'a line without ":"',
        'write "key: value", and begin an entry of a list with "- "',
        at_beginning=True,
    ),
    _Mistake(
        "sequence entries are not allowed",
        "an entry of a list cannot stand here",
        'give each entry a line of its own that begins with "- "',
    ),
    _Mistake("mapping keys are not allowed", 'a value cannot begin with "?"', _QUOTE),
    _Mistake(
        "quoted scalar: found unexpected",
        "this quotation mark is never closed",
        "close it with the same mark",
        at_beginning=True,
    ),
    _Mistake(
        "unknown escape character",
        "in double quotes a backslash begins a code, and this is none",
        r'write "\\" for a backslash, or use single quotes',
    ),
    _Mistake(
        "hexdecimal|hexadecimal|Unicode character escape",
        "this is not the code of a character",
        "write the character itself",
    ),
    _Mistake(
        "block mapping: .*expected",
        "this does not fit the keys that begin on line {line}",
        "begin all of them in the same column",
    ),
    _Mistake(
        "block collection: .*expected",
        "this does not fit the list that begins on line {line}",
        'begin each of its entries with "- " in the same column',
    ),
    _Mistake(
        "flow sequence: .*expected",
        'expected "," or "]"',
        "separate the entries of the list that begins on line {line} by commas, and close it "
        'with "]"',
    ),
    _Mistake(
        "flow mapping: .*expected",
        'expected "," or "}"',
        "separate the keys of the mapping that begins on line {line} by commas, and close it "
        'with "}"',
    ),
    _Mistake("node content", "expected a value, not {char}", "delete it, or " + _QUOTE),
    _Mistake("alphabetic or numeric", "a value cannot begin with {char}", _QUOTE, True),
    _Mistake(
        "block scalar",
        'nothing may follow "|" or ">" on its line',
        "begin the text on the next line",
    ),
    _Mistake(
        "<document start>",
        "this is not part of the keys above",
        "begin all keys of the file in the first column",
    ),
    _Mistake("directive|YAML document", 'lines that begin with "%" are not read', "delete it"),
    _Mistake(r"\btag\b", "tags are not read", 'delete the word with "!", or ' + _QUOTE),
    _Mistake("unexpected ':'", 'a ":" without a space after it', 'write "key: value"'),
)
_BLOCK_MAPPING = "block mapping: .*expected"


def log_syntax_error(error: yaml.YAMLError, source: Source, log: FaultLog) -> None:
    """Note an error of the parser at its place, in plain words.

    Args:
        error: what the parser raised.
        source: the document, to show the line.
        log: where the fault goes.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        log.add(source.place(1, 1), "", "not valid YAML")
        return
    mark, begin = error.problem_mark, error.context_mark or error.problem_mark
    report = f"{error.context}: {error.problem}"
    place = _last_text_until(source, mark.line + 1, mark.column + 1)
    mistake = _mistake_in(report, place)
    if mistake.at_beginning:
        place = source.place(begin.line + 1, begin.column + 1)
    char = f'"{place.text[place.column - 1 : place.column]}"'
    message = mistake.message.replace("{char}", char).replace("{line}", str(begin.line + 1))
    log.add(place, "", message, mistake.hint.replace("{line}", str(begin.line + 1)))


def _mistake_in(report: str, place: Place) -> _Mistake:
    if place.text[place.column - 1 : place.column] == "\t":
        return _MISTAKES[0]
    found = next((row for row in _MISTAKES if re.search(row.report, report)), None)
    if found is None:
        return _Mistake("", f"not valid YAML ({report})", "")
    # The parser says the same of wrong indentation and of text behind a closed quotation.
    follows_value = place.text[: place.column - 1].strip(" -") != ""
    if found.report == _BLOCK_MAPPING and follows_value:
        return _Mistake(
            "", "nothing may follow a finished value on its line", "put the whole value in quotes"
        )
    return found


def _last_text_until(source: Source, line: int, column: int) -> Place:
    """Return the place, or the end of the last text before it if the file ended there."""
    if line <= len(source.lines) and any(map(str.strip, source.lines[line - 1 :])):
        return source.place(line, column)
    # The parser complains at the end of the file: an empty line would show the user nothing.
    line = min(line, len(source.lines))
    while line > 1 and not source.lines[line - 1].strip():
        line -= 1
    return source.place(line, len(source.lines[line - 1].rstrip()) + 1)
