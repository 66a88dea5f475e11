from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.cooperation import CHANNELS_ON, SUSPENSION
from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON
from coopsim.phases.ties import STRONGEST, add_up, forget_ties, upkeep_per_step
from coopsim.world.blocks import cooperation, dyad, partnership, state, threat
from coopsim.world.world import World
from worlds import A, B, C, edge, join, pair, strike, tie, tiny_world

SUMS = (dyad.OBLIGATION, dyad.SHARING, dyad.CONTACT, dyad.GOODWILL, dyad.CHANNEL)


def tied_world(first: float, second: float) -> World:
    """Tie A and B by a close kind and a loose kind of partnership, of given depths."""
    world = tiny_world(kinds=2)
    for row, numbers in {
        partnership.OBLIGATION: (1.0, 0.5),
        partnership.SHARING: (0.2, 0.8),
        partnership.CONTACT: (0.6, 0.8),
        partnership.GOODWILL: (0.1, 0.3),
        partnership.CHANNEL: (1.0, 0.0),
        partnership.UPKEEP: (12.0, 6.0),
    }.items():
        world.kinds[row] = numbers
    tie(world, A, B, depth=first, kind=0)
    tie(world, A, B, depth=second, kind=1)
    return world


@pytest.mark.parametrize(
    ("first", "second", "obligation", "sharing", "contact", "goodwill", "channel", "upkeep"),
    [
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        (0.5, 0.0, 0.5, 0.1, 0.3, 0.05, 1.0, 1.0),
        (0.0, 0.5, 0.25, 0.4, 0.4, 0.15, 0.0, 0.5),
        # The strongest obligation and sharing; contact adds up to at most 1.
        (0.5, 0.5, 0.5, 0.4, 0.7, 0.2, 1.0, 1.5),
        (1.0, 1.0, 1.0, 0.8, 1.0, 0.4, 1.0, 1.5),
        (0.2, 1.0, 0.5, 0.8, 0.92, 0.32, 1.0, 1.5),
    ],
)
def test_what_partnerships_add_up_to(
    first: float,
    second: float,
    obligation: float,
    sharing: float,
    contact: float,
    goodwill: float,
    channel: float,
    upkeep: float,
) -> None:
    world = tied_world(first, second)
    world.dyads[list(SUMS)] = 0.99
    add_up(world)
    expected = [obligation, sharing, contact, goodwill, channel]
    for e in pair(world, A, B):
        assert world.dyads[list(SUMS), e].tolist() == pytest.approx(expected)
    assert world.dyads[list(SUMS), edge(world, A, C)].tolist() == [0.0] * 5
    assert world.states[state.UPKEEP].tolist() == pytest.approx([upkeep, upkeep, 0.0])


def test_longer_steps_cost_more_and_bring_more_goodwill() -> None:
    world = tied_world(1.0, 1.0)
    world.clock[0] = 3.0
    add_up(world)
    # 3 x 0.4 acts, 18 billion a year / 4
    assert world.dyads[dyad.GOODWILL, edge(world, A, B)] == pytest.approx(1.2)
    assert world.states[state.UPKEEP, A] == pytest.approx(4.5)
    assert upkeep_per_step(world.kinds, 0, 3.0) == 3.0


def test_upkeep_is_paid_for_every_partner() -> None:
    world = tied_world(1.0, 0.0)
    tie(world, A, C, depth=0.1)
    add_up(world)
    assert world.states[state.UPKEEP].tolist() == pytest.approx([2.0, 1.0, 1.0])


@pytest.mark.parametrize(("scale", "channel"), [(1.0, 1.0), (0.3, 1.0), (0.0, 0.0)])
def test_fellows_in_an_institution_may_ask_as_long_as_it_is_more_than_a_name(
    scale: float, channel: float
) -> None:
    world = tiny_world()
    world.parameters[INSTITUTIONS_ON] = scale
    join(world, A, B)
    add_up(world)
    for e in pair(world, A, B):
        assert world.dyads[dyad.CHANNEL, e] == channel
        assert world.dyads[dyad.OBLIGATION, e] == 0.0
    assert world.dyads[dyad.CHANNEL, edge(world, A, C)] == 0.0


@pytest.mark.parametrize(("row", "trait", "switch"), STRONGEST)
@pytest.mark.parametrize(("scale", "expected"), [(1.0, 0.4), (0.1, 0.4), (0.0, 0.0)])
def test_of_the_rest_the_strongest_counts_with_its_mechanism(
    row: int, trait: int, switch: int, scale: float, expected: float
) -> None:
    world = tied_world(0.5, 1.0)
    world.kinds[trait] = 0.8, 0.3
    world.dyads[row] = 0.9
    world.parameters[switch] = scale
    forget_ties(world)
    add_up(world)
    assert world.dyads[row, pair(world, A, B)].tolist() == pytest.approx([expected] * 2)
    assert world.dyads[row, edge(world, A, C)] == 0.0


def quarrelling_world(target: int, sponsor: int, ladder: float = 0.5) -> World:
    """Let A and B talk, and so B and C, while a strike on the target lasts."""
    world = tiny_world()
    world.kinds[cooperation.KIND_CALM] = 0.8
    world.parameters[[CHANNELS_ON, SUSPENSION]] = 1.0, 0.75
    world.threats[threat.LADDER, 0] = ladder
    tie(world, A, B)
    tie(world, B, C)
    strike(world, target, 0.0)
    world.impacts[threat.SPONSOR, 0, target] = sponsor
    return world


def calm(world: World, i: int, j: int) -> list[float]:
    add_up(world)
    return [float(world.dyads[cooperation.CALM, e]) for e in pair(world, i, j)]


@pytest.mark.parametrize(("target", "sponsor"), [(A, B), (B, A)])
def test_a_crisis_suspends_the_talks_of_the_two(target: int, sponsor: int) -> None:
    world = quarrelling_world(target, sponsor)
    assert calm(world, A, B) == pytest.approx([0.2, 0.2])
    assert calm(world, B, C) == pytest.approx([0.8, 0.8])
    world.impacts[threat.SEVERITY] = 0.0
    assert calm(world, A, B) == pytest.approx([0.8, 0.8])


@pytest.mark.parametrize("change", ["off", "no channels", "no ladder", "nobody behind it"])
def test_other_talks_go_on(change: str) -> None:
    world = quarrelling_world(A, B, ladder=0.0 if change == "no ladder" else 0.5)
    world.dyads[cooperation.CALM] = 0.0
    if change == "off":
        world.parameters[SUSPENSION] = 0.0
    elif change == "nobody behind it":
        world.impacts[threat.SPONSOR, 0, A] = -1.0
    elif change == "no channels":
        world.parameters[CHANNELS_ON] = 0.0
    assert calm(world, A, B) == pytest.approx([0.0 if change == "no channels" else 0.8] * 2)
