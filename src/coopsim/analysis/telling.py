"""Answers as text for people and as plain values for machines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from coopsim.analysis.explaining import Explanation
from coopsim.analysis.finding import Decision, Term
from coopsim.analysis.overview import Overview, question_for
from coopsim.analysis.tracing import NO_MOVE, Link
from coopsim.analysis.wording import figure, places_for, reason, signed, told


def explained(one: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation."""
    decision = one.decision
    yield one.sentence
    if not math.isnan(decision.margin):
        yield ""
        yield from _table(decision)
        yield ""
    yield from _turned(one)
    yield from _lucky(one)
    yield from one.remarks
    if one.links:
        yield "What led to it:"
        yield from (f"  {_link(decision, link)}" for link in one.links)
        if abs(one.drift) >= NO_MOVE:
            yield (
                f"  Besides, trust moved by {signed(one.drift)}: smaller dealings, what others "
                "told, goodwill of partnerships, forgetting."
            )


def _table(decision: Decision) -> Iterator[str]:
    places = places_for(decision.margin)
    rows = [("Term", "Value", "Made of", "Meaning")]
    rows += [
        (each.name, figure(each.value, places), _made_of(each), each.meaning)
        for each in decision.terms
        if each.value != 0.0
    ]
    luck = f"luck is in it: draw {figure(decision.draw)}" if decision.draw >= 0.0 else ""
    rows.append(("score", figure(decision.score, places), "", "Sum of the terms."))
    rows.append(("threshold", figure(decision.threshold, places), luck, "What it must beat."))
    yield from aligned(rows)
    nothing = [each.name for each in decision.terms if each.value == 0.0]
    if nothing:
        yield f"  Nothing came from {', '.join(nothing)}."


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines whose columns stand below each other; the second is of numbers."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if n == 1 else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"  {'  '.join(cells)}".rstrip()


def _made_of(term: Term) -> str:
    if math.isnan(term.input):
        return term.equation
    weighs = f"{term.weighs:g}".replace("-", "−")
    return f"{term.equation} = {weighs} x {figure(term.input, 3)}"


def _turned(one: Explanation) -> Iterator[str]:
    if one.flip is None:
        return
    flip, places = one.flip, places_for(one.flip.change)
    yield (
        f"What turns it: one term changed by {signed(flip.change, places)}, such as {flip.term} "
        f"from {figure(flip.value, places)} to {figure(flip.needed, places)}. "
        f"The run made again with that: {one.instead}."
    )


def _lucky(one: Explanation) -> Iterator[str]:
    if math.isnan(one.chance):
        return
    other = 1.0 - one.chance if one.decision.beats else one.chance
    verb = "fall short of" if one.decision.beats else "beat"
    share = f"{other:.0%}".replace("%", " %")
    yield f"Luck: with other draws the score would {verb} the threshold in {share} of cases."


def _link(decision: Decision, link: Link) -> str:
    moves = [
        f"{name} of {decision.actor} in {decision.partner} {figure(before)} → {figure(after)} "
        f"({signed(after - before)})"
        for name, (before, after) in (("trust", link.trust), ("grievance", link.grievance))
        if abs(after - before) >= NO_MOVE
    ]
    return f"step {link.step}: {' → '.join(['; '.join(link.what), *moves])}"


def overviewed(others: Overview, replicate: int) -> Iterator[str]:
    """Yield the lines of an overview, with what to ask about each decision."""
    yield f"Decisions in replicate {replicate} that can be asked about:"
    yield ""
    yield from aligned(
        [
            ("Decision", "Times", "Answers"),
            *(
                (
                    count.decision,
                    f"{sum(count.answers.values()):,}",
                    ", ".join(f"{answer} {n:,}" for answer, n in count.answers.items()),
                )
                for count in others.counts
            ),
        ]
    )
    yield ""
    yield "All of them, the clearest first:" if others.is_whole else "The clearest and the closest:"
    for each in others.named:
        because = reason(each)
        yield f"  step {each.step}: {told(each)}{': ' if because else ''}{because}"
        yield f"    {question_for(each).flags()}"


def known(value: Any) -> Any:
    """Return values without NaN and infinity, which JSON lacks, and without tuples."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {name: known(each) for name, each in value.items()}
        case tuple() | list():
            return [known(each) for each in value]
    return value
