from __future__ import annotations

from itertools import permutations

import pytest

from coopsim.catalogue.mechanisms.core import MEMORY_LOSS, PRIOR_STRENGTH, TRUST_ON, VISIBILITY
from coopsim.phases.trust import trust
from coopsim.world.blocks import dyad
from coopsim.world.world import World
from worlds import NOBODY, A, B, C, D, Event, edge, events, ledger_for, tiny_world


def learnt(world: World) -> None:
    trust(world, ledger_for(world), 0)


def trust_in(world: World, holder: int, other: int) -> float:
    return float(world.dyads[dyad.TRUST, edge(world, holder, other)])


def evidence(world: World, holder: int, other: int) -> tuple[float, float]:
    e = edge(world, holder, other)
    rows = dyad.EVIDENCE_FOR, dyad.EVIDENCE_AGAINST
    return float(world.dyads[rows[0], e]), float(world.dyads[rows[1], e])


@pytest.mark.parametrize(
    ("scale", "helped", "refused", "for_", "against"),
    [
        # Everyone starts from 2 for and 2 against.
        (1.0, 0.0, 0.0, 2.0, 2.0),
        (1.0, 1.0, 0.0, 3.0, 2.0),
        (1.0, 0.5, 0.0, 2.5, 2.0),
        # A refusal outweighs two acts of help.
        (1.0, 0.0, 1.0, 2.0, 4.0),
        (1.0, 1.0, 2.0, 3.0, 6.0),
        (2.0, 1.0, 1.0, 4.0, 6.0),
        # Without the mechanism trust stays as it was.
        (0.0, 1.0, 1.0, 2.0, 2.0),
    ],
)
def test_help_and_refusals_are_evidence(
    scale: float, helped: float, refused: float, for_: float, against: float
) -> None:
    world = tiny_world()
    world.parameters[TRUST_ON] = scale
    doer = edge(world, B, A)
    world.dyads[dyad.CREDIT, doer] = helped
    world.dyads[dyad.REFUSED, doer] = refused
    learnt(world)
    assert evidence(world, A, B) == (for_, against)
    assert trust_in(world, A, B) == for_ / (for_ + against)
    # It says nothing about A, nor about others.
    assert trust_in(world, B, A) == trust_in(world, A, C) == trust_in(world, C, B) == 0.5


def test_help_that_arrived_is_noted() -> None:
    world = tiny_world()
    world.dyads[dyad.CREDIT, edge(world, B, A)] = 0.75
    ledger = ledger_for(world)
    trust(world, ledger, 0)
    assert events(ledger) == [Event("help_arrived", B, A, NOBODY, 0.75, "time")]


@pytest.mark.parametrize(("affinity", "heard"), [(1.0, 0.5), (0.5, 0.25), (0.0, 0.0)])
@pytest.mark.parametrize(("doer", "treated", "witness"), [(B, A, C), (A, D, B), (C, D, A)])
def test_third_parties_learn_by_how_close_they_are_to_who_was_treated(
    doer: int, treated: int, witness: int, affinity: float, heard: float
) -> None:
    world = tiny_world(4)
    world.parameters[VISIBILITY] = 0.5
    world.dyads[dyad.AFFINITY] = 0.0
    world.dyads[dyad.AFFINITY, edge(world, witness, treated)] = affinity
    world.dyads[[dyad.CREDIT, dyad.REFUSED], edge(world, doer, treated)] = 1.0, 2.0
    learnt(world)
    # Who was treated: 2 + 1 for and 2 + 2 x 2 against; the witness hears a part of both.
    learners = {
        (treated, doer): (3.0, 6.0),
        (witness, doer): (2.0 + heard, 2.0 + 4.0 * heard),
    }
    for holder, other in permutations(range(4), 2):
        assert evidence(world, holder, other) == learners.get((holder, other), (2.0, 2.0))


def test_without_visibility_nobody_else_learns() -> None:
    world = tiny_world()
    world.dyads[dyad.AFFINITY] = 1.0
    world.dyads[dyad.REFUSED, edge(world, B, A)] = 1.0
    learnt(world)
    assert trust_in(world, C, B) == 0.5


@pytest.mark.parametrize("memory_loss", [0.0, 0.25, 1.0])
def test_evidence_falls_back_to_its_prior(memory_loss: float) -> None:
    world = tiny_world()
    world.parameters[[MEMORY_LOSS, PRIOR_STRENGTH]] = memory_loss, 10.0
    e = edge(world, A, B)
    world.dyads[dyad.TRUST_PRIOR, e] = 0.8
    world.dyads[[dyad.EVIDENCE_FOR, dyad.EVIDENCE_AGAINST], e] = 12.0, 6.0
    learnt(world)
    # The prior is 8 for and 2 against.
    keep = 1.0 - memory_loss
    assert evidence(world, A, B) == pytest.approx((8.0 + 4.0 * keep, 2.0 + 4.0 * keep))


@pytest.mark.parametrize(("scale", "for_"), [(1.0, 2.5), (2.0, 3.0)])
def test_partnerships_bring_goodwill_to_who_has_them(scale: float, for_: float) -> None:
    world = tiny_world()
    world.parameters[TRUST_ON] = scale
    world.dyads[dyad.GOODWILL, edge(world, A, B)] = 0.5
    learnt(world)
    assert evidence(world, A, B) == (for_, 2.0)
    assert evidence(world, B, A) == (2.0, 2.0)


@pytest.mark.parametrize(
    ("scale", "before", "duty", "after"),
    [
        (1.0, 0.0, 0.8, 0.8),
        # 0.5 + (1 - 0.5) x 0.5
        (1.0, 0.5, 0.5, 0.75),
        (2.0, 0.0, 0.25, 0.5),
        (5.0, 0.0, 0.5, 1.0),
        (1.0, 0.5, 0.0, 0.5),
        (0.0, 0.5, 1.0, 0.5),
    ],
)
def test_a_broken_obligation_leaves_a_grievance(
    scale: float, before: float, duty: float, after: float
) -> None:
    world = tiny_world()
    world.parameters[TRUST_ON] = scale
    world.dyads[dyad.REFUSED, edge(world, B, A)] = 1.0
    world.dyads[dyad.BETRAYED, edge(world, B, A)] = duty
    world.dyads[dyad.GRIEVANCE, edge(world, A, B)] = before
    learnt(world)
    grievance = world.dyads[dyad.GRIEVANCE]
    assert grievance[edge(world, A, B)] == pytest.approx(after)
    assert grievance[edge(world, B, A)] == 0.0


def test_grievances_fade() -> None:
    world = tiny_world()
    world.parameters[MEMORY_LOSS] = 0.25
    world.dyads[dyad.GRIEVANCE] = 0.8
    learnt(world)
    assert world.dyads[dyad.GRIEVANCE].tolist() == pytest.approx([0.6] * 6)
