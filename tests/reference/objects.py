"""The world as objects: states, what they hold towards each other, and what strikes them.

Every number of the model is an attribute with the name that users read; see ``conversion`` for
the few that are renamed here. Money in billion USD, time in steps unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class State:
    """A country: what it has, and what happens to it in a step."""

    row: int
    key: int
    gdp_busd: float = 0.0
    defence_share: float = 0.0
    diplomacy_share: float = 0.0
    reserve_busd: float = 0.0
    personnel_k: float = 0.0
    readiness_normal: float = 0.0
    logistics: float = 0.0
    cyber_maturity: float = 0.0
    climate_exposure: float = 0.0
    democracy: float = 0.0
    transparency: float = 0.0
    industry: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    readiness: float = 0.0
    damage_stock: float = 0.0
    income: float = 0.0
    need: float = 0.0
    home_effort: float = 0.0
    dues: float = 0.0
    upkeep: float = 0.0
    upkeep_paid: float = 0.0
    budget_stress: float = 0.0
    capacity: float = 0.0
    released: float = 0.0
    reliability: float = 0.0
    kept: float = 0.0
    broken: float = 0.0
    border_control: float = 0.0
    asked: float = 0.0
    contribution: float = 0.0
    given: float = 0.0
    received: float = 0.0
    damage: float = 0.0
    averted: float = 0.0
    information: float = 0.0
    approval_normal: float = 0.0
    government_stability: float = 0.0
    coalition_fragmentation: float = 0.0
    election_months: float = 0.0
    next_election_months: float = 0.0
    sovereignty: float = 0.0
    approval: float = 0.0
    opposition: float = 0.0
    casualties: float = 0.0
    fragmentation_now: float = 0.0
    to_election: float = 0.0
    new_government: float = 0.0
    pending: float = 0.0
    takes_part: float = 0.0
    takes_part_first: float = 0.0
    provided: float = 0.0
    warned: float = 0.0
    # By which rule it decides, and the numbers of that rule by name.
    rule: str = "expected_utility"
    manner: dict[str, float] = field(default_factory=dict)
    # What it holds towards each state that it knows, by their rows.
    towards: dict[int, Dyad] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Dyad:
    """What one state holds towards another."""

    holder: State
    other: State
    trust_prior: float = 0.0
    friction: float = 0.0
    distance_km: float = 0.0
    contiguity: float = 0.0
    trade: float = 0.0
    competence: float = 0.0
    affinity: float = 0.0
    regime_distance: float = 0.0
    evidence_for: float = 0.0
    evidence_against: float = 0.0
    trust: float = 0.0
    grievance: float = 0.0
    obligation: float = 0.0
    contact: float = 0.0
    goodwill: float = 0.0
    sharing: float = 0.0
    channel: float = 0.0
    standards: float = 0.0
    fellowship: float = 0.0
    credit: float = 0.0
    refused: float = 0.0
    betrayed: float = 0.0
    monitored: float = 0.0
    # Acts of help that the holder has sent to the other, by the step in which they arrive.
    acts_on_the_way: dict[int, float] = field(default_factory=dict)
    # By kind, the luck that the holder must have to be in what stands at the start.
    least_luck: list[float] = field(default_factory=list)
    # One object for each kind, shared by both sides of the pair.
    partnerships: list[Partnership] = field(default_factory=list)

    @property
    def opposite(self) -> Dyad:
        """Return what the other holds towards the holder."""
        return self.other.towards[self.holder.row]


@dataclass(slots=True, eq=False)
class Kind:
    """A kind of partnership."""

    row: int
    key: int
    min_trust: float = 0.0
    upkeep_busd: float = 0.0
    legal_weight: float = 0.0
    autonomy_cost: float = 0.0
    security: float = 0.0
    coordination: float = 0.0
    contact: float = 0.0
    goodwill: float = 0.0
    sharing: float = 0.0
    channel: float = 0.0
    obligation: float = 0.0
    deepening: float = 0.0
    needs_row: float = -1.0
    needs_least: float = 0.0


@dataclass(slots=True, eq=False)
class Partnership:
    """A partnership of a pair, or the place for one if its depth is 0."""

    kind: Kind
    depth: float = 0.0
    since: float = 0.0
    waiting: float = 0.0
    ratified: float = 0.0


@dataclass(slots=True, eq=False)
class Mandate:
    """Where an institution stands on one strike on a member."""

    status: float = 0.0
    since: float = 0.0
    legitimacy: float = 0.0


@dataclass(slots=True, eq=False)
class Institution:
    """An institution: its rules, its fund, its seats and its mandates."""

    row: int
    key: int
    quorum: float = 0.0
    abstention_band: float = 0.0
    lead_row: float = 0.0
    obligation: float = 0.0
    dues_share: float = 0.0
    standards: float = 0.0
    fund_busd: float = 0.0
    # By row of state.
    seats: list[float] = field(default_factory=list)
    # By row of threat, then of state.
    mandates: list[list[Mandate]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Impact:
    """A threat's strike on a state while it lasts, and what the state believes of the threat."""

    state: State
    targeted: float = 0.0
    exposure: float = 0.0
    belief: float = 0.0
    severity: float = 0.0
    steps_left: float = 0.0
    ordinal: float = 0.0
    started: float = 0.0
    need: float = 0.0
    home: float = 0.0
    request: float = 0.0
    arrived: float = 0.0
    asked_at: float = 0.0
    helped_at: float = 0.0
    unattributed: float = 0.0
    sponsor: float = 0.0
    attempts: float = 0.0
    # Effective help by the step in which it arrives.
    help_on_the_way: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Threat:
    """Something that may strike."""

    row: int
    key: int
    # Name of the attribute of a state that exposes it; empty if all are exposed alike.
    exposed_by: str
    # Name of the attribute of a state that foils the attempts of groups; empty if none does.
    denied_by: str
    rate_per_year: float = 0.0
    severity: float = 0.0
    severity_spread: float = 0.0
    need_share: float = 0.0
    duration_months: float = 0.0
    exposure_row: float = 0.0
    exposure_inverted: float = 0.0
    aggregator_code: float = 0.0
    threshold: float = 0.0
    contagion: float = 0.0
    spreads_over_borders: float = 0.0
    spreads_over_trade: float = 0.0
    spreads_over_networks: float = 0.0
    haul: float = 0.0
    forces: float = 0.0
    warlike: float = 0.0
    # By row of state.
    impacts: list[Impact] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Attacker:
    """Someone who chooses whom to strike; threat and sponsor are rows."""

    row: int
    key: int
    capability_busd: float = 0.0
    attempts_per_year: float = 0.0
    gain: float = 0.0
    threat_row: float = 0.0
    sponsor_row: float = 0.0
    strategy_code: float = 0.0


@dataclass(slots=True, eq=False)
class PlannedStrike:
    """A strike that the scenario has scheduled; threat and target are rows."""

    step: float = 0.0
    threat: float = 0.0
    target: float = 0.0
    severity: float = 0.0


@dataclass(slots=True, eq=False)
class Tallies:
    """Sums over the present step."""

    strikes: float = 0.0
    requests: float = 0.0
    obliged: float = 0.0
    honoured: float = 0.0
    war_obliged: float = 0.0
    war_honoured: float = 0.0
    fund_paid: float = 0.0
    effective: float = 0.0
    waited: float = 0.0
    first_helped: float = 0.0
    formed: float = 0.0
    ended: float = 0.0
    returned: float = 0.0
    delay: float = 0.0
    attempts: float = 0.0
    failed: float = 0.0
    deterred: float = 0.0
    watched: float = 0.0
    watched_kept: float = 0.0
    accessions: float = 0.0
    exits: float = 0.0
    founded: float = 0.0
    relieved: float = 0.0
    accidents: float = 0.0
    ratifications: float = 0.0
    ratifying: float = 0.0
    ratification_failures: float = 0.0
    taking: float = 0.0


@dataclass(slots=True, eq=False)
class Society:
    """The whole world.

    ``parameters`` holds the scale of each mechanism under its name ("trust") and each of its
    numbers under both names ("trust.refusal_weight").
    """

    months: float
    run_key: tuple[int, int]
    parameters: dict[str, float]
    states: list[State]
    kinds: list[Kind]
    institutions: list[Institution]
    threats: list[Threat]
    planned: list[PlannedStrike]
    attackers: list[Attacker]
    tallies: Tallies

    def dyads(self) -> list[Dyad]:
        """List all dyads, those of one state together."""
        return [dyad for state in self.states for dyad in state.towards.values()]
