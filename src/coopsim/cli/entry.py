"""One name that can be explained, and how its facts are worded."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# How declarations write that a number has no unit.
_PURE: Final = "1"


@dataclass(frozen=True, slots=True)
class Entry:
    """Explain one name.

    Attributes:
        path: where it stands, such as ``mechanisms.trust.refusal_weight``.
        what: what kind of thing it is, in words.
        topic: the word by which `coopsim list` shows it, or "".
        title: a few words for it, or "".
        meaning: a sentence on it.
        facts: unit, range, default, equation, source and the like, as they apply.
    """

    path: str
    what: str
    meaning: str
    topic: str = ""
    title: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.path.rpartition(".")[2]

    def answers_to(self, term: str) -> bool:
        """Tell whether a term means this: the path, its end, or the title."""
        sought = plain(term)
        path = plain(self.path)
        return sought in {path, plain(self.title)} - {""} or path.endswith(f".{sought}")

    def as_json(self) -> dict[str, Any]:
        """Return the entry for machines."""
        return {
            "path": self.path,
            "what": self.what,
            "title": self.title,
            "meaning": self.meaning,
            **self.facts,
        }


def plain(term: str) -> str:
    """Return a term without what makes no difference: case, blanks, and which entry is meant."""
    return re.sub(r"[\s-]+", "_", re.sub(r"\[[^\]]*\]", "", term).strip().casefold())


def known(*, unit: str | None = None, **facts: str | None) -> dict[str, str]:
    """Return the facts that there are, by name."""
    told = {"unit": "a pure number" if unit == _PURE else unit, **facts}
    return {name: fact for name, fact in told.items() if fact}


def span(low: float, high: float) -> str:
    """Return a range in words, or "" if there is no limit."""
    if math.isinf(low) and math.isinf(high):
        return ""
    if math.isinf(high):
        return f"at least {low:g}"
    return f"at most {high:g}" if math.isinf(low) else f"{low:g} to {high:g}"
