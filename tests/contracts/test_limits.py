"""The limits of the house: how long, how explained, how tested. Raise one only here."""

from __future__ import annotations

import re
import tomllib
from statistics import median

import pytest

from contracts.measures import (
    ROOT,
    Source,
    functions,
    sources,
    undocumented,
    unexplained,
    unmatched_raises,
    written_files,
)

FILE_LINES = 400
FILE_LINES_MEDIAN = 150
FUNCTION_LINES = 40
COMPLEXITY = 10
# The house says 3 to 6 % of lines; the upper end is raised since a "why" too many is no harm.
COMMENT_SHARE = (0.03, 0.08)

SHIPPED = sources(ROOT, "src")
TESTS = sources(ROOT, "tests")
ALL = sources(ROOT, "src", "tests", "benchmarks")

# In pieces, so that this file does not report itself.
LATER = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")


def too_long(files: list[Source]) -> list[str]:
    return [f"{file.name}: {file.n_lines} lines" for file in files if file.n_lines > FILE_LINES]


def too_long_functions(files: list[Source]) -> list[str]:
    return [
        f"{place}: {length} lines of code"
        for file in files
        for place, length in functions(file)
        if length > FUNCTION_LINES
    ]


def comment_share(files: list[Source]) -> float:
    return sum(len(file.reasons) for file in files) / sum(file.n_filled for file in files)


def put_off(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number}"
        for number, line in enumerate(text.splitlines(), start=1)
        if LATER.search(line)
    ]


def test_files_are_short() -> None:
    assert too_long(ALL) == []
    assert median(file.n_lines for file in SHIPPED) <= FILE_LINES_MEDIAN


def test_functions_are_short() -> None:
    assert too_long_functions(ALL) == []


def test_everything_public_has_a_docstring() -> None:
    assert [place for file in SHIPPED for place in undocumented(file)] == []


def test_comments_are_neither_rare_nor_noise() -> None:
    low, high = COMMENT_SHARE
    assert low <= comment_share(SHIPPED) <= high


def test_every_expected_error_has_its_message_checked() -> None:
    assert [place for file in TESTS for place in unmatched_raises(file)] == []


def test_tests_are_at_least_as_long_as_the_source() -> None:
    tested, shipped = (sum(file.n_filled for file in files) for files in (TESTS, SHIPPED))
    assert tested >= shipped


def test_nothing_is_put_off_in_a_comment() -> None:
    assert [place for file in ALL for place in put_off(file.name, file.text)] == []
    pages = [path for path in written_files(ROOT) if path.suffix in {".md", ".yaml", ".toml"}]
    assert [
        place for path in pages for place in put_off(path.name, path.read_text(encoding="utf-8"))
    ] == []


def test_every_silenced_tool_is_told_why() -> None:
    assert [place for file in ALL for place in unexplained(file)] == []


def test_the_lints_that_count_are_selected() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    lint = settings["ruff"]["lint"]
    assert {"C90", "D", "D401", "PT", "PGH"} <= set(lint["select"])
    assert lint["mccabe"]["max-complexity"] == COMPLEXITY
    assert settings["mypy"]["strict"] is True
    assert settings["pytest"]["filterwarnings"][0] == "error"


# ------------------------------------------------- the contracts themselves can fail


def function(n_code: int, n_other: int = 0) -> Source:
    """Write a function with so many lines of code, its ``def`` included, and others."""
    body = "    x = 1\n" * (n_code - 1)
    padding = "    # why\n\n" * n_other
    return Source("bad.py", f'def f():\n    """Say.\n\n    More.\n    """\n{padding}{body}')


def test_a_long_file_is_found() -> None:
    assert too_long([Source("good.py", "x = 1\n" * FILE_LINES)]) == []
    assert too_long([Source("bad.py", "x = 1\n" * (FILE_LINES + 1))]) == ["bad.py: 401 lines"]


def test_a_long_function_is_found_and_only_code_is_counted() -> None:
    assert too_long_functions([function(FUNCTION_LINES, n_other=30)]) == []
    assert too_long_functions([function(FUNCTION_LINES + 1)]) == ["bad.py:1 f: 41 lines of code"]


def test_strings_that_are_no_docstring_count_as_code() -> None:
    text = 'def f():\n    x = """\n' + "line\n" * 40 + '"""\n    return x\n'
    assert too_long_functions([Source("bad.py", text)]) == ["bad.py:1 f: 44 lines of code"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('"""File."""\ndef f(): ...\n', ["bad.py:2 f"]),
        ('"""File."""\nclass C:\n    """Be."""\n    def m(self): ...\n', ["bad.py:4 m"]),
        ('"""File."""\nclass C:\n    def _m(self): ...\n', ["bad.py:2 C"]),
        ('"""File."""\ndef _f(): ...\n', []),
        ('"""File."""\ndef f():\n    """Do."""\n    def inner(): ...\n', []),
        ("x = 1\n", ["bad.py:1 the file"]),
    ],
)
def test_a_missing_docstring_is_found(text: str, missing: list[str]) -> None:
    assert undocumented(Source("bad.py", text)) == missing


def test_comments_are_counted_without_what_speaks_to_tools() -> None:
    text = 'x = "# none"\n# why\n\ny = 1  # because\nz = 2  # noqa: E501\n'
    assert comment_share([Source("some.py", text)]) == 2 / 4


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("pytest.raises(ValueError)", ["bad.py:1"]),
        ("raises(ValueError)", ["bad.py:1"]),
        ("pytest.raises(ValueError, match='no')", []),
    ],
)
def test_an_unchecked_message_is_found(call: str, found: list[str]) -> None:
    assert unmatched_raises(Source("bad.py", f"{call}\n")) == found


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# type: " + "ignore", ["bad.py:1"]),
        ("# type: " + "ignore[misc]", ["bad.py:1"]),
        ("# type: " + "ignore  # Numba is untyped", ["bad.py:1"]),
        ("# type: " + "ignore[misc]  # Numba is untyped", []),
        ("# no" + "qa", ["bad.py:1"]),
        ("# no" + "qa: E501", ["bad.py:1"]),
        ("# no" + "qa: E501, N806", ["bad.py:1"]),
        ("# no" + "qa: E501 - a published address", []),
    ],
)
def test_a_tool_silenced_without_a_reason_is_found(comment: str, found: list[str]) -> None:
    assert unexplained(Source("bad.py", f"x = 1  {comment}\n")) == found


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X"])
def test_what_is_put_off_is_found(word: str) -> None:
    assert put_off("bad.md", f"fine\n{word}: later\n") == ["bad.md:2"]
    assert put_off("good.md", f"{word}S\n") == []
