from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON, DOUBT
from coopsim.phases.attribution import attribution, doubted
from coopsim.randomness import ATTRIBUTE
from coopsim.world.blocks import state, threat
from coopsim.world.world import World
from worlds import A, B, Event, events, fix_luck, ledger_for, strike, tiny_world


def puzzled_world() -> World:
    """Let A suffer a strike of which nobody knows that B is behind it."""
    world = tiny_world()
    world.parameters[[ATTRIBUTION_ON, DOUBT]] = 1.0, 0.7
    world.threats[threat.ATTRIBUTION, 0] = 0.2
    strike(world, A, 0.0)
    world.impacts[threat.SPONSOR, 0, A] = B
    world.impacts[threat.UNATTRIBUTED, 0, A] = 1.0
    return world


@pytest.mark.parametrize(("information", "chance"), [(0.0, 0.2), (0.5, 0.6), (1.0, 1.0)])
def test_shared_intelligence_finds_out_sooner(
    monkeypatch: pytest.MonkeyPatch, information: float, chance: float
) -> None:
    for luck in (0.1999, 0.2001, 0.5999, 0.6001, 0.9999):
        world = puzzled_world()
        world.states[state.INFORMATION] = information
        fix_luck(monkeypatch, "attribution", {ATTRIBUTE: luck})
        ledger = ledger_for(world)
        attribution(world, ledger, 1)
        found = luck < chance
        assert world.impacts[threat.UNATTRIBUTED, 0, A] == (0.0 if found else 1.0)
        told = [Event("attributed", A, B, 0, 0.5, "time")] if found else []
        assert events(ledger) == told


@pytest.mark.parametrize("change", ["off", "known", "over"])
def test_where_there_is_nothing_to_find_out(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    world = puzzled_world()
    if change == "off":
        world.parameters[ATTRIBUTION_ON] = 0.0
    elif change == "known":
        world.impacts[threat.UNATTRIBUTED] = 0.0
    else:
        world.impacts[threat.SEVERITY] = 0.0
    fix_luck(monkeypatch, "attribution", {})
    ledger = ledger_for(world)
    attribution(world, ledger, 1)
    assert events(ledger) == []


@pytest.mark.parametrize(
    ("scale", "hidden", "expected"),
    [(1.0, 1.0, 0.7), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (5.0, 1.0, 1.0)],
)
def test_how_much_is_doubted(scale: float, hidden: float, expected: float) -> None:
    world = puzzled_world()
    world.parameters[ATTRIBUTION_ON] = scale
    world.impacts[threat.UNATTRIBUTED, 0, A] = hidden
    assert doubted(world.parameters, world.impacts, 0, A) == expected
