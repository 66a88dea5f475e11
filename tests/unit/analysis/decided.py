"""A small run that everything is asked about, and decisions made by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from coopsim.analysis.finding import Decision, Term
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.world import ledger as book
from unit.runs import samples

STEPS = 8


@cache
def record() -> Record:
    """Run three states that are struck often, with two replicates."""
    return run(samples.scenario(STEPS), seed=4, replicates=2)


def term(name: str, value: float, weighs: float = 2.0) -> Term:
    """Make a term with a weight."""
    return Term(name, value, f"What {name} means.", f"{name} x input", f"response.{name}", weighs)


def decision(
    score: float = 0.5, threshold: float = 0.2, draw: float = 0.5, kind: str = "contribute"
) -> Decision:
    """Make a decision of FRA about DEU whose terms add up to the score."""
    terms = (term("stake", 2.0), term("cost", score - 2.0), term("future", 0.0))
    codes = [name for name, _, _ in book.DECISIONS]
    return Decision(
        replicate=0, step=5, kind=kind, actor="FRA", partner="DEU", subject="cyber", body="",
        answer="yes" if score > threshold else "no", score=score, threshold=threshold, draw=draw,
        amount=1.0, amount_means="Help.", terms=terms, address=(5, codes.index(kind), 1, 0, 0, -1),
    )  # fmt: skip


def unweighed() -> Decision:
    """Make a decision of a state that could not help."""
    nan = float("nan")
    return replace(decision(nan, nan, nan), answer="unable")
