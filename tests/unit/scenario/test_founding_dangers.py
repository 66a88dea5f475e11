from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.scenario.founding import edge_of, found
from coopsim.world.blocks import attacker, state, threat
from coopsim.world.world import World
from unit.scenario.samples import loaded

# Rows: states EST 0, FIN 1, LVA 2; threats border 0, hacks 1; attackers gang 0, plan 1.
TEXT = """\
issues: [trade, security]
step_months: 2
states:
  - {id: EST, gdp_busd: 41, defence_share: 0.03, personnel_k: 7, latitude: 59, longitude: 25}
  - {id: LVA, gdp_busd: 44, defence_share: 0.03, personnel_k: 6, latitude: 57, longitude: 24}
  - {id: FIN, gdp_busd: 300, defence_share: 0.02, personnel_k: 24, latitude: 60, longitude: 25}
kinds:
  threats:
    smuggling:
      title: Smuggling
      meaning: Goods cross borders unseen.
      exposure: border_control
      inverted: true
      denied_by: border_control
      spreads_over: networks
      need_share: 0.001
      duration_months: 2
      severity_spread: 0.5
      attribution: 0.19
      forces: 0.5
threats:
  - {id: border, kind: territorial_dispute, severity: 0.5, targets: [EST, LVA, FIN], ladder: 0}
  - {id: hacks, kind: smuggling, severity: 0.4, targets: [EST, LVA]}
attackers:
  - {id: plan, strategy: rival, threat: border, sponsor: FIN, capability_busd: 3}
  - {id: gang, strategy: group, threat: hacks, capability_busd: 1, attempts_per_year: 4, gain: 2}
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return found(loaded(tmp_path, TEXT), 0, 0)


def test_what_a_kind_says_in_words_becomes_rows(world: World) -> None:
    border, hacks = world.threats[:, 0], world.threats[:, 1]
    assert border[threat.EXPOSURE_FIELD] == -1.0
    assert border[threat.DENIAL_FIELD] == -1.0
    # security is the second issue; the scenario's own kind is about none.
    assert border[threat.ISSUE] == 1.0
    assert hacks[threat.ISSUE] == -1.0
    assert hacks[threat.EXPOSURE_FIELD] == attacker.BORDER_CONTROL
    assert hacks[threat.DENIAL_FIELD] == attacker.BORDER_CONTROL
    ways = [threat.SPREAD_BORDERS, threat.SPREAD_TRADE, threat.SPREAD_NETWORKS]
    assert border[ways].tolist() == [1.0, 0.0, 0.0]
    assert hacks[ways].tolist() == [0.0, 0.0, 1.0]


def test_a_threat_may_differ_from_its_kind(world: World) -> None:
    assert world.threats[threat.LADDER, 0] == 0.0
    assert world.threats[threat.FORCES].tolist() == [1.0, 0.5]


def test_monthly_chances_fit_the_length_of_a_step(world: World) -> None:
    # 1 - 0.81^2
    assert world.threats[threat.ATTRIBUTION, 1] == pytest.approx(0.3439)


def test_attackers_are_founded(world: World) -> None:
    given = [attacker.CAPABILITY, attacker.RATE, attacker.GAIN]
    assert world.attackers[given, 0].tolist() == [1.0, 4.0, 2.0]
    assert world.attackers[given, 1].tolist() == [3.0, 1.0, 1.0]
    derived = [attacker.THREAT, attacker.SPONSOR, attacker.STRATEGY]
    assert world.attackers[derived, 0].tolist() == [1.0, -1.0, 1.0]
    assert world.attackers[derived, 1].tolist() == [0.0, 1.0, 0.0]
    assert (world.aims[attacker.EXPECTED] == 1.0).all()


def test_who_may_be_chosen_knows_how_often(world: World) -> None:
    # FIN stands behind the one, and the other's threat cannot strike it.
    assert world.impacts[threat.ATTEMPTS, 0].tolist() == [1.0, 0.0, 1.0]
    assert world.impacts[threat.ATTEMPTS, 1].tolist() == [4.0, 0.0, 4.0]


def test_a_sponsor_and_its_targets_are_rivals(world: World) -> None:
    hostile = [edge_of(3, i, j) for i, j in ((0, 1), (1, 0), (1, 2), (2, 1))]
    assert world.dyads[attacker.RIVALRY, hostile].tolist() == [1.0] * 4
    assert world.dyads[attacker.RIVALRY].sum() == 4.0


def test_nobody_is_behind_a_strike_at_the_start(world: World) -> None:
    assert (world.impacts[threat.SPONSOR] == -1.0).all()
    assert (world.impacts[threat.UNATTRIBUTED] == 0.0).all()
    assert (world.states[attacker.BORDER_CONTROL] == 0.5).all()
    assert world.states[state.GDP].tolist() == [41.0, 300.0, 44.0]
