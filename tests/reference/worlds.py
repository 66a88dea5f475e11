"""Random worlds within the declared bounds of every field, the bounds themselves included.

Hypothesis chooses the shape of a world and how odd it is; dice with a seed that Hypothesis chooses
fill in the many numbers, because thousands of single choices would be slow.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import combinations

from hypothesis import strategies as st

from coopsim.catalogue.registry import CORE, MAX_SCALE, MECHANISMS
from coopsim.catalogue.rule_registry import DECISION, RULES
from coopsim.catalogue.rules import UPDATES
from coopsim.world.blocks import (
    attacker,
    dyad,
    institution,
    membership,
    partnership,
    politics,
    provision,
    state,
    threat,
)
from coopsim.world.fields import FIELDS, Field, fields_of
from coopsim.world.world import (
    FIELDS_IN,
    FROM,
    HIGH_KEY,
    LOW_KEY,
    MIRROR,
    SLOTS,
    TO,
    Numbers,
    Size,
    World,
    allocate,
)
from reference.conversion import is_known
from reference.helping import AGGREGATORS
from reference.institutions import ADOPTED, NOT_ASKED, PENDING

# Where the bounds leave room for numbers that no study has, most numbers stay below these.
USUAL = {
    "gdp_busd": 3000.0,
    "defence_share": 0.3,
    "diplomacy_share": 0.01,
    "personnel_k": 500.0,
    "distance_km": 20000.0,
    "upkeep_busd": 1.0,
    "dues_share": 0.001,
    "need_share": 0.2,
    "duration_months": 6.0,
    "abstention_band": 1.0,
    "capability_busd": 300.0,
    "gain": 3.0,
    "rate_per_year": 2.0,
    "min_trust": 0.5,
}
LARGE = 20.0
# Slow enough for votes that pass and are not carried out yet.
SLOW = {"decision_rate": 0.5}
EXPOSING = ("cyber_maturity", "climate_exposure", "democracy", "transparency")
WAYS = (
    threat.EXPOSURE_INVERTED, threat.SPREAD_BORDERS, threat.SPREAD_TRADE, threat.SPREAD_NETWORKS,
)  # fmt: skip
KEYS = 2**32


@dataclass(frozen=True, slots=True)
class Shape:
    """What Hypothesis chooses of a world.

    Attributes:
        states, kinds, institutions, threats, planned, attackers: how many there are.
        step: the first step.
        months: length of a step.
        scales: scale of each mechanism, by name.
        gaps: share of the pairs that hold nothing towards each other.
        oddity: share of numbers that are a bound, or beyond what is usual.
        alike: whether all states and kinds are alike, so that only lots and rows tell wishes apart.
        seed: seed of all other choices.
    """

    states: int
    kinds: int
    institutions: int
    threats: int
    planned: int
    attackers: int
    step: int
    months: float
    scales: dict[str, float]
    gaps: float
    oddity: float
    alike: bool
    seed: int


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Draw the shape of a world."""
    scale = st.sampled_from((1.0, 1.0, 1.0, 0.0, MAX_SCALE)) | st.floats(0.0, MAX_SCALE)
    n_threats = draw(st.sampled_from((1, 3, 2, 0)))
    return Shape(
        # Hypothesis prefers small numbers; most of what happens needs several states.
        states=draw(st.sampled_from((5, 8, 7, 6, 4, 3, 2, 1))),
        kinds=draw(st.sampled_from((2, 4, 3, 1, 0))),
        institutions=draw(st.sampled_from((1, 2, 0))),
        threats=n_threats,
        planned=draw(st.integers(0, 4)) if n_threats else 0,
        attackers=draw(st.sampled_from((1, 3, 0))) if n_threats else 0,
        step=draw(st.sampled_from((0, 1, 15, 2**20 - 4)) | st.integers(0, 200)),
        months=draw(st.sampled_from((1.0, 1.0, 0.1, 0.25, 3.0, 12.0)) | st.floats(0.1, 12.0)),
        # The reference knows the core and provision; what is off must not show.
        scales={
            name: draw(scale) if each.profile == CORE or name == "provision" else 0.0
            for name, each in MECHANISMS.items()
        },
        gaps=draw(st.sampled_from((0.0, 0.0, 0.0, 0.3, 1.0))),
        oddity=draw(st.sampled_from((0.0, 0.02, 0.2))),
        alike=draw(st.integers(0, 5)) == 5,
        seed=draw(st.integers(0, KEYS - 1)),
    )


class Dice:
    """Choose numbers, now and then an odd one."""

    def __init__(self, seed: int, oddity: float) -> None:
        self._random = random.Random(seed)
        self._oddity = oddity

    def chance(self, probability: float) -> bool:
        """Tell whether something of that probability happens."""
        return self._random.random() < probability

    def number(self, low: float, high: float, usual: float | None = None) -> float:
        """Choose a number between two bounds, the upper one of which may be infinite."""
        highest = high if math.isfinite(high) else LARGE
        if self.chance(self._oddity):
            return self._random.choice((low, highest, 0.5 * (low + highest)))
        return self._random.uniform(low, highest if usual is None else usual)

    def of(self, field: Field) -> float:
        """Choose a number for a field."""
        return self.number(field.low, field.high, USUAL.get(field.name))

    def whole(self, low: int, high: int) -> int:
        """Choose a whole number, bounds included."""
        return self._random.randint(low, high)

    def keys(self, n: int) -> list[int]:
        """Choose stable ids that differ."""
        return self._random.sample(range(1, KEYS), n)


def world_of_shape(shape: Shape) -> World:
    """Make a world of a shape: equal shapes make equal worlds."""
    dice = Dice(shape.seed, shape.oddity)
    pairs = [pair for pair in combinations(range(shape.states), 2) if not dice.chance(shape.gaps)]
    world = allocate(
        Size(
            shape.states, 2 * len(pairs), shape.kinds, shape.institutions, shape.threats,
            shape.planned, 1, shape.attackers,
        )
    )  # fmt: skip
    world.clock[0] = shape.months
    world.luck[:] = dice.whole(0, KEYS - 1), dice.whole(0, KEYS - 1)
    for keys in (
        world.state_key, world.kind_key, world.institution_key, world.threat_key,
        world.attacker_key,
    ):  # fmt: skip
        keys[:] = dice.keys(len(keys))
    _choose_parameters(world, shape, dice)
    _choose_edges(world, pairs)
    for name, block in FIELDS_IN.items():
        for field in fields_of(block):
            # What only mechanisms beyond the core compute is at rest, and must stay so.
            if not field.given and not is_known(block, field.name):
                continue
            row = getattr(world, name)[field.index : field.index + 1]
            row.flat[:] = [dice.of(field) for _ in range(row.size)]
    for i in range(shape.states):
        if dice.chance(0.15):
            world.states[state.DEFENCE_SHARE, i] = 0.0
    _choose_relations(world, shape.step, dice)
    _choose_rules(world, dice)
    _choose_institutions(world, shape.step, dice)
    _choose_threats(world, shape.step, dice)
    _choose_strikes(world, shape.step, dice)
    _choose_attackers(world, dice)
    if shape.alike:
        _make_alike(world)
    return world


def _choose_parameters(world: World, shape: Shape, dice: Dice) -> None:
    """Choose half of the parameters from their priors, half from all that is allowed."""
    for mechanism in MECHANISMS.values():
        world.parameters[mechanism.switch] = shape.scales[mechanism.name]
        for each in mechanism.parameters.values():
            bounds = each.prior if dice.chance(0.5) else (each.low, each.high)
            world.parameters[each.index] = dice.number(*bounds, SLOW.get(each.name))


def _choose_rules(world: World, dice: Dice) -> None:
    """Let every other state decide by a rule drawn for it."""
    rules = list(RULES[DECISION].values())
    for i in range(len(world.rules)):
        rule = rules[dice.whole(0, len(rules) - 1)] if dice.chance(0.5) else rules[0]
        world.rules[i] = rule.code
        for each in rule.parameters.values():
            world.manners[i, each.index] = dice.number(*each.prior)
        if rule.name == "imitation":
            # No state reconsiders more often than there are states.
            world.manners[i, UPDATES] = dice.whole(0, len(world.rules))
        world.states[provision.TAKES_PART, i] = dice.whole(0, 1)


def _choose_edges(world: World, pairs: list[tuple[int, int]]) -> None:
    edges = sorted(pairs + [(j, i) for i, j in pairs])
    for e, (i, j) in enumerate(edges):
        world.edges[FROM, e], world.edges[TO, e] = i, j
        world.edges[MIRROR, e] = edges.index((j, i))
        ends = sorted((int(world.state_key[i]), int(world.state_key[j])))
        world.edges[LOW_KEY, e], world.edges[HIGH_KEY, e] = ends
    for i in range(len(world.row_start)):
        world.row_start[i] = sum(1 for holder, _ in edges if holder < i)


def _choose_relations(world: World, step: int, dice: Dice) -> None:
    world.kinds[partnership.NEEDS_FIELD] = -1.0
    for e in range(world.edges.shape[1]):
        back = world.edges[MIRROR, e]
        # Founding leaves nobody without evidence.
        if world.dyads[dyad.EVIDENCE_FOR, e] + world.dyads[dyad.EVIDENCE_AGAINST, e] <= 0.0:
            world.dyads[dyad.EVIDENCE_FOR, e] = 1.0
        world.dyads[dyad.FELLOWSHIP, e] = dice.whole(0, 1)
        for row in (dyad.CONTIGUITY, dyad.TRADE):
            if dice.chance(0.5):
                world.dyads[row, e] = 0.0
        for t in range(world.kinds.shape[1]):
            if dice.chance(0.5):
                world.partnerships[partnership.DEPTH, t, e] = 0.0
            if dice.chance(0.02):
                world.kinds[partnership.MIN_TRUST, t] = world.dyads[dyad.TRUST, e]
            world.partnerships[partnership.SINCE, t, e] = dice.whole(-1, step - 1)
            world.partnerships[:, t, back] = world.partnerships[:, t, e]
    # Nothing waits for ratification that was not signed.
    world.partnerships[[politics.WAITING, politics.RATIFIED]] = 0.0
    world.states[politics.PENDING] = 0.0


def _choose_institutions(world: World, step: int, dice: Dice) -> None:
    n_states = world.states.shape[1]
    for m in range(world.institutions.shape[1]):
        # Coalitions take a mechanism outside the core.
        world.institutions[membership.COALITION, m] = 0.0
        lead = dice.whole(0, n_states - 1) if dice.chance(0.3) else -1
        world.institutions[institution.LEAD, m] = lead
        if dice.chance(0.5):
            world.institutions[institution.QUORUM, m] = dice.whole(1, 2) / 2
        if dice.chance(0.2):
            world.institutions[institution.FUND, m] = 0.0
            world.institutions[institution.DUES_SHARE, m] = 0.0
        for i in range(n_states):
            world.seats[institution.MEMBER, m, i] = dice.whole(0, 3) > 0
            for h in range(world.threats.shape[1]):
                status = (NOT_ASKED, PENDING, ADOPTED)[dice.whole(0, 2)]
                since = -1 if status == NOT_ASKED else dice.whole(0, max(0, step - 1))
                world.mandates[institution.STATUS, m, h, i] = status
                world.mandates[institution.SINCE, m, h, i] = since


def _choose_threats(world: World, step: int, dice: Dice) -> None:
    for h in range(world.threats.shape[1]):
        # One beyond the traits stands for a threat that strikes all alike.
        which = dice.whole(0, len(EXPOSING))
        rows = [FIELDS[state.BLOCK][trait].index for trait in EXPOSING]
        world.threats[threat.EXPOSURE_FIELD, h] = [*rows, -1][which]
        world.threats[threat.AGGREGATOR, h] = dice.whole(0, len(AGGREGATORS) - 1)
        world.threats[threat.DENIAL_FIELD, h] = [*rows, -1][dice.whole(0, len(EXPOSING))]
        world.threats[threat.ISSUE, h] = -1.0
        for row in WAYS:
            world.threats[row, h] = dice.whole(0, 1)
    for n in range(world.plan.shape[1]):
        world.plan[threat.PLAN_STEP, n] = step + dice.whole(0, 2)
        world.plan[threat.PLAN_THREAT, n] = dice.whole(0, world.threats.shape[1] - 1)
        world.plan[threat.PLAN_TARGET, n] = dice.whole(0, world.states.shape[1] - 1)


def _choose_strikes(world: World, step: int, dice: Dice) -> None:
    """Choose which strikes are under way, and the help that is."""
    for h in range(world.threats.shape[1]):
        for i in range(world.states.shape[1]):
            impact = world.impacts[:, h, i]
            impact[threat.TARGETED] = dice.whole(0, 4) > 0
            impact[threat.ORDINAL] = dice.whole(0, 9)
            impact[threat.LEFT] = dice.whole(1, 5)
            for row in (threat.STARTED, threat.ASKED_AT, threat.HELPED_AT):
                impact[row] = dice.whole(-1, step - 1)
            if dice.chance(0.6):
                impact[threat.SEVERITY] = impact[threat.LEFT] = 0.0
                impact[[threat.STARTED, threat.ASKED_AT, threat.HELPED_AT]] = -1.0
            _fill_some(world.transit[:, h, i], dice, 2.0)
    for e in range(world.edges.shape[1]):
        _fill_some(world.shipments[:, e], dice, 3.0)


def _choose_attackers(world: World, dice: Dice) -> None:
    """Choose with what and for whom attackers strike; often, so that something is seen."""
    n_states = world.states.shape[1]
    for a in range(world.attackers.shape[1]):
        world.attackers[attacker.THREAT, a] = dice.whole(0, world.threats.shape[1] - 1)
        world.attackers[attacker.SPONSOR, a] = dice.whole(-1, n_states - 1)
        world.attackers[attacker.STRATEGY, a] = dice.whole(0, 1)
    for h in range(world.threats.shape[1]):
        for i in range(n_states):
            world.impacts[threat.SPONSOR, h, i] = dice.whole(-1, n_states - 1)
            world.impacts[threat.UNATTRIBUTED, h, i] = dice.whole(0, 1)


def _make_alike(world: World) -> None:
    """Give all states and kinds the same numbers, and let every pair meet and like each other."""
    for numbers in (world.states, world.dyads, world.kinds):
        numbers[:] = numbers[:, :1]
    world.impacts[threat.BELIEF] = world.impacts[threat.BELIEF][:, :1]
    world.dyads[dyad.AFFINITY] = 1.0
    world.kinds[[partnership.MIN_TRUST, partnership.LEGAL_WEIGHT]] = 0.0
    partnering = MECHANISMS["partnering"].parameters
    world.parameters[partnering["meeting_rate"].index] = 1.0
    world.parameters[partnering["agenda"].index] = partnering["agenda"].high


def _fill_some(slots: Numbers, dice: Dice, most: float) -> None:
    for slot in range(SLOTS):
        slots[slot] = dice.number(0.0, most) if dice.chance(0.2) else 0.0
