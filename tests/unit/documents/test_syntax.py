from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from coopsim.documents.source import FaultLog, source_from_text
from coopsim.documents.syntax import log_syntax_error
from coopsim.documents.yaml_reader import read_yaml_text
from coopsim.errors import InputError

SPACES = "indent with spaces"
QUOTE = "put the text in quotes"
BROKEN = [
    ("a: 1\n\tb: 2\n", "2:1: a tab cannot stand here", SPACES),
    ("a:\n\tb: 2\n", "2:1: a tab cannot stand here", SPACES),
    ("a: |\n  x\n\ty\n", "3:1: a tab cannot stand here", SPACES),
    ("a: @x", '1:4: a value cannot begin with "@"', QUOTE),
    ("a: %x", '1:4: a value cannot begin with "%"', QUOTE),
    ("a: *.csv", '1:4: a value cannot begin with "*"', QUOTE),
    ("a: &", '1:4: a value cannot begin with "&"', QUOTE),
    ("a: ? b", '1:4: a value cannot begin with "?"', QUOTE),
    ("a: b: c", '1:5: this ":" does not fit here', "check the indentation"),
    ("a: 1\n  b: 2", '2:4: this ":" does not fit here', "check the indentation"),
    ("a:1\nb: 2", '2:2: this ":" does not fit here', "write a space after"),
    ("a: 1\nb\nc: 2", '2:1: a line without ":"', 'write "key: value"'),
    ("a: - 1", "1:4: an entry of a list cannot stand here", "a line of its own"),
    ('x: 1\na: "open\nb: 2\n', "2:4: this quotation mark is never closed", "same mark"),
    ("a: 'x\n---\n'", "1:4: this quotation mark is never closed", "same mark"),
    (r'a: "C:\q"', "1:7: in double quotes a backslash begins a code", "single quotes"),
    (r'a: "\xZZ"', "1:7: this is not the code of a character", "the character itself"),
    (r'a: "\ud83d\ude00"', "1:7: this is not the code of a character", "the character itself"),
    ("a:\n  b: 1\n c: 2", "3:2: this does not fit the keys that begin on line 1", "same column"),
    ("a: 'x' y", "1:8: nothing may follow a finished value", "the whole value in quotes"),
    ("a:\n  - 1\n  b: 2", "3:3: this does not fit the list that begins on line 2", '"- "'),
    ("a: [1, 2\nb: 3", '2:2: expected "," or "]"', "list that begins on line 1"),
    ("a: [1, 2", '1:9: expected "," or "]"', "close it"),
    ("b: 1\na: [1,\n\n\n", '2:7: expected a value, not ""', "delete it"),
    ("a: {x: 1\nb: 2", '2:2: expected "," or "}"', "mapping that begins on line 1"),
    ("a: ]", '1:4: expected a value, not "]"', "delete it"),
    ("a: [1,,2]", '1:7: expected a value, not ","', "delete it"),
    ("a: |x\n  t", '1:5: nothing may follow "|" or ">" on its line', "next line"),
    ("  a: 1\nb: 2", "2:1: this is not part of the keys above", "first column"),
    ("a: 1\n...\nb: 2", "3:1: this is not part of the keys above", "first column"),
    ("%YAML 2.0\n---\na: 1", '1:1: lines that begin with "%" are not read', "delete it"),
    ("a: !x!y z", "1:4: tags are not read", "quotes"),
    ("a: [b:]", '1:6: a ":" without a space after it', 'write "key: value"'),
]


@pytest.mark.parametrize(("text", "fault", "hint"), BROKEN)
def test_each_mistake_is_located_and_told_in_plain_words(
    faults: Callable[[Callable[[], object]], list[str]], text: str, fault: str, hint: str
) -> None:
    (found,) = faults(lambda: read_yaml_text(text, "x.yaml"))
    assert found.startswith(fault)
    with pytest.raises(InputError, match=r"\^ ") as caught:
        read_yaml_text(text, "x.yaml")
    assert hint in caught.value.faults[0].hint


@pytest.mark.parametrize(("text", "fault", "hint"), BROKEN)
def test_the_slower_parser_is_understood_too(text: str, fault: str, hint: str) -> None:
    log = FaultLog()
    try:
        list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        log_syntax_error(error, source_from_text(text, "x.yaml", log), log)
    assert not any("not valid YAML" in found.message for found in log.faults), (fault, hint)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (yaml.YAMLError("odd"), "not valid YAML"),
        (yaml.MarkedYAMLError("c", None, "odd", None), "not valid YAML"),
        (
            yaml.MarkedYAMLError("c", None, "odd", yaml.Mark("", 0, 0, 2, "", 0)),
            "not valid YAML (c: odd)",
        ),
    ],
)
def test_an_unknown_report_is_passed_on(error: yaml.YAMLError, message: str) -> None:
    log = FaultLog()
    log_syntax_error(error, source_from_text("a: 1", "x.yaml", log), log)
    assert [fault.message for fault in log.faults] == [message]
