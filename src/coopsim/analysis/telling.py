"""Answers as text for people and as plain values for machines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coopsim.analysis.finding import Decision, Term
from coopsim.analysis.overview import Overview, question_for
from coopsim.analysis.tracing import NO_MOVE, Link
from coopsim.analysis.wording import figure, places_for, reason, signed, told

if TYPE_CHECKING:
    from coopsim.analysis.why import Answer, Explanation

_OTHER_RUN = (
    "Note: the run, made again, does not measure what these results hold, which another version "
    "of coopsim made. What follows is about the run made again."
)


def text_of(answer: Answer) -> str:
    """Return an answer as text, a line of blanks between its parts."""
    parts = [] if answer.is_same_run else [_OTHER_RUN]
    parts += ["\n".join(_explained(each)) for each in answer.explanations]
    if answer.others is not None:
        parts.append("\n".join(_overviewed(answer.others, answer.replicate)))
    if answer.absent:
        parts.append("\n".join(_why_not(answer)))
    return "\n\n".join(parts)


def machine_form(answer: Answer) -> dict[str, Any]:
    """Return an answer as dicts, lists, text and numbers; what is not known is None."""
    plain: dict[str, Any] = _known(asdict(answer))
    for told_of, each in zip(plain["explanations"], answer.explanations, strict=True):
        told_of["decision"].pop("address")
        told_of["decision"]["margin"] = _known(each.decision.margin)
    if answer.others is not None:
        plain["others"] = {
            "counts": {count.decision: count.answers for count in answer.others.counts},
            "named": [
                {**_known(asdict(question_for(each))), "answer": each.answer,
                 "margin": _known(each.margin)}
                for each in answer.others.named
            ],
        }  # fmt: skip
    return plain


def _explained(one: Explanation) -> Iterator[str]:
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
    ]
    luck = f"luck is in it: draw {figure(decision.draw)}" if decision.draw >= 0.0 else ""
    rows.append(("score", figure(decision.score, places), "", "Sum of the terms."))
    rows.append(("threshold", figure(decision.threshold, places), luck, "What it must beat."))
    yield from aligned(rows)


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
    return f"{term.equation} = {term.weighs:g} x {figure(term.input, 3)}"


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
    verb = "fallen short of" if one.decision.beats else "beaten"
    yield f"Luck: with other draws the score had {verb} the threshold in {other:.0%} of cases."


def _link(decision: Decision, link: Link) -> str:
    moves = [
        f"{name} of {decision.actor} in {decision.partner} {figure(before)} → {figure(after)} "
        f"({signed(after - before)})"
        for name, (before, after) in (("trust", link.trust), ("grievance", link.grievance))
        if abs(after - before) >= NO_MOVE
    ]
    return f"step {link.step}: {' → '.join(['; '.join(link.what), *moves])}"


def _overviewed(others: Overview, replicate: int) -> Iterator[str]:
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


def _why_not(answer: Answer) -> Iterator[str]:
    asked = answer.question
    when = "In this run" if asked.step is None else f"In step {asked.step}"
    yield f"{when} nothing was decided that fits {asked.flags()}."
    if asked.step is None:
        yield "In the last step:"
    yield from (f"  {kind}: {said}." if kind else f"  {said}." for kind, said in answer.absent.items())
    if answer.nearest:
        yield f"It was decided in step {', '.join(str(each) for each in answer.nearest)}."
    else:
        yield "It was never decided in this run."


def _known(value: Any) -> Any:
    """Return values without NaN and infinity, which JSON lacks, and without tuples."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {name: _known(each) for name, each in value.items()}
        case tuple() | list():
            return [_known(each) for each in value]
    return value
