from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.cooperation import LEAK_RATE, LEAK_WEIGHT, LEAKS_ON
from coopsim.catalogue.mechanisms.core import TRUST_ON
from coopsim.phases.leaks import leaks
from coopsim.randomness import LEAK
from coopsim.world.blocks import cooperation, dyad, state
from coopsim.world.world import World
from worlds import A, B, C, Event, edge, events, fix_luck, ledger_for, tiny_world

# The chance of A: 1 - exp(-12 a year x (1 - 0.25) x (0.2 + 0.6) / 12)
CHANCE = 1.0 - math.exp(-0.6)


def trusting_world() -> World:
    """Let B and C tell A what they know, a fifth and three fifths of it; A is badly defended."""
    world = tiny_world()
    world.parameters[[LEAKS_ON, LEAK_RATE, LEAK_WEIGHT]] = 1.0, 12.0, 2.0
    world.dyads[dyad.SHARING, [edge(world, A, B), edge(world, A, C)]] = 0.2, 0.6
    return world


def fix_lots(monkeypatch: pytest.MonkeyPatch, luck: float, of_b: float = 0.5) -> None:
    """Say by which lot a state leaks anything, and B's lot against C's of one half."""

    def lots(*address: int) -> float:
        _, ordinal, _, partner = address
        return luck if ordinal == 0 else {100 + B: of_b, 100 + C: 0.5}[partner]

    fix_luck(monkeypatch, "leaks", {LEAK: lots})


# -log(u) / 0.2 is less than -log(1/2) / 0.6 iff u is above 2 ** (-1/3).
EVEN = 0.5 ** (1.0 / 3.0)


@pytest.mark.parametrize(
    ("luck", "of_b", "partner"),
    [
        (CHANCE - 1e-9, EVEN + 1e-9, B),
        (CHANCE - 1e-9, EVEN - 1e-9, C),
        (CHANCE + 1e-9, EVEN + 1e-9, None),
    ],
)
def test_what_leaks(
    monkeypatch: pytest.MonkeyPatch, luck: float, of_b: float, partner: int | None
) -> None:
    world = trusting_world()
    fix_lots(monkeypatch, luck, of_b)
    ledger = ledger_for(world)
    leaks(world, ledger, 3)
    leaked = [] if partner is None else [edge(world, A, partner)]
    assert world.dyads[cooperation.LEAKED].nonzero()[0].tolist() == leaked
    assert world.tallies[cooperation.LEAKS] == len(leaked)
    sharing = {B: 0.2, C: 0.6}
    told = [Event("leak", A, partner, -1, sharing[partner], "chance")] if partner else []
    assert events(ledger) == told


def test_a_leak_costs_the_trust_of_the_one_who_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = trusting_world()
    fix_lots(monkeypatch, 0.0)
    leaks(world, ledger_for(world), 0)
    against = world.dyads[dyad.EVIDENCE_AGAINST]
    assert against[edge(world, C, A)] == 4.0
    assert against[[edge(world, A, C), edge(world, B, A)]].tolist() == [2.0, 2.0]


def test_without_trust_at_work_a_leak_costs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    world = trusting_world()
    world.parameters[TRUST_ON] = 0.0
    fix_lots(monkeypatch, 0.0)
    leaks(world, ledger_for(world), 0)
    assert set(world.dyads[dyad.EVIDENCE_AGAINST].tolist()) == {2.0}


@pytest.mark.parametrize(
    ("scale", "maturity"), [(0.0, 0.25), (1.0, 1.0)], ids=["switched off", "well defended"]
)
def test_nothing_leaks(monkeypatch: pytest.MonkeyPatch, scale: float, maturity: float) -> None:
    world = trusting_world()
    world.parameters[LEAKS_ON] = scale
    world.states[state.CYBER_MATURITY] = maturity
    world.dyads[cooperation.LEAKED] = 1.0
    fix_lots(monkeypatch, 0.0)
    leaks(world, ledger_for(world), 0)
    assert not world.dyads[cooperation.LEAKED].any()
    assert world.tallies[cooperation.LEAKS] == 0.0


def test_longer_steps_leak_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = trusting_world()
    world.clock[0] = 2.0
    fix_lots(monkeypatch, 1.0 - math.exp(-1.2) - 1e-9)
    leaks(world, ledger_for(world), 0)
    assert world.tallies[cooperation.LEAKS] == 1.0
