"""Sentences about decisions and events: ``catalogue/sentences.yaml``, filled in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from coopsim.analysis.finding import Decision
from coopsim.catalogue.kinds import read_catalogue

_NOBODY = "nobody"
# Nobody reads on where two numbers differ only behind so many places.
_MOST_PLACES = 9


def figure(value: float, places: int = 2) -> str:
    """Write a number with a real minus, and without one before zero; nothing for NaN."""
    if math.isnan(value):
        return ""
    # Adding zero turns -0.0 into 0.0.
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "−")


def signed(value: float, places: int = 2) -> str:
    """Write a change with its sign."""
    text = figure(value, places)
    return text if text.startswith("−") else f"+{text}"


def places_for(difference: float) -> int:
    """Return how many places show a difference; two, unless it is small."""
    if difference == 0.0 or not math.isfinite(difference):
        return 2
    return min(_MOST_PLACES, max(2, 1 - math.floor(math.log10(abs(difference)))))


def told(decision: Decision) -> str:
    """Return a decision as half a sentence, such as "FRA refused to help DEU against storms"."""
    return told_of(decision.kind, decision.answer, _parts(decision))


def told_of(kind: str, answer: str, parts: Mapping[str, str]) -> str:
    """Return what a kind of decision and an answer say of actor, partner, subject and body."""
    spoken = _sentences("decisions").get(kind, {}).get(answer)
    if spoken is None:
        return _plain(f"{parts['actor'] or parts['body']} answered {answer} to {kind}", parts)
    return str(spoken.format_map(parts))


def happened(kind: str, parts: Mapping[str, str]) -> str:
    """Return an event as half a sentence."""
    spoken = _sentences("events").get(kind)
    if spoken is None:
        return _plain(f"{kind}: {parts['actor']}", parts)
    return str(spoken.format_map({name: part or _NOBODY for name, part in parts.items()}))


def reason(decision: Decision) -> str:
    """Return why a decision went as it did, in numbers; empty if nothing was weighed."""
    if math.isnan(decision.margin):
        return ""
    verb, places = "beat" if decision.beats else "fell short of", places_for(decision.margin)
    score, threshold = figure(decision.score, places), figure(decision.threshold, places)
    return f"the score {score} {verb} the threshold {threshold}"


def _parts(decision: Decision) -> dict[str, str]:
    return {
        "actor": decision.actor or decision.body,
        "partner": decision.partner,
        "subject": decision.subject,
        "body": decision.body,
    }


def _plain(start: str, parts: Mapping[str, str]) -> str:
    """Tell what has no sentence of its own."""
    rest = [parts[name] for name in ("partner", "subject") if parts.get(name)]
    return ", ".join([start, *rest])


def _sentences(about: str) -> Mapping[str, Any]:
    sentences: Mapping[str, Any] = read_catalogue("sentences").plain()[about]
    return sentences
