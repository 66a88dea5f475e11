from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopsim.catalogue.mechanisms import core as mech
from coopsim.decisions.aid import AGGREGATORS
from coopsim.randomness import run_key, stable_id
from coopsim.scenario.founding import edge_of, found, names_of, rate_per_step, size_of, with_luck
from coopsim.scenario.schema import Scenario
from coopsim.world.blocks import dyad, institution, partnership, state, threat
from coopsim.world.world import (
    FROM,
    HIGH_KEY,
    LOW_KEY,
    MIRROR,
    POSITION,
    SALIENCE,
    TO,
    Size,
    World,
    check,
)
from unit.scenario.samples import loaded

# The states' ids are out of order: rows are EST 0, FIN 1, LVA 2.
TEXT = """\
issues: [climate, trade]
states:
  - id: LVA
    gdp_busd: 44
    defence_share: 0.03
    personnel_k: 6
    latitude: 57
    longitude: 24
    democracy: 0.7
    agenda: {climate: 1, trade: 0.5}
    salience: {climate: 0.5}
    languages: [lv]
    readiness: 0.8
  - id: EST
    gdp_busd: 41
    defence_share: 0.034
    personnel_k: 7
    latitude: 59
    longitude: 25
    democracy: 0.9
    agenda: {climate: -1, trade: 0.5}
    languages: [et, fi]
    borders: [LVA]
  - {id: FIN, gdp_busd: 300, defence_share: 0.02, personnel_k: 24, latitude: 60, longitude: 25,
     languages: [fi, sv], salience: {climate: 0, trade: 0}}
dyads:
  - {from: EST, to: LVA, trade: 0.5, trust: 0.9}
  - {from: EST, to: FIN, both_ways: false, friction: 0.25}
partnerships:
  - {kind: joint_exercise, members: [EST, LVA, FIN], depth: 0.3}
  - {kind: dialogue, members: [EST, FIN]}
institutions:
  - {id: PACT, members: [EST, LVA], decision_rule: unanimity, obligation: 0.5, standards: 0.4,
     quorum: 0.9, dues_share: 0.001, fund_busd: 2}
  - {id: LEAGUE, members: [FIN, LVA], decision_rule: lead_nation, lead: LVA, obligation: 0.2}
threats:
  - id: storm
    kind: climate_shock
    severity: 0.5
    rate_per_year: 2
    schedule:
      - {at: 9, targets: [LVA, EST]}
      - {at: 3, targets: [FIN], severity: 0.8}
  - {id: hack, kind: cyberattack, severity: 0.6, rate_per_year: 1, targets: [EST, FIN],
     need_share: 0.02}
"""
EST, FIN, LVA = range(3)


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return loaded(tmp_path, TEXT)


@pytest.fixture
def world(scenario: Scenario) -> World:
    return found(scenario, 5, 2)


def held(world: World, field: int, i: int, j: int) -> float:
    return float(world.dyads[field, edge_of(3, i, j)])


def changed(tmp_path: Path, old: str, new: str) -> World:
    assert TEXT.count(old) == 1
    return found(loaded(tmp_path, TEXT.replace(old, new)), 5, 2)


# --------------------------------------------------------------------------- rows and keys


def test_rows_stand_in_the_order_of_ids(scenario: Scenario, world: World) -> None:
    names = names_of(scenario)
    assert names.states == ("EST", "FIN", "LVA")
    assert names.threats == ("hack", "storm")
    assert names.institutions == ("LEAGUE", "PACT")
    assert names.kinds == tuple(sorted(scenario.kinds_in_play()))
    # Organisations come last and draw no lots, so that they need no keys.
    for row, keys in zip(
        names[:5],
        (
            world.state_key,
            world.threat_key,
            world.institution_key,
            world.kind_key,
            world.attacker_key,
        ),
        strict=True,
    ):
        assert keys.tolist() == [stable_id(name) for name in row]


def test_size_and_soundness(world: World) -> None:
    kinds = world.kinds.shape[1]
    assert size_of(world) == Size(3, 6, kinds, 2, 2, planned=3, issues=2)
    check(world)


def test_the_order_of_states_in_a_file_means_nothing(scenario: Scenario, world: World) -> None:
    other = found(scenario.model_copy(update={"states": scenario.states[::-1]}), 5, 2)
    for one, two in zip(world, other, strict=True):
        np.testing.assert_array_equal(one, two)


def test_luck_is_that_of_seed_and_replicate(scenario: Scenario, world: World) -> None:
    assert world.luck.tolist() == list(run_key(5, 2))
    for seed, replicate in ((6, 2), (5, 3)):
        assert found(scenario, seed, replicate).luck.tolist() != world.luck.tolist()


def test_new_luck_for_a_founded_world_equals_founding_anew(
    scenario: Scenario, world: World
) -> None:
    other, anew = with_luck(world, 9, 4), found(scenario, 9, 4)
    for name, block in zip(World._fields, other, strict=True):
        np.testing.assert_array_equal(block, getattr(anew, name))
    other.states[:] = 0.0
    assert np.any(world.states)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_edges_of_a_complete_graph_are_numbered_by_row(n: int) -> None:
    edges = [edge_of(n, i, j) for i in range(n) for j in range(n) if i != j]
    assert edges == list(range(n * (n - 1)))


def test_edges_join_every_two_states_both_ways(world: World) -> None:
    assert world.row_start.tolist() == [0, 2, 4, 6]
    ends = [(EST, FIN), (EST, LVA), (FIN, EST), (FIN, LVA), (LVA, EST), (LVA, FIN)]
    for e, (i, j) in enumerate(ends):
        assert world.edges[[FROM, TO, MIRROR], e].tolist() == [i, j, edge_of(3, j, i)]
        keys = sorted(world.state_key[[i, j]].tolist())
        assert world.edges[[LOW_KEY, HIGH_KEY], e].tolist() == keys


# --------------------------------------------------------------------------- states and dyads


def test_states_have_the_numbers_of_the_file(world: World) -> None:
    assert world.states[state.GDP].tolist() == [41.0, 300.0, 44.0]
    assert world.states[state.DEMOCRACY].tolist() == [0.9, 0.5, 0.7]
    # All is paid for at the start, and forces are as ready as they can be.
    assert world.states[state.READINESS_NORMAL].tolist() == [0.5, 0.5, 0.8]
    assert world.states[state.READINESS].tolist() == [0.5, 0.5, 0.8]
    assert world.states[state.UPKEEP_PAID].tolist() == [1.0, 1.0, 1.0]
    assert world.agendas[POSITION].tolist() == [[-1.0, 0.0, 1.0], [0.5, 0.0, 0.5]]
    assert world.agendas[SALIENCE].tolist() == [[1.0, 0.0, 0.5], [1.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("i", "j", "affinity"),
    [
        # 1 - 1/2 x mean distance, by what the first finds salient: distances 2 and 0
        (EST, LVA, 1.0 - 0.5 * (1.0 * 2.0 + 1.0 * 0.0) / 2.0),
        (LVA, EST, 1.0 - 0.5 * (0.5 * 2.0 + 1.0 * 0.0) / 1.5),
        # 1 and 0.5
        (EST, FIN, 1.0 - 0.5 * (1.0 + 0.5) / 2.0),
        # To Finland nothing matters.
        (FIN, EST, 1.0),
        (FIN, LVA, 1.0),
    ],
)
def test_affinity_is_closeness_in_what_matters(
    world: World, i: int, j: int, affinity: float
) -> None:
    assert held(world, dyad.AFFINITY, i, j) == pytest.approx(affinity)


def test_without_issues_all_agree(tmp_path: Path) -> None:
    text = TEXT.replace("issues: [climate, trade]\n", "")
    for line in ("agenda: {climate: 1, trade: 0.5}", "agenda: {climate: -1, trade: 0.5}",
                 "salience: {climate: 0.5}", ", salience: {climate: 0, trade: 0}"):  # fmt: skip
        text = text.replace(line, "")
    world = found(loaded(tmp_path, text), 0, 0)
    assert size_of(world).issues == 1
    assert world.dyads[dyad.AFFINITY].tolist() == [1.0] * 6


def test_facts_about_pairs_follow_from_the_states(world: World) -> None:
    assert held(world, dyad.REGIME_DISTANCE, EST, LVA) == pytest.approx(0.2)
    assert held(world, dyad.REGIME_DISTANCE, LVA, EST) == pytest.approx(0.2)
    # It suffices that one of the two names the border.
    assert held(world, dyad.CONTIGUITY, EST, LVA) == held(world, dyad.CONTIGUITY, LVA, EST) == 1.0
    assert held(world, dyad.CONTIGUITY, EST, FIN) == 0.0
    # Nothing but one language in common
    assert held(world, dyad.FRICTION, FIN, EST) == pytest.approx(2 / 3)
    assert held(world, dyad.FRICTION, FIN, LVA) == 1.0
    # One degree of latitude
    assert held(world, dyad.DISTANCE, EST, FIN) == pytest.approx(111.19, rel=1e-3)


def test_the_table_of_dyads_comes_last(world: World) -> None:
    assert held(world, dyad.TRADE, EST, LVA) == held(world, dyad.TRADE, LVA, EST) == 0.5
    assert held(world, dyad.FRICTION, EST, FIN) == 0.25
    assert held(world, dyad.FRICTION, FIN, EST) != 0.25


def test_trust_starts_from_the_table_or_from_affinity(world: World) -> None:
    # The prior is worth 6 acts: 0.9 x 6 for and 0.1 x 6 against.
    e = edge_of(3, EST, LVA)
    evidence = world.dyads[[dyad.EVIDENCE_FOR, dyad.EVIDENCE_AGAINST], e]
    assert evidence.tolist() == pytest.approx([5.4, 0.6])
    assert held(world, dyad.TRUST, EST, LVA) == held(world, dyad.TRUST_PRIOR, EST, LVA) == 0.9
    assert held(world, dyad.TRUST, EST, FIN) == held(world, dyad.AFFINITY, EST, FIN)


# --------------------------------------------------------------------------- ties


def test_partnerships_tie_every_pair_of_their_members(scenario: Scenario, world: World) -> None:
    kinds = names_of(scenario).kinds
    depth = world.partnerships[partnership.DEPTH]
    assert depth[kinds.index("joint_exercise")].tolist() == [0.3] * 6
    dialogue = depth[kinds.index("dialogue")]
    # 0.5 is the depth of what gives none.
    assert [dialogue[edge_of(3, EST, FIN)], dialogue[edge_of(3, FIN, EST)]] == [0.5, 0.5]
    assert dialogue.sum() == 1.0
    assert (world.partnerships[partnership.SINCE] == -1.0).all()
    shipped = scenario.partnership_kinds()["joint_exercise"]
    row = world.kinds[:, kinds.index("joint_exercise")]
    assert row[partnership.UPKEEP] == shipped.upkeep_busd
    assert row[partnership.DEEPENING] == pytest.approx(shipped.deepening)


def test_institutions(scenario: Scenario, world: World) -> None:
    league, pact = range(2)
    unanimity = scenario.decision_rules()["unanimity"]
    numbers = world.institutions
    # The pact has a quorum of its own; what it does not give is its rule's.
    assert numbers[institution.QUORUM].tolist() == [1.0, 0.9]
    assert numbers[institution.ABSTENTION, pact] == unanimity.abstention_band
    assert numbers[institution.LEAD].tolist() == [LVA, -1.0]
    assert numbers[institution.FUND].tolist() == [0.0, 2.0]
    assert numbers[institution.DUES_SHARE, pact] == 0.001
    assert numbers[institution.OBLIGATION].tolist() == [0.2, 0.5]
    assert world.seats[institution.MEMBER, league].tolist() == [0.0, 1.0, 1.0]
    assert world.seats[institution.MEMBER, pact].tolist() == [1.0, 0.0, 1.0]
    assert (world.mandates[institution.STATUS] == 0.0).all()
    assert (world.mandates[institution.SINCE] == -1.0).all()


def test_fellows_share_standards(world: World) -> None:
    for i, j, fellows, standards in (
        (EST, LVA, 1.0, 0.4),
        (FIN, LVA, 1.0, 0.0),
        (EST, FIN, 0.0, 0.0),
    ):
        for two in ((i, j), (j, i)):
            assert held(world, dyad.FELLOWSHIP, *two) == fellows
            assert held(world, dyad.STANDARDS, *two) == standards


@pytest.mark.parametrize("scale", [0.0, 0.5, 4.0])
def test_standards_are_founded_unscaled(tmp_path: Path, scale: float) -> None:
    # The step scales them, so that institutions may be switched in the middle of a run.
    world = changed(tmp_path, "issues:", f"mechanisms: {{institutions: {scale}}}\nissues:")
    assert held(world, dyad.STANDARDS, EST, LVA) == 0.4


# --------------------------------------------------------------------------- threats


def test_threats_have_their_own_numbers_or_those_of_their_kind(
    scenario: Scenario, world: World
) -> None:
    hack, storm = range(2)
    kinds = scenario.threat_kinds()
    assert world.threats[threat.RATE].tolist() == [1.0, 2.0]
    assert world.threats[threat.SEVERITY_MEAN].tolist() == [0.6, 0.5]
    assert world.threats[threat.NEED_SHARE, hack] == 0.02
    assert world.threats[threat.NEED_SHARE, storm] == kinds["climate_shock"].need_share
    assert world.threats[threat.EXPOSURE_FIELD].tolist() == [
        state.CYBER_MATURITY, state.CLIMATE_EXPOSURE,
    ]  # fmt: skip
    assert world.threats[threat.EXPOSURE_INVERTED].tolist() == [1.0, 0.0]
    assert world.threats[threat.SPREAD_TRADE].tolist() == [1.0, 0.0]
    assert world.threats[threat.SPREAD_BORDERS].tolist() == [0.0, 1.0]
    aggregators = [AGGREGATORS[int(code)] for code in world.threats[threat.AGGREGATOR]]
    assert aggregators == [kinds["cyberattack"].aggregator, kinds["climate_shock"].aggregator]


def test_threats_know_whom_they_may_strike(world: World) -> None:
    assert world.impacts[threat.TARGETED].tolist() == [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
    for row in (threat.STARTED, threat.ASKED_AT, threat.HELPED_AT):
        assert (world.impacts[row] == -1.0).all()
    assert not world.impacts[threat.BELIEF].any()


def test_the_plan_stands_in_the_order_of_steps(world: World) -> None:
    storm = 1
    # Step, threat, target, severity; that of the threat where the schedule gives none
    assert world.plan.T.tolist() == [
        [3.0, storm, FIN, 0.8],
        [9.0, storm, EST, 0.5],
        [9.0, storm, LVA, 0.5],
    ]


# --------------------------------------------------------------------------- length of a step


@pytest.mark.parametrize(
    ("monthly", "months", "expected"),
    [
        (0.2, 1.0, 0.2),
        # 1 - 0.8 x 0.8 x 0.8
        (0.2, 3.0, 0.488),
        (0.75, 0.5, 0.5),
        (0.0, 5.0, 0.0),
        (1.0, 0.1, 1.0),
    ],
)
def test_monthly_rates_are_compounded(monthly: float, months: float, expected: float) -> None:
    assert rate_per_step(monthly, months) == pytest.approx(expected)


def test_rates_of_longer_steps(tmp_path: Path, scenario: Scenario, world: World) -> None:
    quarter = changed(tmp_path, "issues:", "step_months: 3\nissues:")
    assert quarter.clock.tolist() == [3.0]
    for place in (mech.LEARNING, mech.MEMORY_LOSS, mech.MEETING_RATE, mech.REPAIR, mech.ROTATION):
        expected = rate_per_step(world.parameters[place], 3.0)
        assert quarter.parameters[place] == pytest.approx(expected)
        assert quarter.parameters[place] > world.parameters[place]
    # What is no monthly rate stays as it is; the phases look at the clock themselves.
    for place in (mech.STAGING, mech.SOLDIER_MONTH, mech.DECISION_RATE, mech.NOISE, mech.TRUST_ON):
        assert quarter.parameters[place] == world.parameters[place]
    t = names_of(scenario).kinds.index("dialogue")
    for block, row in (("kinds", partnership.DEEPENING), ("threats", threat.CONTAGION)):
        numbers, longer = getattr(world, block)[row], getattr(quarter, block)[row]
        assert longer == pytest.approx([rate_per_step(each, 3.0) for each in numbers])
    assert quarter.kinds[partnership.GOODWILL, t] == world.kinds[partnership.GOODWILL, t]


def test_parameters_are_those_of_the_scenario(tmp_path: Path) -> None:
    written = "mechanisms: {trust: {scale: 0.5, visibility: 0.25}, friction: off}\nissues:"
    world = changed(tmp_path, "issues:", written)
    assert world.parameters[mech.TRUST_ON] == 0.5
    assert world.parameters[mech.VISIBILITY] == 0.25
    assert world.parameters[mech.FRICTION_ON] == 0.0
    assert world.parameters[mech.THREATS_ON] == 1.0


def test_a_kind_may_strike_all_states_alike(tmp_path: Path) -> None:
    kind = "title: Flood, meaning: Water., need_share: 0.01, duration_months: 1, severity_spread: 0"
    written = f"kinds: {{threats: {{flood: {{{kind}}}}}}}\nissues:"
    text = TEXT.replace("issues:", written).replace("kind: cyberattack", "kind: flood")
    world = found(loaded(tmp_path, text), 0, 0)
    assert world.threats[threat.EXPOSURE_FIELD].tolist() == [-1.0, state.CLIMATE_EXPOSURE]
