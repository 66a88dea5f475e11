"""Why a decision went as it did, and why something did not happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from coopsim.analysis.asking import Question, check, matching
from coopsim.analysis.conditions import CONDITIONS, Scene, unmet
from coopsim.analysis.explaining import Explanation, explain
from coopsim.analysis.finding import Decision, decision_of
from coopsim.analysis.overview import Overview, overview, question_for
from coopsim.analysis.replaying import Case, case_of, is_the_same, replay, watch
from coopsim.analysis.telling import explained, known, overviewed
from coopsim.runs.record import Record
from coopsim.runs.store import read
from coopsim.scenario.own_rules import running_code
from coopsim.world import ledger as book

# More decisions than these are listed instead of explained.
FEW: Final = 4
_OTHER_RUN: Final = (
    "Note: the run, made again, does not measure what these results hold, which another version "
    "of coopsim made. What follows is about the run made again."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer a question about a run.

    Attributes:
        question: what was asked.
        replicate: of which run.
        explanations: the decisions that were asked about, if they are few.
        others: the decisions that were asked about, if they are too many to explain.
        absent: why nothing was decided, by kind of decision; empty if something was.
        nearest: steps in which it was decided, nearest first, if it was not in the one asked about.
        is_same_run: whether the replay measured what the record holds.
    """

    question: Question
    replicate: int
    explanations: tuple[Explanation, ...]
    others: Overview | None
    absent: dict[str, str]
    nearest: tuple[int, ...]
    is_same_run: bool

    def __str__(self) -> str:
        """Return the answer as text, a line of blanks between its parts."""
        parts = [] if self.is_same_run else [_OTHER_RUN]
        parts += ["\n".join(explained(each)) for each in self.explanations]
        if self.others is not None:
            parts.append("\n".join(overviewed(self.others, self.replicate)))
        if self.absent:
            parts.append("\n".join(_nothing_decided(self)))
        return "\n\n".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as dicts, lists, text and numbers; what is not known is None."""
        plain: dict[str, Any] = known(asdict(self))
        for each in plain["explanations"]:
            each["decision"].pop("address")
        if self.others is not None:
            plain["others"] = {
                "counts": {count.decision: count.answers for count in self.others.counts},
                "named": [_named(each) for each in self.others.named],
            }
        return plain


def why(
    results: Record | str | Path,
    *,
    actor: str | None = None,
    partner: str | None = None,
    step: int | None = None,
    decision: str | None = None,
    subject: str | None = None,
    replicate: int = 0,
    allow_code: bool = False,
) -> Answer:
    """Explain decisions of a run, or why there were none.

    The replicate is run again with everything recorded, up to the step asked about.

    Args:
        results: a record, or the folder of one.
        actor: the state or attacker that decides.
        partner: the state that it decides about, or the institution in which it does.
        step: number of the step, from 0.
        decision: kind of decision, such as ``contribute``.
        subject: the threat, or the kind of partnership.
        replicate: which of the runs.
        allow_code: whether decision rules of your own, named in its scenario, are run.

    Raises:
        InputError: Something that was named does not exist in this run.
        ResultsError: The folder holds no results.
    """
    record = results if isinstance(results, Record) else read(Path(results))
    with running_code(allow_code):
        case = case_of(record, replicate)
    question = Question(actor, partner, step, decision, subject)
    check(question, case.names, case.steps)
    run = replay(case, case.steps - 1 if step is None else step)
    rows = run.decisions[matching(question, case.names, run.decisions)]
    answer = Answer(question, case.replicate, (), None, {}, (), is_the_same(case, run))
    if len(rows) > FEW:
        return replace(answer, others=overview(case, rows))
    if len(rows):
        found = tuple(explain(case, run, decision_of(case, row)) for row in rows)
        return replace(answer, explanations=found)
    return _say_why_not(case, answer)


def _named(decision: Decision) -> dict[str, Any]:
    about = known(asdict(question_for(decision)))
    return {**about, "answer": decision.answer, "margin": known(decision.margin)}


def _nothing_decided(answer: Answer) -> Iterator[str]:
    asked = answer.question
    when = "In this run" if asked.step is None else f"In step {asked.step}"
    yield f"{when} nothing was decided that fits {asked.flags()}."
    if asked.step is None:
        yield "In the last step:"
    for kind, said in answer.absent.items():
        yield f"  {kind}: {said}." if kind else f"  {said}."
    if answer.nearest:
        yield f"It was decided in step {', '.join(str(each) for each in answer.nearest)}."
    else:
        yield "It was never decided in this run."


def _say_why_not(case: Case, answer: Answer) -> Answer:
    """Find the conditions that were not met, and the steps in which the question came up."""
    asked = answer.question
    step = case.steps - 1 if asked.step is None else asked.step
    states = case.names.states
    absent = {}
    if asked.actor in states and asked.partner in states:
        scene = Scene(
            case, watch(case, step, []), step, states.index(asked.actor),
            states.index(asked.partner), asked.subject or "",
        )  # fmt: skip
        kinds = CONDITIONS if asked.decision is None else (asked.decision,)
        absent = {kind: said for kind in kinds if (said := unmet(kind, scene))}
    if not absent:
        absent = {asked.decision or "": "the question did not come up"}
    return replace(answer, absent=absent, nearest=_nearest(case, asked, step))


def _nearest(case: Case, question: Question, step: int) -> tuple[int, ...]:
    """Return the steps nearest to one in which the question came up, at most FEW."""
    rows = replay(case, case.steps - 1).decisions
    ever = matching(replace(question, step=None), case.names, rows)
    steps = np.unique(rows[ever, book.STEP]).astype(int).tolist()
    return tuple(sorted(steps, key=lambda each: (abs(each - step), each))[:FEW])
