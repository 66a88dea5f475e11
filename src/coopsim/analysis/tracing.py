"""Back in time: the events and refusals that led to a decision, and what they did to trust."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from coopsim.analysis.finding import Decision
from coopsim.analysis.replaying import Case, History
from coopsim.analysis.wording import happened, told_of
from coopsim.runs.happenings import events_table
from coopsim.runs.raw import RawRun
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad
from coopsim.world.world import Numbers

# So many steps are told in which the pair dealt with each other, and so many of its ties.
DEALINGS, TIES = 4, 3
_OF_TIES = (book.FORMED, book.ENDED, book.LAPSED, book.SIGNED, book.RATIFICATION_FAILED)
# What leads to a decision about a threat: the latest of each kind is told.
_OF_THREATS = (book.STRIKE, book.SPREAD, book.REQUEST, book.MANDATE, book.FUND_PAID)
# What two places do not show.
NO_MOVE = 0.005
_UNMOVED = (math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one step on the way to a decision.

    Attributes:
        step: when.
        what: what happened, in half sentences.
        trust: trust of the decider in the other before and after that step; NaN if the two did not
            deal with each other in it.
        grievance: its grievance against the other, likewise.
    """

    step: int
    what: tuple[str, ...]
    trust: tuple[float, float]
    grievance: tuple[float, float]

    @property
    def moved(self) -> float:
        """Return how much trust and grievance moved in all."""
        return sum(abs(after - before) for before, after in (self.trust, self.grievance))


def trace(case: Case, run: RawRun, history: History, decision: Decision) -> tuple[Link, ...]:
    """Return what led to a decision about another state, in the order in which it happened.

    Told are the steps in which the two dealt with each other and trust or grievance moved most,
    their latest ties, and the latest strike, request and mandate if it is about a threat.
    """
    _, _, i, j, subject, _ = decision.address
    if i == book.NOBODY or j == book.NOBODY or (i, j) not in history.dyads:
        return ()
    views, step = history.dyads[i, j], horizon(decision)
    dealings = _by_step(_dealings(case, run, i, j, step))
    ties = _latest(_events(case, run, _of_pair(run, i, j, decision.step)), TIES)
    context: list[tuple[int, str]] = []
    if _is_about_threat(decision):
        context = _latest_of_each(case, run, j, subject, decision.step)
    links = [_link(views, when, what) for when, what in dealings.items()]
    felt = [each for each in links if each.moved >= NO_MOVE]
    chosen = sorted(felt, key=lambda each: (-each.moved, -each.step))[:DEALINGS]
    kept = {each.step: each for each in chosen}
    for when, what in (*ties, *context):
        link = kept.get(when, Link(when, (), _UNMOVED, _UNMOVED))
        kept[when] = replace(link, what=(*link.what, what))
    return tuple(kept[when] for when in sorted(kept))


def undercurrent(history: History, decision: Decision, links: tuple[Link, ...]) -> float:
    """Return how far trust moved from the start to the decision beside what links tell.

    It is what others told, goodwill of partnerships, forgetting, and dealings left out.
    """
    views = history.dyads[decision.address[2], decision.address[3]][:, dyad.TRUST]
    moves = [after - before for before, after in (each.trust for each in links)]
    explained = sum(move for move in moves if not math.isnan(move))
    return float(views[horizon(decision)] - views[0]) - explained


def horizon(decision: Decision) -> int:
    """Return the first step of which a decision can't know how trust moved in it.

    Requests are answered before the trust of a step is learned, ties are reviewed after it.
    """
    return decision.step + (0 if _is_about_threat(decision) else 1)


def _is_about_threat(decision: Decision) -> bool:
    return book.DECISIONS[decision.address[1]][1] == "threat"


def _dealings(case: Case, run: RawRun, i: int, j: int, step: int) -> Iterator[tuple[int, str]]:
    """Yield what j did to i before the step, as far as i learns from it."""
    rows = run.decisions
    refused = (
        (rows[:, book.KIND] == book.CONTRIBUTE)
        & (rows[:, book.ACTOR] == j)
        & (rows[:, book.PARTNER] == i)
        & (rows[:, book.ANSWER] == book.NO)
        & (rows[:, book.STEP] < step)
    )
    who = {"actor": case.names.states[j], "partner": case.names.states[i], "body": ""}
    for row in rows[refused]:
        subject = case.names.threats[int(row[book.SUBJECT])]
        yield int(row[book.STEP]), told_of("contribute", "no", {**who, "subject": subject})
    events = run.events
    helped = (
        (events[:, book.KIND] == book.HELP_ARRIVED)
        & (events[:, book.ACTOR] == j)
        & (events[:, book.PARTNER] == i)
        & (events[:, book.STEP] < step)
    )
    yield from _events(case, run, events[helped])


def _of_pair(run: RawRun, i: int, j: int, step: int) -> Numbers:
    """Return the events in which the ties of two states changed before a step."""
    events = run.events
    ours = (events[:, book.ACTOR] == i) & (events[:, book.PARTNER] == j)
    ours |= (events[:, book.ACTOR] == j) & (events[:, book.PARTNER] == i)
    ours &= np.isin(events[:, book.KIND], _OF_TIES) & (events[:, book.STEP] < step)
    return np.asarray(events[ours])


def _latest_of_each(
    case: Case, run: RawRun, j: int, subject: int, step: int
) -> list[tuple[int, str]]:
    """Return the latest strike, request and mandate of state j for a threat, up to a step."""
    events = run.events
    mine = (events[:, book.ACTOR] == j) & (events[:, book.SUBJECT] == subject)
    mine &= events[:, book.STEP] <= step
    rows = [events[mine & (events[:, book.KIND] == kind)][-1:] for kind in _OF_THREATS]
    return list(_events(case, run, np.concatenate(rows)))


def _events(case: Case, run: RawRun, rows: Numbers) -> Iterator[tuple[int, str]]:
    """Tell events, each with its step."""
    table = events_table([run._replace(events=rows)], case.names)
    told_by = {name: table.texts(name) for name in ("actor", "partner", "subject", "kind")}
    for n, when in enumerate(table.numbers("step").tolist()):
        parts = {name: texts[n] or "" for name, texts in told_by.items()}
        yield int(when), happened(parts.pop("kind"), parts)


def _latest(told_events: Iterator[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    return list(told_events)[-most:]


def _by_step(told_events: Iterator[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    steps: dict[int, tuple[str, ...]] = {}
    for when, what in told_events:
        steps[when] = (*steps.get(when, ()), what)
    return steps


def _link(views: Numbers, when: int, what: tuple[str, ...]) -> Link:
    trust, grievance = views[:, dyad.TRUST], views[:, dyad.GRIEVANCE]
    return Link(
        when,
        what,
        (float(trust[when]), float(trust[when + 1])),
        (float(grievance[when]), float(grievance[when + 1])),
    )
