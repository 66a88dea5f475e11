"""What is asked about a run: filters by id, checked, and applied to raw decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.founding import Names
from coopsim.world import ledger as book
from coopsim.world.world import Numbers

KINDS = tuple(kind for kind, _, _ in book.DECISIONS)
BY_ATTACKER = (book.ATTACK, book.TARGET)


@dataclass(frozen=True, slots=True)
class Question:
    """Say which decisions are asked about; None asks about all.

    Attributes:
        actor: id of the state or attacker that decides.
        partner: id of the state it decides about, or of the institution in which it does.
        step: number of the step, from 0.
        decision: kind of decision.
        subject: id of the threat, or kind of partnership.
    """

    actor: str | None = None
    partner: str | None = None
    step: int | None = None
    decision: str | None = None
    subject: str | None = None

    def flags(self) -> str:
        """Return the question as options of the command line."""
        return " ".join(
            f"--{name} {value}"
            for name in ("actor", "partner", "step", "decision", "subject")
            if (value := getattr(self, name)) is not None
        )


def check(question: Question, names: Names, steps: int) -> None:
    """Check that everything a question names exists.

    Raises:
        InputError: It does not; with what was meant, perhaps.
    """
    known: tuple[tuple[str, str | None, Sequence[str], str], ...] = (
        ("actor", question.actor, names.states + names.attackers, "state or attacker"),
        ("partner", question.partner, names.states + names.institutions, "state or institution"),
        ("decision", question.decision, KINDS, "kind of decision"),
        ("subject", question.subject, names.threats + names.kinds, "threat or kind of partnership"),
    )
    faults = []
    for path, word, candidates, what in known:
        if word is not None and word not in candidates:
            hint = suggestion(word, candidates) or f"one of: {', '.join(candidates)}"
            faults.append(Fault(None, path, f'no such {what} "{word}" in this run', hint))
    if question.step is not None and not 0 <= question.step < steps:
        message = f"must be between 0 and {steps - 1} (got {question.step})"
        faults.append(Fault(None, "step", message))
    if question.actor is not None and question.actor == question.partner:
        faults.append(Fault(None, "partner", "must be another state than the actor"))
    if faults:
        raise InputError(faults)


def matching(question: Question, names: Names, rows: Numbers) -> npt.NDArray[np.bool_]:
    """Tell of each raw decision whether it is asked about."""
    mask: npt.NDArray[np.bool_] = np.ones(len(rows), dtype=np.bool_)
    kind = rows[:, book.KIND]
    if question.step is not None:
        mask &= rows[:, book.STEP] == question.step
    if question.decision is not None:
        mask &= kind == KINDS.index(question.decision)
    if question.actor in names.states:
        mask &= rows[:, book.ACTOR] == names.states.index(question.actor)
    elif question.actor is not None:
        body = names.attackers.index(question.actor)
        mask &= np.isin(kind, BY_ATTACKER) & (rows[:, book.BODY] == body)
    if question.partner in names.states:
        mask &= rows[:, book.PARTNER] == names.states.index(question.partner)
    elif question.partner is not None:
        body = names.institutions.index(question.partner)
        mask &= np.isin(kind, book.IN_INSTITUTION) & (rows[:, book.BODY] == body)
    if question.subject is not None:
        mask &= _about(question.subject, names, rows)
    return mask


def _about(subject: str, names: Names, rows: Numbers) -> npt.NDArray[np.bool_]:
    what, place = (
        ("threat", names.threats.index(subject))
        if subject in names.threats
        else ("partnership", names.kinds.index(subject))
    )
    kinds = [code for code, (_, about, _) in enumerate(book.DECISIONS) if about == what]
    return np.asarray(np.isin(rows[:, book.KIND], kinds) & (rows[:, book.SUBJECT] == place))
