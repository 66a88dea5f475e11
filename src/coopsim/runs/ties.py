"""Make the table of partnerships: from the ties before the run, and those that came and went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from coopsim.runs.measures import replicate_column
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import MISSING, NO_WORD, Column, Table, Words, distinct, whole
from coopsim.world import ledger as book
from coopsim.world.world import Rows

if TYPE_CHECKING:
    from coopsim.scenario.founding import Names

BEFORE: Final = -1
INSTITUTION: Final = "institution"
# Columns of a tie. An institution has a kind of its own, after all others, and its row in ONE.
KIND, ONE, OTHER, FORMED, ENDED, CAUSE, BY = range(7)


def partnerships_table(runs: Sequence[RawRun], names: Names) -> Table:
    """List every partnership of all runs, institutions first, then by step, kind and members."""
    of_runs = [_with_institutions(run, names) for run in runs]
    ties = np.concatenate(of_runs)
    members = [
        _members(tie, run, names)
        for run, of_run in zip(runs, of_runs, strict=True)
        for tie in of_run.tolist()
    ]
    begun = np.where(ties[:, FORMED] == BEFORE, MISSING, ties[:, FORMED])
    return Table(
        "partnerships",
        (
            replicate_column(runs, [len(of_run) for of_run in of_runs]),
            Column(
                "id", distinct([_id(tie, names) for tie in ties.tolist()]), "",
                "Kind, members, and the step in which it formed.",
            ),
            Column("kind", Words(ties[:, KIND], (*names.kinds, INSTITUTION)), "", "What it is."),
            Column(
                "members", distinct(members), "", "Ids of the members when it formed, split by ;.",
            ),
            Column("formed", begun, "steps", "Step in which it formed; empty if before the run."),
            Column("ended", ties[:, ENDED], "steps", "Step in which it ended; empty if not."),
            Column(
                "why", Words(ties[:, CAUSE], book.CAUSES), "",
                "Why it ended: choice of a member, unpaid upkeep, or agendas too far apart; empty "
                "if it did not.",
            ),
            Column(
                "ended_by", Words(ties[:, BY], names.states), "",
                "The member that left; empty if nobody did.",
            ),
        ),
    )  # fmt: skip


def _with_institutions(run: RawRun, names: Names) -> Rows:
    """Put the institutions of the scenario, and those founded in the run, before its ties."""
    given = np.flatnonzero(run.foundation.seats.any(axis=1))
    founded = _of_kind(run, book.FOUNDED)
    ended = _of_kind(run, book.DISSOLVED)
    organs = np.full((len(given) + len(founded), BY + 1), NO_WORD, dtype=np.int64)
    organs[:, KIND] = len(names.kinds)
    organs[:, ONE] = np.concatenate((given, founded[:, book.PARTNER]))
    organs[:, FORMED] = np.concatenate((np.full(len(given), BEFORE), founded[:, book.STEP]))
    organs[:, ENDED] = MISSING
    for organ in organs[len(given) :]:
        mine = ended[ended[:, book.PARTNER] == organ[ONE]]
        # A row serves again once what was founded in it is dissolved.
        after = mine[mine[:, book.STEP] > organ[FORMED]]
        if len(after):
            organ[ENDED], organ[CAUSE] = after[0, book.STEP], after[0, book.CAUSE]
    return np.concatenate((organs, lives(run, len(names.states))))


def _of_kind(run: RawRun, kind: int) -> Rows:
    return whole(run.events[run.events[:, book.KIND] == kind])


def lives(run: RawRun, n_states: int) -> Rows:
    """Match each beginning of a tie with its end, ``[n, KIND … BY]``, by step, kind and pair.

    A pair can form and end a partnership of one kind many times, but has one at a time: its
    n-th end belongs to its n-th beginning.

    Raises:
        RuntimeError: A partnership ends that never began; the ledger is incomplete.
    """
    kinds = run.events[:, book.KIND]
    formed = whole(run.events[kinds == book.FORMED])
    ended = whole(run.events[(kinds == book.ENDED) | (kinds == book.LAPSED)])
    founding = run.foundation.ties
    pairs = formed[:, [book.SUBJECT, book.ACTOR, book.PARTNER]]
    born = np.full((len(founding) + len(formed), BY + 1), NO_WORD, dtype=np.int64)
    born[:, ENDED] = MISSING
    born[:, [KIND, ONE, OTHER]] = np.concatenate((founding, pairs))
    born[:, FORMED] = np.concatenate((np.full(len(founding), BEFORE), formed[:, book.STEP]))
    born[:, [ONE, OTHER]] = np.sort(born[:, [ONE, OTHER]], axis=1)
    # The side that leaves stands first in the event; pairs have the smaller row first.
    gone = np.sort(ended[:, [book.ACTOR, book.PARTNER]], axis=1)
    starts = _occasions(born[:, KIND], born[:, ONE], born[:, OTHER], n_states)
    ends = _occasions(ended[:, book.SUBJECT], gone[:, 0], gone[:, 1], n_states)
    order = np.argsort(starts, kind="stable")
    place = np.searchsorted(starts[order], ends)
    if np.any(place == len(starts)) or np.any(starts[order][place] != ends):
        raise RuntimeError("a partnership ends in the ledger that never began")
    born[order[place], ENDED] = ended[:, book.STEP]
    born[order[place], CAUSE] = ended[:, book.CAUSE]
    by_choice = ended[:, book.CAUSE] == book.CHOSEN
    born[order[place], BY] = np.where(by_choice, ended[:, book.ACTOR], NO_WORD)
    return born[np.lexsort((born[:, OTHER], born[:, ONE], born[:, KIND], born[:, FORMED]))]


def _occasions(kinds: Rows, ones: Rows, others: Rows, n_states: int) -> Rows:
    """Give each tie one integer: its kind, its pair, and how many such ties there were before."""
    keys = (kinds * n_states + ones) * n_states + others
    order = np.argsort(keys, kind="stable")
    in_order = keys[order]
    earlier = np.arange(len(keys)) - np.searchsorted(in_order, in_order)
    occasions = np.empty_like(keys)
    # 2**20 steps are the most a run has, and a tie lives for at least one.
    occasions[order] = in_order * 2**20 + earlier
    return occasions


def _id(tie: list[int], names: Names) -> str:
    if tie[KIND] == len(names.kinds):
        when = "" if tie[FORMED] == BEFORE else f":{tie[FORMED]}"
        return f"{INSTITUTION}:{names.institutions[tie[ONE]]}{when}"
    pair = f"{names.states[tie[ONE]]}-{names.states[tie[OTHER]]}"
    since = "start" if tie[FORMED] == BEFORE else tie[FORMED]
    return f"{names.kinds[tie[KIND]]}:{pair}:{since}"


def _members(tie: list[int], run: RawRun, names: Names) -> str:
    if tie[KIND] == len(names.kinds):
        seats = np.flatnonzero(run.foundation.seats[tie[ONE]])
        if tie[FORMED] != BEFORE:
            entered = _of_kind(run, book.ACCEDED)
            here = (entered[:, book.PARTNER] == tie[ONE]) & (entered[:, book.STEP] == tie[FORMED])
            seats = np.unique(entered[here, book.ACTOR])
        return ";".join(names.states[i] for i in seats.tolist())
    return f"{names.states[tie[ONE]]};{names.states[tie[OTHER]]}"
