"""Give unquoted words their meaning, by the core schema of YAML 1.2.

`NO`, `yes` and `on` are text (`NO` is Norway), `1_000` and `12:30` are text, `010` is ten.
Stricter than the schema: a number that a computer cannot hold is refused, not bent.
"""

from __future__ import annotations

import math
import re

from coopsim.errors import abbreviated

LONGEST_TEXT = 65_536  # characters; a scenario's longest texts are a few paragraphs

_UNUSABLE = re.compile(r"[\x00\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Only ASCII digits: the digits of other scripts would pass for numbers with \d.
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMBER_BEGINS = frozenset("0123456789+-.")
_LONGEST_DIGITS = 24


def usable_text(text: str) -> str:
    """Return the text itself if a scenario can hold it.

    Raises:
        ValueError: if it has more than 65,536 characters, or holds a NUL or half a character.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"text of more than {LONGEST_TEXT:,} characters")
    if _UNUSABLE.search(text):
        raise ValueError("text cannot hold NUL or half characters (surrogates)")
    return text


def plain_scalar(text: str) -> bool | int | float | str | None:
    """Return what an unquoted word means: nothing, true or false, a number, or text.

    Args:
        text: the word, without blanks around it.

    Raises:
        ValueError: if it is a number that no model can use: infinite, not a number, an integer
            outside ±2**63, or too large or too small for double precision.
    """
    if text in _WORDS:
        return _WORDS[text]
    # Most words of a scenario are names: they are told from numbers by their first character.
    if text[0] not in _NUMBER_BEGINS:
        return text
    if _DECIMAL.fullmatch(text):
        return _integer(text, 10)
    if _BASED.fullmatch(text):
        return _integer(text[2:], 8 if text[1] == "o" else 16)
    if _FLOAT.fullmatch(text):
        return _float(text)
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(f"must be a finite number (got {text})")
    return text


def _integer(text: str, base: int) -> int:
    digits = text.lstrip("+-0") or "0"
    # The length is judged first: int() takes quadratic time over thousands of digits.
    if len(digits) <= _LONGEST_DIGITS:
        number = int(digits, base) * (-1 if text.startswith("-") else 1)
        if -(2**63) <= number < 2**63:
            return number
    raise ValueError(f"whole number too large, at most 2**63 - 1 (got {abbreviated(text)})")


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"number too large, at most 1.7e308 (got {abbreviated(text)})")
    # A value that vanishes without a word would be a silent conversion.
    if number == 0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        raise ValueError(f"number too close to 0, write 0 (got {abbreviated(text)})")
    return number
