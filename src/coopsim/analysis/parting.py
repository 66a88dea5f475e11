"""Find where two histories with the same luck part, and what tells them apart first.

A change alone makes no history: what a scenario gives is left out of the comparison, and only
what the model measures and computes counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from coopsim.metrics.registry import METRICS
from coopsim.runs.happenings import events_table
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import Table, Words, whole
from coopsim.scenario.founding import Names
from coopsim.world.blocks import state
from coopsim.world.fields import fields_of
from coopsim.world.world import Numbers, Rows

Truths = npt.NDArray[np.bool_]
# Events are told apart by who does what, when and to whom; sizes shift with every small change.
TOLD_BY: Final = ("kind", "actor", "partner", "subject")
_COMPUTED: Final = [field.index for field in fields_of(state.BLOCK) if not field.given]


class Happening(NamedTuple):
    """Name an event that one of two histories has and the other has not.

    Attributes:
        step: the step in which it happened.
        kind: such as ``help_sent``.
        actor: id of the state that acts or is struck; "" if nobody.
        partner: id of the other state, or of the institution; "" if nobody.
        subject: id of the threat, or the kind of partnership; "" if neither.
        in_second: whether it happened in the second history.
    """

    step: int
    kind: str
    actor: str
    partner: str
    subject: str
    in_second: bool


@dataclass(frozen=True, slots=True)
class Parting:
    """Say where the histories of one replicate part.

    Attributes:
        replicate: its number.
        step: first step in which anything measured or computed differs; None if none does.
        metrics: the metrics that differ in that step.
        states: ids of the states in which anything computed differs in that step.
        event: the first event that only one of the two has; None if all are the same.
    """

    replicate: int
    step: int | None
    metrics: tuple[str, ...]
    states: tuple[str, ...]
    event: Happening | None


def parting(first: RawRun, second: RawRun, names: tuple[Names, Names]) -> Parting:
    """Compare two runs of one replicate, step by step.

    Args:
        first: a run of the first scenario, with states and events.
        second: a run of the second, of equal length.
        names: ids of rows in the first and in the second.
    """
    event = _first_event(first, second, names)
    shared = sorted(set(names[0].states) & set(names[1].states))
    states = [
        run.states[:, :, [ids.states.index(name) for name in shared]]
        for run, ids in zip((first, second), names, strict=True)
    ]
    metrics_differ = _differ(first.metrics, second.metrics)
    states_differ = np.any(_differ(states[0][:, _COMPUTED], states[1][:, _COMPUTED]), axis=1)
    steps = np.flatnonzero(np.any(metrics_differ, axis=1) | np.any(states_differ, axis=1))
    if len(steps) == 0:
        return Parting(first.replicate, None, (), (), event)
    step = int(steps[0])
    by_column = sorted(METRICS.values(), key=lambda each: each.index)
    return Parting(
        first.replicate,
        step,
        tuple(each.name for each in by_column if metrics_differ[step, each.index]),
        tuple(name for name, differs in zip(shared, states_differ[step], strict=True) if differs),
        event,
    )


def _differ(first: Numbers, second: Numbers) -> Truths:
    """Tell where two arrays differ; where both have nothing to measure they do not."""
    differ: Truths = (first != second) & ~(np.isnan(first) & np.isnan(second))
    return differ


def _first_event(first: RawRun, second: RawRun, names: tuple[Names, Names]) -> Happening | None:
    tables = events_table([first], names[0]), events_table([second], names[1])
    keys = _keys(*tables)
    only = np.setxor1d(*keys)
    if len(only) == 0:
        return None
    # The step weighs most in a key, so the smallest key is the earliest event.
    in_second = bool(np.isin(only[0], keys[0], invert=True))
    at = int(np.flatnonzero(keys[in_second] == only[0])[0])
    table = tables[in_second]
    kind, actor, partner, subject = (_word(table, name, at) for name in TOLD_BY)
    return Happening(int(table.numbers("step")[at]), kind, actor, partner, subject, in_second)


def _keys(first: Table, second: Table) -> tuple[Rows, Rows]:
    """Give each event one integer, the same for the same event in either history."""
    keys = [whole(table.numbers("step")) for table in (first, second)]
    for name in TOLD_BY:
        columns = [_words(table, name) for table in (first, second)]
        places = {word: at for at, word in enumerate(sorted({*columns[0][1], *columns[1][1]}))}
        for side, (codes, vocabulary) in enumerate(columns):
            # The code of no word, -1, picks the last.
            joint = np.array([*(places[word] for word in vocabulary), len(places)], dtype=np.int64)
            keys[side] = keys[side] * (len(places) + 1) + joint[codes]
    return keys[0], keys[1]


def _words(table: Table, name: str) -> Words:
    values = table.column(name).values
    assert isinstance(values, Words)  # The tables of events are made so.
    return values


def _word(table: Table, name: str, at: int) -> str:
    codes, vocabulary = _words(table, name)
    # The code of no word, -1, picks the last.
    return (*vocabulary, "")[int(codes[at])]
