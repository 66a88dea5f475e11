"""The answer of a scenario: a sentence in which `{metric}` stands for what a run came to.

A number may say how it is written, as in `{collective_response:.0%}` or `{damage_busd:,.1f}`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from string import Formatter
from typing import Any, Final

from coopsim.errors import abbreviated, suggestion
from coopsim.scenario.addressing import Address, Finding

NOTHING_TO_MEASURE: Final = "(nothing to measure)"
_HERE: Final[Address] = ("answer",)
# Python's formats can do more, among it fill the memory: {damage_busd:999999999}.
_FORMAT: Final = re.compile(r"\+?,?(\.[0-9])?[ef%]?")
_FORM: Final = "write {metric}, {metric:.1f} or {metric:.0%}; {{ and }} for braces"


def answer_findings(values: Mapping[str, Any], known: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what is wrong with the numbers in the answer of a scenario's values.

    Args:
        values: what the file says.
        known: the numbers that there are; every metric if none are named.
    """
    answer = values.get("answer")
    if not isinstance(answer, str) or not {"{", "}"} & set(answer):
        return
    try:
        parts = [part[1:] for part in Formatter().parse(answer) if part[1] is not None]
    except ValueError:
        yield Finding(_HERE, "a brace has no partner", _FORM)
        return
    what, known = ("result", known) if known else ("metric", metric_names())
    for name, form, conversion in parts:
        if conversion or not _FORMAT.fullmatch(form or ""):
            shown = abbreviated(f"{name}:{form}")
            yield Finding(_HERE, f"numbers are not written in this way (got {shown})", _FORM)
        elif name not in known:
            hint = suggestion(name or "", known) or "coopsim list metrics shows what there is"
            yield Finding(_HERE, f"no such {what} (got {abbreviated(name)})", hint)


def answered(answer: str, numbers: Mapping[str, float]) -> str:
    """Return an answer with its numbers; NaN becomes "(nothing to measure)".

    Args:
        answer: of a checked scenario.
        numbers: every metric by name.
    """
    return answer.format_map({name: _Number(value) for name, value in numbers.items()})


class _Number(float):
    """Write a number as an answer asks for it."""

    def __format__(self, form: str) -> str:
        return NOTHING_TO_MEASURE if math.isnan(self) else format(float(self), form or ",.3g")


def metric_names() -> tuple[str, ...]:
    """Return the names of all metrics."""
    # Metrics are declared beside their compiled code, and the compiler takes time to import.
    from coopsim.metrics.registry import METRICS

    return tuple(METRICS)
