"""Make the tables of events and decisions: rows of the ledger with names for their codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from coopsim.runs.measures import replicate_column, step_column
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import NO_WORD, Column, Table, Words, whole
from coopsim.world import ledger as book
from coopsim.world.world import Numbers, Rows

if TYPE_CHECKING:
    from coopsim.scenario.founding import Names

# These decisions are an attacker's.
BY_ATTACKER: Final = (book.ATTACK, book.TARGET)
SIZES: Final = ", ".join(f"{kind}: {size}" for kind, _, size in book.EVENTS)
WEIGHED: Final = (
    ("score", book.SCORE, "utility", "Sum of the terms."),
    ("threshold", book.THRESHOLD, "utility", "What the score must beat; luck is in it."),
    ("draw", book.DRAW, "1", "Luck of this decision, between 0 and 1."),
)
SUBJECTS: Final = {
    "threat": "The threat.",
    "partnership": "The kind of partnership.",
    "none": "Always empty.",
}
# What a decision is about besides its score: unit and meaning, by kind of decision.
AMOUNTS: Final = {
    "contribute": ("billion USD", "Help considered; it was sent if the answer is yes."),
    "vote": ("billion USD", "The voter's fair share of the request."),
    "form": ("1", "Trust of the actor in the partner."),
    "leave": ("1", "Trust of the actor in the partner."),
    "attack": ("1", "Chance of success, allies of the target included."),
    "target": ("1", "Chance of success."),
    "ratify": ("months", "How long it has been signed."),
    "apply": ("1", "Duty of the members to help."),
    "admit": ("1", "Duty of the members to help."),
    "exit": ("1", "Duty of the members to help."),
    "provide": ("billion USD", "Gift considered; it was given if the answer is yes."),
    "imitate": ("1", "Whether the other takes part: 1, or 0."),
}


def events_table(runs: Sequence[RawRun], names: Names) -> Table:
    """Name the events of all runs, in the order in which they happened."""
    rows = np.concatenate([run.events for run in runs])
    kinds = whole(rows[:, book.KIND])
    organs = np.isin(kinds, book.BY_INSTITUTION)
    # States and institutions share a vocabulary: the institutions stand after the states.
    partners = _moved(rows[:, book.PARTNER], np.where(organs, len(names.states), 0))
    about = np.array([_begin(subject, names) for _, subject, _ in book.EVENTS], dtype=np.int64)
    return Table(
        "events",
        (
            replicate_column(runs, [len(run.events) for run in runs]),
            step_column(whole(rows[:, book.STEP])),
            Column("kind", _coded(kinds, [each[0] for each in book.EVENTS]), "", "What happened."),
            Column(
                "actor", _coded(rows[:, book.ACTOR], names.states), "",
                "The state that acts or is struck.",
            ),
            Column(
                "partner", Words(partners, names.states + names.institutions), "",
                "The other state, or the institution.",
            ),
            Column(
                "subject", Words(_moved(rows[:, book.SUBJECT], about[kinds]), _subjects(names)), "",
                "The threat, the kind of partnership, or the intervention.",
            ),
            Column("size", rows[:, book.SIZE].copy(), "by kind", f"How large. {SIZES}."),
            Column("cause", _coded(rows[:, book.CAUSE], book.CAUSES), "", "Why it came about."),
        ),
    )  # fmt: skip


def decision_tables(runs: Sequence[RawRun], names: Names) -> dict[str, Table]:
    """Name the decisions of all runs: one table ``decisions/KIND`` for each kind."""
    rows = np.concatenate([run.decisions for run in runs])
    replicates = np.repeat([run.replicate for run in runs], [len(run.decisions) for run in runs])
    tables = {}
    for code, (kind, subject, terms) in enumerate(book.DECISIONS):
        of_kind = rows[:, book.KIND] == code
        mine = rows[of_kind]
        name = f"decisions/{kind}"
        first = Column("replicate", whole(replicates[of_kind]), "", "Number of the run, from 0.")
        columns = (first, *_decision(mine, kind, subject, terms, names))
        if code in book.IN_INSTITUTION:
            organ = _coded(mine[:, book.BODY], names.institutions)
            means = "The institution in which it was decided."
            columns = (*columns, Column("institution", organ, "", means))
        if code in BY_ATTACKER:
            who = _coded(mine[:, book.BODY], names.attackers)
            means = "The attacker; the actor is the state behind it."
            columns = (*columns, Column("attacker", who, "", means))
        tables[name] = Table(name, columns)
    return tables


def _decision(
    rows: Numbers, kind: str, subject: str, terms: tuple[str, ...], names: Names
) -> tuple[Column, ...]:
    about = _moved(rows[:, book.SUBJECT], np.full(len(rows), _begin(subject, names)))
    subject_means = SUBJECTS[subject]
    unit, meaning = AMOUNTS[kind]
    return (
        step_column(whole(rows[:, book.STEP])),
        Column("actor", _coded(rows[:, book.ACTOR], names.states), "", "The state that decides."),
        Column(
            "partner", _coded(rows[:, book.PARTNER], names.states), "",
            "The state that it decides about.",
        ),
        Column("subject", Words(about, _subjects(names)), "", subject_means),
        Column("answer", _coded(rows[:, book.ANSWER], book.ANSWERS), "", "What it decided."),
        *(Column(name, rows[:, at].copy(), of, means) for name, at, of, means in WEIGHED),
        Column("amount", rows[:, book.AMOUNT].copy(), unit, meaning),
        *(
            Column(term, rows[:, at].copy(), "utility", f"Term of the score: {term}.")
            for at, term in enumerate(terms, start=book.FIRST_TERM)
        ),
    )  # fmt: skip


def _begin(subject: str, names: Names) -> int:
    """Return where the rows of a subject begin among all subjects."""
    n_threats, n_kinds = len(names.threats), len(names.kinds)
    return {"partnership": n_threats, "intervention": n_threats + n_kinds}.get(subject, 0)


def _subjects(names: Names) -> tuple[str, ...]:
    return names.threats + names.kinds + names.interventions


def _coded(rows: Numbers | Rows, vocabulary: Sequence[str]) -> Words:
    """Name rows by their place; NOBODY becomes no word."""
    return Words(_moved(rows, np.zeros(len(rows), dtype=np.int64)), tuple(vocabulary))


def _moved(rows: Numbers | Rows, by: Rows) -> Rows:
    """Turn rows into codes, moved up by so many places; NOBODY stays nobody."""
    codes = whole(rows)
    return np.where(codes == book.NOBODY, NO_WORD, codes + by)
