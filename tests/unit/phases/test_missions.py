from __future__ import annotations

import math

import pytest

from coopsim.catalogue.mechanisms.cooperation import (
    BACKLASH,
    MISSION_COST,
    MISSION_GOODWILL,
    MISSIONS_ON,
    SETTLING_RATE,
)
from coopsim.catalogue.mechanisms.core import SOLDIER_MONTH
from coopsim.phases.mandates import ADOPTED
from coopsim.phases.missions import missions
from coopsim.world.blocks import cooperation, dyad, institution, politics, state, tally, threat
from coopsim.world.world import World
from worlds import A, B, C, Event, edge, events, join, ledger_for, pair, strike, tiny_world


def peaceless_world(*, need: float = 10.0) -> World:
    """Let A suffer; B may bring a fifth of its 50 thousand ready soldiers, half by its lift: 5."""
    world = tiny_world()
    world.parameters[[MISSIONS_ON, SETTLING_RATE]] = 1.0, 0.5
    world.dyads[cooperation.PRESENCE, pair(world, A, B)] = 0.2
    strike(world, A, need)
    return world


def test_a_mission_lowers_severity() -> None:
    world = peaceless_world()
    ledger = ledger_for(world)
    missions(world, ledger, 2)
    # 5 of the 10 thousand needed
    assert world.states[cooperation.DEPLOYED].tolist() == pytest.approx([0.0, 5.0, 0.0])
    mission = 1.0 - math.exp(-0.5)
    assert world.impacts[cooperation.MISSION, 0].tolist() == pytest.approx([mission, 0.0, 0.0])
    assert world.impacts[threat.SEVERITY, 0, A] == pytest.approx(0.5 * (1.0 - 0.5 * mission))
    assert world.tallies[cooperation.MISSIONS] == 1.0
    assert events(ledger) == [Event("mission", B, A, 0, 5.0, "choice")]


def test_a_mission_is_noted_when_it_begins() -> None:
    world = peaceless_world()
    ledger = ledger_for(world)
    missions(world, ledger, 2)
    missions(world, ledger, 3)
    assert len(events(ledger)) == 1
    assert world.tallies[cooperation.MISSIONS] == 2.0


def test_no_more_go_than_are_needed() -> None:
    world = peaceless_world(need=2.0)
    missions(world, ledger_for(world), 2)
    assert world.states[cooperation.DEPLOYED, B] == 2.0


def test_forces_are_split_over_the_strikes_by_what_they_take() -> None:
    world = peaceless_world(need=15.0)
    world.dyads[cooperation.PRESENCE, pair(world, B, C)] = 0.1
    strike(world, C, 5.0)
    missions(world, ledger_for(world), 2)
    assert world.states[cooperation.DEPLOYED, B] == pytest.approx(5.0)
    parts = [1.0 - math.exp(-3.75 / 15.0), 0.0, 1.0 - math.exp(-1.25 / 5.0)]
    # A too may go to C only where it is host or guest, which it is not.
    assert world.impacts[cooperation.MISSION, 0].tolist() == pytest.approx(parts)


def test_a_mandate_sends_those_who_have_forces_for_it() -> None:
    world = peaceless_world()
    world.dyads[cooperation.PRESENCE] = 0.0
    world.dyads[cooperation.PRESENCE, pair(world, B, C)] = 0.2
    join(world, A, B)
    world.institutions[institution.OBLIGATION] = 0.5
    ledger = ledger_for(world)
    missions(world, ledger, 0)
    assert not world.states[cooperation.DEPLOYED].any()
    world.mandates[institution.STATUS, 0, 0, A] = ADOPTED
    missions(world, ledger, 1)
    assert world.states[cooperation.DEPLOYED].tolist() == pytest.approx([0.0, 5.0, 0.0])
    assert events(ledger) == [Event("mission", B, A, 0, 5.0, "obligation")]


def test_missions_are_paid_for_by_those_who_send_them() -> None:
    world = peaceless_world()
    world.parameters[MISSION_COST] = 0.4
    missions(world, ledger_for(world), 2)
    assert world.states[state.RESERVE].tolist() == pytest.approx([10.0, 8.0, 10.0])


def test_nobody_sends_what_it_cannot_pay() -> None:
    world = peaceless_world()
    world.parameters[MISSION_COST] = 0.5
    world.states[state.RESERVE, B] = 1.0
    missions(world, ledger_for(world), 2)
    assert world.states[cooperation.DEPLOYED, B] == pytest.approx(2.0)
    assert world.states[state.RESERVE, B] == pytest.approx(0.0)


def test_the_host_is_grateful_and_jealous() -> None:
    world = peaceless_world()
    world.parameters[[MISSION_GOODWILL, BACKLASH]] = 2.0, 0.4
    world.states[politics.SOVEREIGNTY] = 0.5
    missions(world, ledger_for(world), 2)
    e = edge(world, A, B)
    assert world.dyads[dyad.EVIDENCE_FOR, e] == pytest.approx(2.0 + 2.0 * (1.0 - math.exp(-0.5)))
    # 0.4 x sovereignty 0.5 x half of the forces needed
    assert world.dyads[dyad.GRIEVANCE, e] == pytest.approx(0.1)
    others = [n for n in range(world.dyads.shape[1]) if n != e]
    assert set(world.dyads[dyad.EVIDENCE_FOR, others].tolist()) == {2.0}
    assert not world.dyads[dyad.GRIEVANCE, others].any()


@pytest.mark.parametrize(
    ("switch", "left", "work"), [(0.0, 3.0, 1.0), (1.0, 1.0, 1.0), (1.0, 3.0, 0.0)],
    ids=["off", "over", "soldiers can do nothing"],
)  # fmt: skip
def test_no_mission(switch: float, left: float, work: float) -> None:
    world = peaceless_world()
    world.parameters[[MISSIONS_ON, SOLDIER_MONTH]] = switch, work
    world.impacts[threat.LEFT, 0, A] = left
    world.states[cooperation.DEPLOYED] = 3.0
    world.impacts[cooperation.MISSION] = 0.5
    missions(world, ledger_for(world), 2)
    assert not world.states[cooperation.DEPLOYED].any()
    assert not world.impacts[cooperation.MISSION].any()
    assert world.impacts[threat.SEVERITY, 0, A] == 0.5
    assert world.tallies[tally.STRIKES] == 0.0
