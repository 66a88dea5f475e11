"""A rule as a user would write it, on which the tests of such rules are run."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def prudent(terms: Any, parameters: Any) -> float:
    """Keep obligations whatever they are worth at home, and otherwise look at the cost."""
    terms[0] *= parameters[0]
    return float(terms[0] + terms[1])


prudent.terms = ("obligation", "cost")  # type: ignore[attr-defined]  # how rules declare them
prudent.parameters = {"care": (1.5, 0.0, 10.0)}  # type: ignore[attr-defined]  # as above


def careless(terms: Any, parameters: Any) -> float:
    """Return what its terms do not add up to."""
    return float(terms[0] + 1.0 + parameters[0])


careless.terms = ("stake",)  # type: ignore[attr-defined]  # as above


def utilitarian(terms: Any, parameters: Any) -> float:
    """Add up all that expected utility adds up, in the same order."""
    score = 0.0
    for k in range(8):
        score += terms[k]
    return float(score + 0.0 * parameters[0])


utilitarian.terms = (  # type: ignore[attr-defined]  # as above
    "stake", "affinity", "private_benefit", "obligation", "future", "grievance", "cost",
    "opposition",
)  # fmt: skip


def unreadable(terms: Any, parameters: Any) -> float:
    """Do what the compiler can't."""
    return float(Path(str(terms[0] + parameters[0])).name)


unreadable.terms = ("stake",)  # type: ignore[attr-defined]  # as above
