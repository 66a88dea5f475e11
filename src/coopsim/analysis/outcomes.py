"""What came of a decision, and what else it took: trust, money, the other side, the votes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coopsim.analysis.finding import Decision, decision_of
from coopsim.analysis.replaying import Case, History
from coopsim.analysis.wording import figure, reason, told
from coopsim.runs.raw import RawRun
from coopsim.world import ledger as book
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.fields import fields_of
from coopsim.world.world import Numbers

# Events by which a decision about a tie shows, in the order of rank.
_CAME_TRUE = {
    book.FORMED: "It came into being in this step.",
    book.SIGNED: "The two signed it in this step; it has to be ratified.",
    book.ENDED: "It ended in this step.",
}


def remarks(case: Case, run: RawRun, history: History, decision: Decision) -> tuple[str, ...]:
    """Return what else there is to say about a decision, in sentences."""
    code = decision.address[1]
    if code in (book.FORM, book.LEAVE, book.RATIFY):
        return (*_obstacles(history, decision), *_both_sides(case, run, decision))
    if code in (book.CONTRIBUTE, book.VOTE):
        return tuple(_tallies(case, run, history, decision))
    return ()


def _obstacles(history: History, decision: Decision) -> Iterator[str]:
    """Yield the conditions that no gain can outweigh."""
    _, code, i, j, t, _ = decision.address
    if code != book.FORM:
        return
    kinds, states = history.after.kinds, history.after.states
    least = kinds[ps.MIN_TRUST, t]
    if decision.amount < least:
        yield (
            f"{decision.subject} takes trust of {figure(least)} on both sides; "
            f"{decision.actor} trusted {decision.partner} with {figure(decision.amount)}."
        )
    field = int(kinds[ps.NEEDS_FIELD, t])
    if field >= 0 and min(states[field, i], states[field, j]) < kinds[ps.NEEDS_LEAST, t]:
        name, need = fields_of("state")[field].name, figure(kinds[ps.NEEDS_LEAST, t])
        yield f"{decision.subject} takes {name} of {need} on both sides, and one had less."
    elif decision.answer == "unable":
        yield f"The diplomacy budget of {decision.actor} had no room for its upkeep."


def _both_sides(case: Case, run: RawRun, decision: Decision) -> Iterator[str]:
    """Yield what the other side said, and what came of it."""
    step, code, i, j, subject, _ = decision.address
    rows = _at(run.decisions, step, code, subject)
    rows = rows[(rows[:, book.ACTOR] == j) & (rows[:, book.PARTNER] == i)]
    others = [decision_of(case, row) for row in rows]
    for other in others:
        because = reason(other)
        yield f"The other side: {told(other)}: {because}." if because else f"{told(other)}."
    events = run.events
    ours = (events[:, book.STEP] == step) & (events[:, book.SUBJECT] == subject)
    ours &= np.isin(events[:, book.ACTOR], (i, j)) & np.isin(events[:, book.PARTNER], (i, j))
    codes = events[ours, book.KIND]
    came = [text for kind, text in _CAME_TRUE.items() if kind in codes]
    yield from came
    if code == book.FORM and not came and {decision.answer, *(o.answer for o in others)} == {"yes"}:
        yield (
            "Both wanted it, but one could not pay for it after what it had concluded before in "
            "this step."
        )


def _tallies(case: Case, run: RawRun, history: History, decision: Decision) -> Iterator[str]:
    """Yield how institutions voted in this step on the same strike."""
    step, _, _, j, subject, _ = decision.address
    votes = _at(run.decisions, step, book.VOTE, subject)
    votes = votes[votes[:, book.PARTNER] == j]
    for m in np.unique(votes[:, book.BODY]).astype(int):
        answers = votes[votes[:, book.BODY] == m, book.ANSWER]
        yes, no = int(np.sum(answers == book.YES)), int(np.sum(answers == book.NO))
        quorum = history.after.institutions[inst.QUORUM, m]
        passed = yes > 0 and yes >= quorum * (yes + no)
        adopted = _adopted(run.events, step, j, m, subject)
        end = (
            "adopted in this step" if adopted
            else "could pass, but the decision took longer" if passed
            else "did not pass"
        )  # fmt: skip
        yield (
            f"{case.names.institutions[m]} voted: {yes} yes, {no} no, {len(answers) - yes - no} "
            f"abstained, {figure(quorum)} of the votes needed: {end}."
        )


def _adopted(events: Numbers, step: int, i: int, m: int, subject: int) -> bool:
    found = (events[:, book.STEP] == step) & (events[:, book.KIND] == book.MANDATE)
    found &= (events[:, book.ACTOR] == i) & (events[:, book.PARTNER] == m)
    return bool(np.any(found & (events[:, book.SUBJECT] == subject)))


def _at(rows: Numbers, step: int, code: int, subject: int) -> Numbers:
    """Return the raw decisions of a step, kind and subject."""
    mine = (rows[:, book.STEP] == step) & (rows[:, book.KIND] == code)
    return np.asarray(rows[mine & (rows[:, book.SUBJECT] == subject)])
