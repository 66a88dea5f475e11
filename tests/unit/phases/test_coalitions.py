from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.core import COST, INSTITUTIONS_ON
from coopsim.catalogue.mechanisms.organisation import (
    CALL_RATE,
    COALITION_OBLIGATION,
    COALITIONS_ON,
)
from coopsim.phases.coalitions import coalitions, gravest
from coopsim.phases.mandates import ADOPTED
from coopsim.randomness import RALLY
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad, institution, threat
from coopsim.world.blocks import membership as ms
from coopsim.world.ledger import Ledger
from coopsim.world.world import World
from worlds import (
    NOBODY,
    A,
    B,
    C,
    D,
    Event,
    decisions,
    edge,
    events,
    fix_luck,
    ledger_for,
    strike,
    tiny_world,
)

STEP = 5


def stricken(*, threats: int = 1) -> World:
    """Let A have asked in vain for 6 billion; B would help more gladly than C, and D not at all."""
    world = tiny_world(4, institutions=2, threats=threats)
    world.institutions[ms.SPARE, 1] = 1.0
    ask(world, A, 6.0)
    world.parameters[COST] = 0.0
    world.dyads[[dyad.AFFINITY, dyad.TRUST]] = 0.0
    world.dyads[dyad.AFFINITY, edge(world, B, A)] = 0.9
    world.dyads[dyad.AFFINITY, edge(world, C, A)] = 0.2
    world.dyads[dyad.GRIEVANCE, edge(world, D, A)] = 0.5
    world.parameters[COALITIONS_ON] = 1.0
    world.parameters[CALL_RATE] = 0.5
    world.parameters[COALITION_OBLIGATION] = 0.6
    return world


def ask(world: World, i: int, request: float, *, threat_row: int = 0, since: int = 4) -> None:
    strike(world, i, request, threat_row=threat_row)
    world.impacts[[threat.REQUEST, threat.ASKED_AT], threat_row, i] = request, since


def go_on(monkeypatch: pytest.MonkeyPatch, world: World, luck: float = 0.1) -> Ledger:
    """Take the phase with a lot; votes are cast without noise, so their luck is left alone."""
    fix_luck(monkeypatch, "seating", {RALLY: luck})
    ledger = ledger_for(world)
    coalitions(world, ledger, STEP)
    return ledger


def test_the_willing_gather_around_the_most_willing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = stricken()
    ledger = go_on(monkeypatch, world)
    assert world.seats[institution.MEMBER, 1].tolist() == [1.0, 1.0, 1.0, 0.0]
    rows = [institution.LEAD, institution.OBLIGATION, ms.COALITION, ms.CALLED_STATE]
    assert world.institutions[rows, 1].tolist() == [B, 0.6, 1.0, A]
    # It acts at once; two of three others asked for it.
    assert world.mandates[institution.STATUS, 1, 0, A] == ADOPTED
    assert world.mandates[institution.SINCE, 1, 0, A] == STEP
    assert world.mandates[ms.LEGITIMACY, 1, 0, A] == pytest.approx(2 / 3)
    happened = events(ledger)
    assert happened[0] == Event("founded", B, 1, NOBODY, 3.0, "request")
    assert [(each.actor, each.cause) for each in happened[1:4]] == [
        (A, "request"),
        (B, "choice"),
        (C, "choice"),
    ]
    assert happened[4] == Event("mandate", A, 1, 0, 6.0, "choice")
    votes = [(each.actor, each.answer) for each in decisions(ledger, book.VOTE)]
    assert votes == [(B, "yes"), (C, "yes"), (D, "no")]
    # They may be asked in this very step.
    assert world.dyads[dyad.CHANNEL, edge(world, C, A)] == 1.0


def test_who_is_alone_stays_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = stricken()
    world.dyads[dyad.GRIEVANCE] = 1.0
    ledger = go_on(monkeypatch, world)
    assert events(ledger) == []
    assert len(decisions(ledger)) == 3
    assert not world.seats[institution.MEMBER].any()


@pytest.mark.parametrize(
    ("scale", "luck", "called"),
    [(1.0, 0.49, True), (1.0, 0.51, False), (0.5, 0.26, False), (5.0, 0.99, True)],
)
def test_chance_of_a_call(
    monkeypatch: pytest.MonkeyPatch, scale: float, luck: float, called: bool
) -> None:
    world = stricken()
    world.parameters[COALITIONS_ON] = scale
    assert bool(events(go_on(monkeypatch, world, luck))) is called


@pytest.mark.parametrize("why", ["off", "institutions off", "no free row", "mandate", "just asked"])
def test_where_no_coalition_is_called(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    world = stricken()
    if why == "off":
        world.parameters[COALITIONS_ON] = 0.0
    elif why == "institutions off":
        world.parameters[INSTITUTIONS_ON] = 0.0
    elif why == "no free row":
        world.institutions[ms.SPARE] = 0.0
    elif why == "mandate":
        world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    else:
        ask(world, A, 6.0, since=STEP)
    assert events(go_on(monkeypatch, world)) == []


def test_the_gravest_request_comes_first() -> None:
    world = stricken(threats=2)
    assert gravest(world, STEP) == (0, A)
    ask(world, D, 7.0, threat_row=1)
    assert gravest(world, STEP) == (1, D)
    # Of equals the one with the smaller stable id
    ask(world, A, 7.0)
    assert gravest(world, STEP) == (0, A)
    world.state_key[A] = 999
    assert gravest(world, STEP) == (1, D)
    ask(world, D, 7.0)
    assert gravest(world, STEP) == (0, D)
    world.threat_key[0] = 999
    assert gravest(world, STEP) == (1, D)


@pytest.mark.parametrize("over", [True, False])
def test_a_coalition_ends_with_its_strike(monkeypatch: pytest.MonkeyPatch, over: bool) -> None:
    world = stricken()
    go_on(monkeypatch, world)
    if over:
        world.impacts[[threat.SEVERITY, threat.REQUEST], 0, A] = 0.0
    ledger = go_on(monkeypatch, world)
    assert world.seats[institution.MEMBER, 1].any() != over
    ended = [Event("dissolved", A, 1, NOBODY, 3.0, "time")]
    assert events(ledger) == (ended if over else [])
    assert world.dyads[dyad.FELLOWSHIP, edge(world, A, B)] == float(not over)
