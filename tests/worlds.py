"""Tiny worlds with round numbers, in which a reader can work out by hand what must happen.

States are called A, B, C and D. Nothing is wrong in such a world until a test says so: nobody is
struck, nobody has a partnership, no institution has a member, and all decisions are without noise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pytest

from coopsim.catalogue.mechanisms import core as mech
from coopsim.catalogue.mechanisms import rivalry
from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.scenario.founding import edge_of, size_of
from coopsim.world import ledger as book
from coopsim.world.blocks import conduct, dyad, institution, partnership, state, threat
from coopsim.world.ledger import Ledger, empty
from coopsim.world.world import FROM, HIGH_KEY, LOW_KEY, MIRROR, TO, Size, World, allocate

A, B, C, D = range(4)
NOBODY = book.NOBODY

PARAMETERS = {
    mech.NOISE: 0.2,
    mech.LEARNING: 0.5,
    mech.OPERATIONS_SHARE: 0.5,
    mech.RESERVE_RELEASE: 0.5,
    mech.RESERVE_MONTHS: 10.0,
    mech.READINESS_RATE: 0.5,
    mech.SOLDIER_MONTH: 1.0,
    mech.STAGING: 0.5,
    mech.REACH: 1000.0,
    mech.STAKE: 2.0,
    mech.AFFINITY_WEIGHT: 1.0,
    mech.PRIVATE_BENEFIT: 0.0,
    mech.AUDIENCE_COST: 1.0,
    mech.FUTURE: 1.0,
    mech.COST: 1.0,
    mech.CHOICE_NOISE: 0.0,
    mech.REPAIR: 0.1,
    mech.MEMORY_LOSS: 0.0,
    mech.PRIOR_STRENGTH: 4.0,
    mech.REFUSAL_WEIGHT: 2.0,
    mech.VISIBILITY: 0.0,
    mech.CONTACT_GAIN: 0.5,
    mech.ROTATION: 0.1,
    mech.MEETING_RATE: 1.0,
    mech.SECURITY_WEIGHT: 2.0,
    mech.AGENDA_WEIGHT: 1.0,
    mech.HURDLE: 0.5,
    mech.DECISION_RATE: 2.0,
    rivalry.DEFENCE: 1.0,
    rivalry.HALF_DISTANCE: 1000.0,
}
# Income 1 billion a month, of which reserves may hold 10; 1 billion a month for diplomacy.
STATE = {
    state.GDP: 1200.0,
    state.DEFENCE_SHARE: 0.02,
    state.DIPLOMACY_SHARE: 0.01,
    state.RESERVE: 10.0,
    state.PERSONNEL: 100.0,
    state.READINESS_NORMAL: 0.5,
    state.READINESS: 0.5,
    state.LOGISTICS: 0.5,
    state.CLIMATE_EXPOSURE: 1.0,
    state.CYBER_MATURITY: 0.25,
    state.DEMOCRACY: 1.0,
    state.TRANSPARENCY: 1.0,
    state.CAPACITY: 4.0,
    state.RELEASED: 1000.0,
    conduct.RELIABILITY: 1.0,
    state.UPKEEP_PAID: 1.0,
}
DYAD = {
    dyad.TRUST_PRIOR: 0.5,
    dyad.EVIDENCE_FOR: 2.0,
    dyad.EVIDENCE_AGAINST: 2.0,
    dyad.TRUST: 0.5,
    dyad.AFFINITY: 0.5,
}
# A strike of severity 1 on a fully exposed state takes 12 billion, all in one month.
THREAT = {
    threat.SEVERITY_MEAN: 0.5,
    threat.NEED_SHARE: 0.01,
    threat.DURATION: 1.0,
    threat.EXPOSURE_FIELD: float(state.CLIMATE_EXPOSURE),
    threat.HAUL: 1.0,
    threat.FORCES: 1.0,
    threat.DENIAL_FIELD: -1.0,
    threat.ISSUE: -1.0,
}
IMPACT = {
    threat.TARGETED: 1.0,
    threat.EXPOSURE: 1.0,
    threat.STARTED: -1.0,
    threat.ASKED_AT: -1.0,
    threat.HELPED_AT: -1.0,
    threat.SPONSOR: -1.0,
}


def tiny_world(
    states: int = 3,
    *,
    kinds: int = 1,
    institutions: int = 1,
    threats: int = 1,
    planned: int = 0,
    attackers: int = 0,
    organisations: int = 0,
) -> World:
    """Make a world of states that are all alike, each next to every other, in steps of a month."""
    pairs = states * (states - 1)
    size = Size(states, pairs, kinds, institutions, threats, planned, 1, attackers, organisations)
    world = allocate(size)
    world.luck[:] = 7, 11
    for mechanism in MECHANISMS.values():
        world.parameters[mechanism.switch] = float(mechanism.profile == CORE)
    fill(world.parameters, PARAMETERS)
    fill(world.states, STATE)
    fill(world.dyads, DYAD)
    fill(world.threats, THREAT)
    fill(world.impacts, IMPACT)
    world.kinds[partnership.DEEPENING] = 0.5
    world.partnerships[partnership.SINCE] = -1.0
    world.institutions[institution.QUORUM] = 1.0
    world.institutions[institution.LEAD] = -1.0
    world.mandates[institution.SINCE] = -1.0
    for first, keys in enumerate(
        (
            world.state_key,
            world.kind_key,
            world.institution_key,
            world.threat_key,
            world.attacker_key,
        ),
        start=1,
    ):
        keys[:] = np.arange(len(keys)) + 100 * first
    _connect(world, states)
    return world


def fill(block: np.ndarray, numbers: Mapping[int, float]) -> None:
    """Set rows of a block, each to one number."""
    for row, number in numbers.items():
        block[row] = number


def _connect(world: World, states: int) -> None:
    for i in range(states):
        world.row_start[i + 1] = (i + 1) * (states - 1)
        for j in range(states):
            if i != j:
                ends = sorted((world.state_key[i], world.state_key[j]))
                e = edge_of(states, i, j)
                world.edges[[FROM, TO, MIRROR], e] = i, j, edge_of(states, j, i)
                world.edges[[LOW_KEY, HIGH_KEY], e] = ends


def edge(world: World, i: int, j: int) -> int:
    """Return the edge of what state i holds towards state j."""
    return edge_of(world.states.shape[1], i, j)


def pair(world: World, i: int, j: int) -> list[int]:
    """Return both edges of two states."""
    return [edge(world, i, j), edge(world, j, i)]


def strike(world: World, i: int, need: float, *, home: float = 0.0, threat_row: int = 0) -> None:
    """Let a state suffer a strike: what it takes, and what the state does itself."""
    impact = world.impacts[:, threat_row, i]
    impact[threat.SEVERITY], impact[threat.LEFT], impact[threat.STARTED] = 0.5, 3.0, 0.0
    impact[threat.NEED], impact[threat.HOME] = need, home
    impact[threat.ORDINAL] = 1.0


def tie(world: World, i: int, j: int, *, depth: float = 1.0, kind: int = 0) -> None:
    """Give two states a partnership that they had before the run."""
    world.partnerships[partnership.DEPTH, kind, pair(world, i, j)] = depth


def let_ask(world: World, asker: int, *helpers: int) -> None:
    """Open a channel by which a state may ask others for help."""
    for helper in helpers:
        world.dyads[dyad.CHANNEL, edge(world, helper, asker)] = 1.0


def join(world: World, *members: int, institution_row: int = 0) -> None:
    """Make states members of an institution."""
    world.seats[institution.MEMBER, institution_row, list(members)] = 1.0
    for i in members:
        for j in members:
            if i != j:
                world.dyads[dyad.FELLOWSHIP, edge(world, i, j)] = 1.0


def ledger_for(world: World, level: int = book.EVERYTHING, steps: int = 4) -> Ledger:
    """Make a ledger with room for some steps."""
    return empty(size_of(world), level, steps)


class Event(NamedTuple):
    """One row of the events, in words."""

    kind: str
    actor: int
    partner: int
    subject: int
    size: float
    cause: str


class Decision(NamedTuple):
    """One row of the decisions, in words."""

    kind: str
    actor: int
    partner: int
    subject: int
    answer: str
    score: float
    threshold: float
    amount: float
    terms: list[float]


def events(ledger: Ledger, *kinds: int) -> list[Event]:
    """Read the events of some kinds, or all of them."""
    return [
        Event(
            book.EVENTS[int(row[book.KIND])][0], int(row[book.ACTOR]), int(row[book.PARTNER]),
            int(row[book.SUBJECT]), float(row[book.SIZE]), book.CAUSES[int(row[book.CAUSE])],
        )
        for row in ledger.events[: ledger.used[0]]
        if not kinds or int(row[book.KIND]) in kinds
    ]  # fmt: skip


def decisions(ledger: Ledger, *kinds: int) -> list[Decision]:
    """Read the decisions of some kinds, or all of them."""
    found = []
    for row in ledger.decisions[: ledger.used[1]]:
        name, _, terms = book.DECISIONS[int(row[book.KIND])]
        if not kinds or int(row[book.KIND]) in kinds:
            found.append(
                Decision(
                    name, int(row[book.ACTOR]), int(row[book.PARTNER]), int(row[book.SUBJECT]),
                    book.ANSWERS[int(row[book.ANSWER])], float(row[book.SCORE]),
                    float(row[book.THRESHOLD]), float(row[book.AMOUNT]),
                    row[book.FIRST_TERM : book.FIRST_TERM + len(terms)].tolist(),
                )
            )  # fmt: skip
    return found


Luck = float | Callable[[int, int, int, int], float]


def fix_luck(monkeypatch: pytest.MonkeyPatch, phase: str, lots: Mapping[int, Luck]) -> None:
    """Give the draws of a phase by purpose, each a number or a function of its address.

    The address is subject, ordinal, actor and partner. A purpose that is left out must not be
    drawn for.
    """

    def drawn(
        k0: int, k1: int, step: int, purpose: int, subject: int, ordinal: int, actor: int,
        partner: int,
    ) -> float:  # fmt: skip
        assert (k0, k1) == (7, 11)
        assert step >= 0
        luck = lots[purpose]
        return luck(subject, ordinal, actor, partner) if callable(luck) else luck

    monkeypatch.setattr(f"coopsim.phases.{phase}.draw", drawn)
