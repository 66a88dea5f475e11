"""Why a decision went as it did, and why something did not happen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coopsim.analysis.asking import Question, check, matching
from coopsim.analysis.conditions import CONDITIONS, Scene, unmet
from coopsim.analysis.finding import Decision, decision_of
from coopsim.analysis.flipping import Flip, override, smallest_flip
from coopsim.analysis.luck import chance_to_beat
from coopsim.analysis.outcomes import remarks
from coopsim.analysis.overview import Overview, overview
from coopsim.analysis.replaying import Case, History, case_of, is_the_same, replay, watch
from coopsim.analysis.tracing import Link, trace, undercurrent
from coopsim.analysis.wording import reason, told
from coopsim.runs.raw import RawRun
from coopsim.runs.record import Record
from coopsim.runs.store import read
from coopsim.world import ledger as book
from coopsim.world.world import Numbers

# More decisions than these are listed instead of explained.
FEW = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explain one decision.

    Attributes:
        decision: what was decided, with its terms.
        sentence: the same in words.
        chance: how often other luck would carry the score past the threshold, [0, 1], or NaN.
        flip: the smallest change of one term that turns it; None if nothing was weighed.
        instead: what is decided in the run made again with that change, in words, or "".
        links: what led to it.
        drift: how far trust moved besides; NaN if it is not about another state.
        remarks: what else there is to say.
    """

    decision: Decision
    sentence: str
    chance: float
    flip: Flip | None
    instead: str
    links: tuple[Link, ...]
    drift: float
    remarks: tuple[str, ...]


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
        """Return the answer as text."""
        from coopsim.analysis.telling import text_of

        return text_of(self)


def why(
    results: Record | str | Path,
    *,
    actor: str | None = None,
    partner: str | None = None,
    step: int | None = None,
    decision: str | None = None,
    subject: str | None = None,
    replicate: int = 0,
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

    Raises:
        InputError: Something that was named does not exist in this run.
        ResultsError: The folder holds no results.
    """
    record = results if isinstance(results, Record) else read(Path(results))
    case = case_of(record, replicate)
    question = Question(actor, partner, step, decision, subject)
    check(question, case.names, case.steps)
    run = replay(case, case.steps - 1 if step is None else step)
    rows = run.decisions[matching(question, case.names, run.decisions)]
    answer = Answer(question, replicate, (), None, {}, (), is_the_same(case, run))
    if len(rows) > FEW:
        return replace(answer, others=overview(case, rows))
    if len(rows):
        return replace(answer, explanations=_explain_all(case, run, rows))
    return _say_why_not(case, answer)


def _explain_all(case: Case, run: RawRun, rows: Numbers) -> tuple[Explanation, ...]:
    decisions = [decision_of(case, row) for row in rows]
    return tuple(_explain(case, run, each, _history(case, each)) for each in decisions)


def _history(case: Case, decision: Decision) -> History:
    step, _, i, j, _, _ = decision.address
    return watch(case, step, [(i, j)] if book.NOBODY not in (i, j) else [])


def _explain(case: Case, run: RawRun, decision: Decision, history: History) -> Explanation:
    flip = smallest_flip(decision)
    instead = ""
    if flip is not None:
        instead = told(override(case, decision, flip.term, flip.change))
    links = trace(case, run, history, decision)
    return Explanation(
        decision=decision,
        sentence=_sentence(decision),
        chance=chance_to_beat(decision, case.scenario.parameter_values()),
        flip=flip,
        instead=instead,
        links=links,
        drift=undercurrent(history, decision, links) if history.dyads else math.nan,
        remarks=remarks(case, run, history, decision),
    )


def _sentence(decision: Decision) -> str:
    start, because = f"In step {decision.step} {told(decision)}", reason(decision)
    return f"{start}: {because}." if because else f"{start}."


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


