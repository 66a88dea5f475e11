from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.conduct import COMPLIANCE_ON, REPUTATION_WEIGHT
from coopsim.catalogue.mechanisms.cooperation import CHANNELS_ON, RESTRAINT_ON
from coopsim.catalogue.mechanisms.politics import SOVEREIGNTY_COST, SOVEREIGNTY_ON
from coopsim.decisions.partner import Prospect, hurdle, weigh_tie
from coopsim.world.blocks import cooperation, partnership
from coopsim.world.ledger import TIE_TERMS
from coopsim.world.world import World
from worlds import tiny_world

PROSPECT = Prospect(
    danger=0.5,
    strength=0.4,
    trust=0.5,
    affinity=0.8,
    drag=0.3,
    grievance=0.1,
    regime_distance=0.5,
    budget=12.0,
    sovereignty=0.5,
    rivalry=0.0,
    reliability=0.9,
    courted=0.0,
)


def world_with_kind(**numbers: float) -> World:
    world = tiny_world(2)
    for name, number in numbers.items():
        world.kinds[getattr(partnership, name), 0] = number
    return world


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        # security weight 2 x 0.5 x danger 0.5 x strength 0.4 x trust 0.5
        ({"SECURITY": 0.5}, 0, 0.1),
        ({"COORDINATION": 0.4}, 2, -0.12),
        ({"AUTONOMY_COST": 0.4}, 3, -0.16),
        # 3 billion a year out of a diplomacy budget of 12
        ({"UPKEEP": 3.0}, 5, -0.25),
    ],
)
def test_each_term_of_a_partnership(kind: dict[str, float], place: int, expected: float) -> None:
    world = world_with_kind(**kind)
    # Agenda weight 1 x (0.8 - 0.5), and a grievance of 0.1, whatever the kind
    terms = [0.0, 0.3, 0.0, 0.0, -0.1] + [0.0] * (len(TIE_TERMS) - 5)
    terms[place] = expected
    assert weigh_tie(world.kinds, world.parameters, PROSPECT, 0) == pytest.approx(terms)


@pytest.mark.parametrize(("affinity", "expected"), [(0.0, -0.5), (0.5, 0.0), (1.0, 0.5)])
def test_far_agendas_count_against_it(affinity: float, expected: float) -> None:
    world = world_with_kind()
    prospect = PROSPECT._replace(affinity=affinity)
    assert weigh_tie(world.kinds, world.parameters, prospect, 0)[1] == pytest.approx(expected)


def test_without_a_budget_a_partnership_costs_all_there_is() -> None:
    world = world_with_kind(UPKEEP=3.0)
    prospect = PROSPECT._replace(budget=0.0)
    assert weigh_tie(world.kinds, world.parameters, prospect, 0)[5] == -1.0


@pytest.mark.parametrize(
    ("legal_weight", "regime_distance", "expected"),
    [
        (0.0, 1.0, 0.0),
        # hurdle 0.5 x 1, half as much again between half unlike regimes
        (1.0, 0.0, 0.5),
        (1.0, 0.5, 0.75),
        (0.4, 1.0, 0.4),
    ],
)
def test_what_binds_and_unlike_regimes_raise_the_hurdle(
    legal_weight: float, regime_distance: float, expected: float
) -> None:
    world = world_with_kind(LEGAL_WEIGHT=legal_weight)
    prospect = PROSPECT._replace(regime_distance=regime_distance)
    assert hurdle(world.kinds, world.parameters, prospect, 0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scale", "legal_weight", "reliability", "expected"),
    [
        # weight 0.6 x how binding it is x what is missing in the record
        (1.0, 0.5, 0.9, -0.03),
        (1.0, 1.0, 0.2, -0.48),
        (2.0, 0.5, 0.9, -0.06),
        (1.0, 1.0, 1.0, 0.0),
        (1.0, 0.0, 0.9, 0.0),
        (0.0, 1.0, 0.9, 0.0),
    ],
)
def test_a_bad_record_warns_of_what_binds(
    scale: float, legal_weight: float, reliability: float, expected: float
) -> None:
    world = world_with_kind(LEGAL_WEIGHT=legal_weight)
    world.parameters[COMPLIANCE_ON] = scale
    world.parameters[REPUTATION_WEIGHT] = 0.6
    prospect = PROSPECT._replace(reliability=reliability)
    terms = weigh_tie(world.kinds, world.parameters, prospect, 0)
    assert terms[TIE_TERMS.index("reputation")] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scale", "legal_weight", "sovereignty", "expected"),
    [
        # cost 0.6 x how jealous the public is x how binding it is
        (1.0, 0.5, 0.8, -0.24),
        (2.0, 0.5, 0.8, -0.48),
        (1.0, 0.0, 0.8, 0.0),
        (1.0, 0.5, 0.0, 0.0),
        (0.0, 0.5, 0.8, 0.0),
    ],
)
def test_a_jealous_public_dislikes_what_binds(
    scale: float, legal_weight: float, sovereignty: float, expected: float
) -> None:
    world = world_with_kind(LEGAL_WEIGHT=legal_weight)
    world.parameters[SOVEREIGNTY_ON] = scale
    world.parameters[SOVEREIGNTY_COST] = 0.6
    prospect = PROSPECT._replace(sovereignty=sovereignty)
    terms = weigh_tie(world.kinds, world.parameters, prospect, 0)
    assert terms[TIE_TERMS.index("sovereignty")] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("channels", "restraint", "expected"),
    [
        # security 2 x rivalry 0.5 x strength 0.4 x (calm 0.6 + restraint 0.3)
        (1.0, 1.0, 0.36),
        (1.0, 0.0, 0.24),
        (0.5, 0.0, 0.12),
        (0.0, 5.0, 0.12),
        (0.0, 0.0, 0.0),
    ],
)
def test_rivals_gain_from_what_calms_them(
    channels: float, restraint: float, expected: float
) -> None:
    world = tiny_world(2)
    world.parameters[[CHANNELS_ON, RESTRAINT_ON]] = channels, restraint
    world.kinds[[cooperation.KIND_CALM, cooperation.KIND_RESTRAINT], 0] = 0.6, 0.3
    terms = weigh_tie(world.kinds, world.parameters, PROSPECT._replace(rivalry=0.5), 0)
    assert terms[TIE_TERMS.index("reassurance")] == pytest.approx(expected)
