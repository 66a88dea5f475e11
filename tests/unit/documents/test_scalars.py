from __future__ import annotations

import math

import pytest

from coopsim.documents.scalars import LONGEST_TEXT, plain_scalar, usable_text

TEXTS = """
    NO no No yes Yes on off y n Y N nULL tRUE = << 1_000 1,000 12:30 190:20:30 2024-01-01 0b101 0o8
    0xg 0x -0x1F +0o7 1e 1e+ .e1 . - + -. +.e3 .Nan -.nan inf nan Infinity 1.2.3 --1
    \N{ARABIC-INDIC DIGIT ONE} 1\N{FULLWIDTH DIGIT TWO}
"""


@pytest.mark.parametrize("word", TEXTS.split())
def test_words_that_other_readers_bend_are_text(word: str) -> None:
    assert plain_scalar(word) == word


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("-12", -12),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("0xff", 255),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("0x7fffffffffffffff", 2**63 - 1),
        ("0" * 5000 + "1", 1),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("+1.5e+3", 1500.0),
        ("0e999", 0.0),
        ("0.0", 0.0),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("5e-324", 5e-324),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_words_with_a_meaning(word: str, meaning: object) -> None:
    found = plain_scalar(word)
    assert found == meaning
    assert type(found) is type(meaning)


def test_the_sign_of_zero_is_kept() -> None:
    zero = plain_scalar("-0.0")
    assert isinstance(zero, float)
    assert math.copysign(1, zero) == -1


@pytest.mark.parametrize("word", [".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN"])
def test_numbers_that_are_none_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="must be a finite number"):
        plain_scalar(word)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("9223372036854775808", "whole number too large"),
        ("-9223372036854775809", "whole number too large"),
        ("0x8000000000000000", "whole number too large"),
        ("1" * 60_000, "whole number too large"),
        ("0x" + "f" * 60_000, "whole number too large"),
        ("1e309", "number too large"),
        ("-1e99999", "number too large"),
        ("9e-400", "number too close to 0"),
    ],
    ids=lambda value: value[:40],
)
def test_numbers_out_of_range_are_refused_in_few_words(word: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        plain_scalar(word)
    assert len(str(caught.value)) < 120


def test_usable_text_is_returned_as_it_is() -> None:
    text = "é\t\n😀" + "x" * (LONGEST_TEXT - 4)
    assert usable_text(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 65_537, "more than 65,536 characters"),
        ("a\0b", "cannot hold NUL"),
        ("\ud83d", "half characters"),
    ],
    ids=["long", "NUL", "surrogate"],
)
def test_unusable_text_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        usable_text(text)
