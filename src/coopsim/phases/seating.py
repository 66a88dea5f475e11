"""Seats in institutions: how states weigh them, take them and give them up."""

from __future__ import annotations

from coopsim.catalogue.mechanisms.core import CHOICE_NOISE, INSTITUTIONS_ON, OPERATIONS_SHARE
from coopsim.catalogue.mechanisms.organisation import BURDEN_ON
from coopsim.compilation import kernel
from coopsim.decisions.aid import total
from coopsim.decisions.seat import Seat, weigh_seat
from coopsim.phases.burden import worst_fear
from coopsim.phases.nudging import nudged
from coopsim.phases.recording import explain, note, weigh
from coopsim.randomness import draw, logistic_noise
from coopsim.world import ledger as book
from coopsim.world.blocks import conduct, dyad, state
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.ledger import Ledger
from coopsim.world.world import FROM, TO, Numbers, World

# Ordinals of the two draws of an occasion: whether a seat is looked at, and the luck in it.
WHETHER, LUCK = 0, 1
# Stands for all other members where one state could be named.
ALL = -1


@kernel
def consider_seat(
    world: World, ledger: Ledger, step: int, m: int, i: int, other: int, question: int,
    purpose: int, bar: float,
) -> int:  # fmt: skip
    """Let state i answer a question about a seat in institution m; return its answer.

    The questions are APPLY and EXIT, about sitting with ALL, and ADMIT, about sitting with the
    other. Whoever says no by less than the abstention band may abstain from admitting.
    """
    seat = survey(world, m, i, other)
    terms = weigh_seat(world.parameters, seat)
    score = nudged(ledger, step, question, i, other, book.NOBODY, m, total(terms))
    partner = world.state_key[other] if other >= 0 else 0
    luck = lot(world, step, purpose, world.institution_key[m], LUCK, world.state_key[i], partner)
    threshold = bar - world.parameters[CHOICE_NOISE] * logistic_noise(luck)
    answer = book.YES if (score > threshold) != (question == book.EXIT) else book.NO
    band = world.institutions[inst.ABSTENTION, m]
    if question == book.ADMIT and answer == book.NO and score > threshold - band:
        answer = book.ABSTAINED
    row = explain(ledger, step, question, i, other, book.NOBODY, answer)
    weigh(ledger, row, score, threshold, luck, seat.obligation, terms)
    if row >= 0:
        ledger.decisions[row, book.BODY] = m
    return answer


@kernel
def lot(
    world: World, step: int, purpose: int, subject: int, ordinal: int, actor: int, partner: int
) -> float:
    """Return the draw of an address in this run: compiled once for all that is seldom drawn."""
    return draw(world.luck[0], world.luck[1], step, purpose, subject, ordinal, actor, partner)


@kernel
def survey(world: World, m: int, i: int, other: int) -> Seat:
    """Describe a seat in institution m, with ALL other members or one other, as state i sees it."""
    dyads, states = world.dyads, world.states
    affinity, grievance, pooled, allied, n = 0.0, 0.0, 0.0, 0.0, 0.0
    for e in range(world.row_start[i], world.row_start[i + 1]):
        k = world.edges[TO, e]
        arms = dyads[dyad.TRUST, e] * states[state.GDP, k] * states[state.DEFENCE_SHARE, k]
        allied += dyads[dyad.OBLIGATION, e] * arms
        if k == other or (other == ALL and world.seats[inst.MEMBER, m, k] > 0.0):
            affinity += dyads[dyad.AFFINITY, e]
            grievance += dyads[dyad.GRIEVANCE, e]
            pooled += arms
            n += 1.0
    own = states[state.GDP, i] * states[state.DEFENCE_SHARE, i]
    alone = 1.0 if other == ALL else 0.0
    return Seat(
        obligation=world.institutions[inst.OBLIGATION, m],
        danger=worst_fear(world.impacts, i),
        strength=_against(pooled, own),
        allied=alone * _against(allied, own),
        affinity=affinity / n if n > 0.0 else 0.5,
        grievance=grievance / n if n > 0.0 else 0.0,
        dues=alone * _dues(world, m, i),
        resentment=alone * world.seats[ms.RESENTMENT, m, i],
    )


@kernel
def _against(others: float, own: float) -> float:
    return others / (own + others) if others > 0.0 else 0.0


@kernel
def _dues(world: World, m: int, i: int) -> float:
    """Return the dues of state i as a share of its income for operations; 1 if it has none."""
    due = world.institutions[inst.DUES_SHARE, m]
    if world.parameters[BURDEN_ON] > 0.0:
        due *= world.seats[ms.ASSESSED, m, i]
    income = world.states[state.DEFENCE_SHARE, i] * world.parameters[OPERATIONS_SHARE]
    if due <= 0.0:
        return 0.0
    return min(1.0, due / income) if income > 0.0 else 1.0


@kernel
def count_members(seats: Numbers, m: int) -> float:
    """Count the members of institution m."""
    members = 0.0
    for i in range(seats.shape[2]):
        members += seats[inst.MEMBER, m, i]
    return members


@kernel
def enter(world: World, ledger: Ledger, step: int, m: int, i: int, cause: int) -> None:
    """Give state i a seat in institution m."""
    world.seats[inst.MEMBER, m, i] = 1.0
    world.seats[ms.RESENTMENT, m, i] = 0.0
    members = count_members(world.seats, m)
    note(ledger, step, book.ACCEDED, cause, i, m, book.NOBODY, members)


@kernel
def vacate(world: World, m: int, i: int) -> None:
    """Take the seat of state i in institution m away, and the mandates on its behalf."""
    world.seats[inst.MEMBER, m, i] = 0.0
    world.seats[ms.RESENTMENT, m, i] = 0.0
    for h in range(world.mandates.shape[2]):
        world.mandates[inst.STATUS, m, h, i] = 0.0
        world.mandates[inst.SINCE, m, h, i] = -1.0
        world.mandates[ms.LEGITIMACY, m, h, i] = 0.0


@kernel
def dissolve(world: World, ledger: Ledger, step: int, m: int, actor: int) -> None:
    """End what was founded in row m, so that the row is free again; its fund is lost."""
    note(
        ledger,
        step,
        book.DISSOLVED,
        book.TIME,
        actor,
        m,
        book.NOBODY,
        count_members(world.seats, m),
    )
    for i in range(world.states.shape[1]):
        vacate(world, m, i)
    world.institutions[ms.COALITION, m] = 0.0


@kernel
def charter(
    institutions: Numbers, m: int, obligation: float, dues: float, standards: float, lead: float
) -> None:
    """Give what is founded in row m its rules and an empty fund."""
    institutions[inst.OBLIGATION, m] = obligation
    institutions[inst.DUES_SHARE, m] = dues
    institutions[inst.STANDARDS, m] = standards
    institutions[inst.LEAD, m] = lead
    institutions[inst.FUND, m] = 0.0


@kernel
def free_row(institutions: Numbers, seats: Numbers) -> int:
    """Return the first spare row without members, or -1."""
    for m in range(institutions.shape[1]):
        if institutions[ms.SPARE, m] > 0.0 and count_members(seats, m) == 0.0:
            return m
    return -1


@kernel
def add_fellows(world: World) -> None:
    """Derive from the seats who are fellows, with which standards, watched how closely."""
    dyads, on = world.dyads, world.parameters[INSTITUTIONS_ON] > 0.0
    for e in range(world.edges.shape[1]):
        i, j = world.edges[FROM, e], world.edges[TO, e]
        fellows, standards, watch = 0.0, 0.0, 0.0
        for m in range(world.seats.shape[1]):
            both = world.seats[inst.MEMBER, m, i] * world.seats[inst.MEMBER, m, j]
            fellows = max(fellows, both)
            standards = max(standards, both * world.institutions[inst.STANDARDS, m])
            watch = max(watch, both * world.institutions[conduct.MONITORING, m])
        dyads[dyad.FELLOWSHIP, e] = fellows
        dyads[dyad.STANDARDS, e] = standards
        dyads[conduct.MONITORED, e] = watch
        # New fellows may be asked at once, not only when ties are added up after the step.
        if on:
            dyads[dyad.CHANNEL, e] = max(0.0, dyads[dyad.CHANNEL, e], fellows)
