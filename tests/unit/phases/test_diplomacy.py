from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.cooperation import (
    CULTURE_ON,
    EXCHANGE_GAIN,
    INTEROPERABILITY_ON,
    MATCHING_GAIN,
    MATCHING_LOSS,
)
from coopsim.catalogue.mechanisms.core import DIPLOMACY_ON
from coopsim.phases.diplomacy import PAPER, diplomacy
from coopsim.world.blocks import cooperation, dyad, partnership, state, tally
from coopsim.world.world import World
from worlds import A, B, C, Event, edge, events, ledger_for, pair, tie, tiny_world


def depths(world: World, i: int, j: int) -> list[float]:
    return [float(depth) for depth in world.partnerships[partnership.DEPTH, 0, pair(world, i, j)]]


@pytest.mark.parametrize(
    ("scale", "before", "paid_a", "paid_b", "after"),
    [
        # Half-way, by the deepening of 0.5, to what the poorer side pays
        (1.0, 0.2, 1.0, 1.0, 0.6),
        (1.0, 0.2, 1.0, 0.6, 0.4),
        (1.0, 0.8, 0.4, 1.0, 0.6),
        (1.0, 1.0, 1.0, 1.0, 1.0),
        # Twice as fast is all the way; faster still is no more than that.
        (2.0, 0.2, 1.0, 1.0, 1.0),
        (5.0, 0.2, 0.4, 1.0, 0.4),
        # Without the mechanism depth stays.
        (0.0, 0.2, 1.0, 1.0, 0.2),
    ],
)
def test_depth_follows_what_both_pay(
    scale: float, before: float, paid_a: float, paid_b: float, after: float
) -> None:
    world = tiny_world()
    world.parameters[DIPLOMACY_ON] = scale
    world.states[state.UPKEEP_PAID, [A, B]] = paid_a, paid_b
    tie(world, A, B, depth=before)
    ledger = ledger_for(world)
    diplomacy(world, ledger, 3)
    assert depths(world, A, B) == pytest.approx([after, after])
    assert depths(world, A, C) == [0.0, 0.0]
    assert events(ledger) == []


@pytest.mark.parametrize(("before", "lapses"), [(2 * PAPER - 0.01, True), (2 * PAPER, False)])
def test_what_nobody_pays_for_lapses(before: float, lapses: bool) -> None:
    world = tiny_world()
    world.states[state.UPKEEP_PAID, B] = 0.0
    tie(world, A, B, depth=before)
    ledger = ledger_for(world)
    diplomacy(world, ledger, 3)
    half = 0.5 * before
    assert depths(world, A, B) == ([0.0, 0.0] if lapses else [half, half])
    assert world.tallies[tally.ENDED] == float(lapses)
    lapsed = [Event("lapsed", A, B, 0, half, "unpaid")]
    assert events(ledger) == (lapsed if lapses else [])


@pytest.mark.parametrize(
    ("weight", "near", "far", "paid", "after"),
    [
        # Half-way from 0.2 to 1 - weight x (1 - the smaller affinity), times what is paid.
        (1.0, 0.9, 0.4, 1.0, 0.3),
        (0.5, 0.9, 0.4, 1.0, 0.45),
        (1.0, 0.9, 0.4, 0.5, 0.2),
        # What binds nobody deepens between the worst of rivals.
        (0.0, 0.0, 0.0, 1.0, 0.6),
        # A treaty with a state that wants the opposite gets shallower, at first.
        (1.0, 0.0, 0.0, 1.0, 0.1),
    ],
)
def test_what_binds_deepens_as_far_as_agendas_agree(
    weight: float, near: float, far: float, paid: float, after: float
) -> None:
    world = tiny_world()
    world.kinds[partnership.LEGAL_WEIGHT] = weight
    world.dyads[dyad.AFFINITY, edge(world, A, B)] = near
    world.dyads[dyad.AFFINITY, edge(world, B, A)] = far
    world.states[state.UPKEEP_PAID, B] = paid
    tie(world, A, B, depth=0.2)
    diplomacy(world, ledger_for(world), 3)
    assert depths(world, A, B) == pytest.approx([after, after])


@pytest.mark.parametrize(
    ("paid", "weight", "cause"), [(1.0, 1.0, "agendas"), (0.0, 0.8, "unpaid"), (0.0, 0.0, "unpaid")]
)
def test_what_held_a_partnership_back_most_is_why_it_lapses(
    paid: float, weight: float, cause: str
) -> None:
    world = tiny_world()
    world.kinds[partnership.LEGAL_WEIGHT] = weight
    world.dyads[dyad.AFFINITY] = 0.0
    world.states[state.UPKEEP_PAID, A] = paid
    tie(world, A, B, depth=0.08)
    ledger = ledger_for(world)
    diplomacy(world, ledger, 3)
    assert events(ledger) == [Event("lapsed", A, B, 0, 0.04, cause)]


def test_each_kind_deepens_at_its_own_pace() -> None:
    world = tiny_world(2, kinds=2)
    world.kinds[partnership.DEEPENING] = 0.5, 0.1
    tie(world, A, B, depth=0.5, kind=0)
    tie(world, A, B, depth=0.5, kind=1)
    diplomacy(world, ledger_for(world), 0)
    assert world.partnerships[partnership.DEPTH, :, 0].tolist() == pytest.approx([0.75, 0.55])


@pytest.mark.parametrize(
    ("scale", "known", "contact", "after"),
    [
        # 0.4 + 0.5 x 0.5 x 0.6 - 0.1 x 0.4
        (1.0, 0.4, 0.5, 0.51),
        # Rotation takes a tenth where there is no contact.
        (1.0, 0.4, 0.0, 0.36),
        (2.0, 0.4, 0.5, 0.66),
        (2.0, 0.0, 1.0, 1.0),
        (5.0, 0.0, 1.0, 1.0),
        (0.0, 0.4, 0.5, 0.4),
    ],
)
def test_competence_grows_with_contact_and_rotates_out(
    scale: float, known: float, contact: float, after: float
) -> None:
    world = tiny_world()
    world.parameters[DIPLOMACY_ON] = scale
    e = edge(world, A, B)
    world.dyads[dyad.COMPETENCE, e] = known
    world.dyads[dyad.CONTACT, e] = contact
    diplomacy(world, ledger_for(world), 0)
    assert world.dyads[dyad.COMPETENCE, e] == pytest.approx(after)
    assert world.dyads[dyad.COMPETENCE, edge(world, B, A)] == 0.0


@pytest.mark.parametrize(
    ("scale", "matching", "standards", "before", "after"),
    [
        # 0.4 + 0.5 x 0.6 x 0.6 - 0.1 x 0.4
        (1.0, 0.6, 0.0, 0.4, 0.54),
        # An institution's standards do the same.
        (1.0, 0.2, 0.6, 0.4, 0.54),
        (2.0, 0.6, 0.0, 0.4, 0.72),
        (1.0, 0.0, 0.0, 0.4, 0.36),
        (5.0, 1.0, 0.0, 0.4, 1.0),
        (0.0, 0.6, 0.0, 0.4, 0.4),
    ],
)
def test_forces_come_to_fit(
    scale: float, matching: float, standards: float, before: float, after: float
) -> None:
    world = tiny_world()
    world.parameters[[INTEROPERABILITY_ON, MATCHING_GAIN, MATCHING_LOSS]] = scale, 0.5, 0.1
    e = edge(world, A, B)
    world.dyads[[cooperation.MATCHING, dyad.STANDARDS], e] = matching, standards
    world.dyads[cooperation.INTEROPERABILITY, e] = before
    diplomacy(world, ledger_for(world), 0)
    assert world.dyads[cooperation.INTEROPERABILITY, e] == pytest.approx(after)
    assert world.dyads[cooperation.INTEROPERABILITY, edge(world, A, C)] == 0.0


@pytest.mark.parametrize(
    ("scale", "after"),
    # 0.2 + 0.5 x 0.4 x 0.8, and never beyond 1
    [(1.0, 0.36), (2.0, 0.52), (5.0, 1.0), (0.0, 0.2)],
)
def test_exchanges_wear_friction_away_for_good(scale: float, after: float) -> None:
    world = tiny_world()
    world.parameters[[CULTURE_ON, EXCHANGE_GAIN]] = scale, 0.5
    e = edge(world, A, B)
    world.dyads[[cooperation.EXCHANGE, cooperation.UNDERSTANDING], e] = 0.4, 0.2
    diplomacy(world, ledger_for(world), 0)
    assert world.dyads[cooperation.UNDERSTANDING, e] == pytest.approx(after)
    world.dyads[cooperation.EXCHANGE] = 0.0
    diplomacy(world, ledger_for(world), 1)
    assert world.dyads[cooperation.UNDERSTANDING, e] == pytest.approx(after)
