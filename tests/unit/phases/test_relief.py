from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.organisation import RELIEF_ON
from coopsim.phases.perception import perception
from coopsim.phases.relief import relief, wanted_from
from coopsim.world.blocks import organisation, state, tally, threat
from coopsim.world.world import World
from worlds import NOBODY, A, B, C, Event, events, ledger_for, strike, tiny_world


def stricken(capacity: float = 24.0) -> World:
    """Let A and B ask for 6 and 2 billion, half of it relief, of states and an organisation."""
    world = tiny_world(3, organisations=1)
    for i, request in ((A, 6.0), (B, 2.0)):
        strike(world, i, request)
        world.impacts[threat.REQUEST, 0, i] = request
    world.threats[organisation.RELIEF] = 0.5
    world.organisations[:, 0] = capacity, 0.6
    world.services[organisation.SERVES] = 1.0
    world.parameters[RELIEF_ON] = 1.0
    return world


@pytest.mark.parametrize(
    ("capacity", "scale", "months", "given"),
    [
        # 2 billion a month of the 4 that are wanted: half of it for each
        (24.0, 1.0, 1.0, [1.5, 0.5]),
        (24.0, 2.0, 1.0, [3.0, 1.0]),
        (24.0, 1.0, 0.5, [0.75, 0.25]),
        # Never more than is wanted
        (240.0, 1.0, 1.0, [3.0, 1.0]),
        (0.0, 1.0, 1.0, [0.0, 0.0]),
        (24.0, 0.0, 1.0, [0.0, 0.0]),
    ],
)
def test_relief_lowers_the_request(
    capacity: float, scale: float, months: float, given: list[float]
) -> None:
    world = stricken(capacity)
    world.parameters[RELIEF_ON] = scale
    world.clock[0] = months
    ledger = ledger_for(world)
    relief(world, ledger, 0)
    left = world.impacts[threat.REQUEST, 0, :2].tolist()
    assert left == pytest.approx([6.0 - given[0], 2.0 - given[1]])
    assert world.transit[:, 0, :2].sum(axis=0).tolist() == pytest.approx(given)
    assert world.tallies[organisation.RELIEVED] == pytest.approx(sum(given))
    happened = [Event("relief", i, NOBODY, 0, part, "request") for i, part in enumerate(given)]
    assert events(ledger) == ([each for each in happened if each.size > 0.0])


def test_relief_arrives_soon_and_is_nobodys_act() -> None:
    world = stricken()
    relief(world, ledger_for(world), 0)
    # Staging takes half a month; with local knowledge of 0.6 two fifths of it: a fifth comes later.
    assert world.transit[:2, 0, A].tolist() == pytest.approx([1.2, 0.3])
    assert world.tallies[tally.DELAY] == pytest.approx(2.0 * 0.2)
    assert world.shipments.sum() == 0.0


def test_presence_where_an_organisation_is_at_work() -> None:
    world = stricken()
    world.states[organisation.PRESENCE, C] = 0.9
    relief(world, ledger_for(world), 0)
    assert world.states[organisation.PRESENCE].tolist() == pytest.approx([0.6, 0.6, 0.0])


def test_two_organisations_share_the_work() -> None:
    world = tiny_world(3, organisations=2)
    strike(world, A, 6.0)
    world.impacts[threat.REQUEST, 0, A] = 6.0
    world.threats[organisation.RELIEF] = 0.5
    world.organisations[organisation.CAPACITY] = 24.0, 240.0
    world.organisations[organisation.KNOWLEDGE] = 0.6, 0.5
    world.services[organisation.SERVES] = 1.0
    world.parameters[RELIEF_ON] = 1.0
    relief(world, ledger_for(world), 0)
    # The first gives 2; the second sees 4, of which half is relief.
    assert world.impacts[threat.REQUEST, 0, A] == pytest.approx(2.0)
    assert world.states[organisation.PRESENCE, A] == pytest.approx(1.0 - 0.4 * 0.5)


@pytest.mark.parametrize(("serves", "share", "expected"), [(1.0, 0.5, 3.0), (0.0, 0.5, 0.0)])
def test_what_is_wanted_from_an_organisation(serves: float, share: float, expected: float) -> None:
    world = stricken()
    world.services[organisation.SERVES, 0, A] = serves
    world.threats[organisation.RELIEF] = share
    assert wanted_from(world.services, world.threats, world.impacts, 0, 0, A) == expected


@pytest.mark.parametrize(("scale", "expected"), [(1.0, 0.6), (0.5, 0.3), (0.0, 0.0)])
def test_where_organisations_work_more_is_known(scale: float, expected: float) -> None:
    world = stricken()
    world.states[organisation.PRESENCE, A] = 0.6
    world.parameters[RELIEF_ON] = scale
    perception(world, 0)
    assert world.states[state.INFORMATION].tolist() == pytest.approx([expected, 0.0, 0.0])
