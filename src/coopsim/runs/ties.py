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
# Columns of a tie: when it began and ended, the cause of its end and who ended it.
KIND, ONE, OTHER, FORMED, ENDED, CAUSE, BY = range(7)


def partnerships_table(runs: Sequence[RawRun], names: Names) -> Table:
    """List every partnership of all runs, institutions first, then by step, kind and members."""
    ties = [lives(run, len(names.states)) for run in runs]
    tied = np.concatenate(ties)
    n_organs = len(names.institutions)
    # Institutions stand before the other ties of their run and neither form nor end.
    at = np.repeat(np.cumsum([0, *(len(each) for each in ties[:-1])]), n_organs)
    organs = list(range(n_organs)) * len(runs)
    members = [_members(run, m, names) for run in runs for m in range(n_organs)]
    pairs = [f"{names.states[i]};{names.states[j]}" for i, j in tied[:, [ONE, OTHER]].tolist()]

    def column(first: Sequence[int], rest: Rows) -> Rows:
        return np.insert(rest, at, np.array(first, dtype=np.int64))

    none, nobody = [MISSING] * len(at), [NO_WORD] * len(at)
    kinds = column([len(names.kinds)] * len(at), tied[:, KIND])
    begun = np.where(tied[:, FORMED] == BEFORE, MISSING, tied[:, FORMED])
    ids = _inserted([_id(row, names) for row in tied.tolist()], at, [
        f"institution:{names.institutions[m]}" for m in organs
    ])  # fmt: skip
    return Table(
        "partnerships",
        (
            replicate_column(runs, [len(each) + n_organs for each in ties]),
            Column("id", distinct(ids), "", "Kind, members, and the step in which it formed."),
            Column(
                "kind", Words(kinds, (*names.kinds, "institution")), "", "Kind of partnership."
            ),
            Column("members", distinct(_inserted(pairs, at, members)), "", "Ids, split by ;."),
            Column(
                "formed", column(none, begun), "steps",
                "Step in which it formed; empty if it stood before the run.",
            ),
            Column(
                "ended", column(none, tied[:, ENDED]), "steps",
                "Step in which it ended; empty if it outlived the run.",
            ),
            Column(
                "why", Words(column(nobody, tied[:, CAUSE]), book.CAUSES), "",
                "Why it ended: choice of a member, or unpaid upkeep; empty while it lasts.",
            ),
            Column(
                "ended_by", Words(column(nobody, tied[:, BY]), names.states), "",
                "The member that left; empty if nobody did.",
            ),
        ),
    )  # fmt: skip


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
    pair = f"{names.states[tie[ONE]]}-{names.states[tie[OTHER]]}"
    since = "start" if tie[FORMED] == BEFORE else tie[FORMED]
    return f"{names.kinds[tie[KIND]]}:{pair}:{since}"


def _members(run: RawRun, m: int, names: Names) -> str:
    return ";".join(names.states[i] for i in np.flatnonzero(run.foundation.seats[m]).tolist())


def _inserted(texts: list[str], at: Rows, new: list[str]) -> list[str]:
    """Insert new texts before the given places of the old ones."""
    return np.insert(np.array(texts, dtype=object), at, np.array(new, dtype=object)).tolist()
