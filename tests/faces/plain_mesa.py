"""The core model as an ordinary Mesa model: the twin that benchmarks compare coopsim with.

States are agents, each phase is an ``AgentSet.do``, and luck comes from ``model.random``. Nothing
is recorded and nothing is measured, which is in the twin's favour. What states hold towards each
other, threats and institutions are objects of the reference, and so is the start.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import mesa

from coopsim import randomness as purpose
from coopsim.scenario import Scenario
from coopsim.scenario.founding import found
from faces.plain_country import Country
from faces.plain_rules import logit
from reference.conversion import society_of
from reference.institutions import ADOPTED, NOT_ASKED, PENDING, spread_of
from reference.logistics import LONGEST
from reference.objects import Dyad, Impact, Institution, Kind, Tallies, Threat
from reference.partnering import SEEDLING


class PlainModel(mesa.Model):  # type: ignore[misc]  # Mesa ships no types: its classes are Any
    """Hold the agents, and what happens between them."""

    def __init__(self, scenario: Scenario, rng: int = 0) -> None:
        super().__init__(rng=rng)
        society = society_of(found(scenario, rng, 0), 0)
        self.months, self.parameters = society.months, society.parameters
        self.run_key, self.tallies = society.run_key, Tallies()
        self.kinds, self.institutions = society.kinds, society.institutions
        self.threats, self.planned = society.threats, society.planned
        self.now = 0
        self.states = [Country(self, state) for state in society.states]
        for dyad in self.dyads():
            dyad.holder = self.states[dyad.holder.row]
            dyad.other = self.states[dyad.other.row]
        for threat in self.threats:
            for impact in threat.impacts:
                impact.state = self.states[impact.state.row]

    def step(self) -> None:
        self.agents.do("add_up")
        self.threats_come()
        self.agents.do("perceive")
        self.agents.do("budget")
        self.respond()
        self.agents.do("suffer")
        if self.parameters["trust"] > 0.0:
            self.agents.do("forget")
            self.agents.do("be_remembered")
            self.agents.do("judge")
        if self.parameters["diplomacy"] > 0.0:
            self.agents.do("learn_customs")
            self.agents.do("deepen")
        self.choose_partners()
        self.agents.do("add_up")
        self.now += 1

    def luck(self, *_address: float) -> float:
        """Return a number between 0 and 1; what it is for, and whom, makes no difference here."""
        return float(self.random.random())

    def dyads(self) -> Iterator[Dyad]:
        for state in self.states:
            yield from state.towards.values()

    def duration(self, threat: Threat) -> float:
        return max(1.0, float(math.ceil(threat.duration_months / self.months)))

    def threats_come(self) -> None:
        on = self.parameters["threats"] > 0.0
        for threat in self.threats:
            self.agents.do("face", threat)
            before = [impact.severity for impact in threat.impacts]
            self.agents.do("age_strike", threat)
            if on and any(before):
                self.agents.do("catch", threat, before)
        if on:
            for plan in self.planned:
                if plan.step == self.now:
                    threat, target = self.threats[int(plan.threat)], int(plan.target)
                    self.states[target].hit(threat, threat.impacts[target], plan.severity)
            for threat in self.threats:
                self.agents.do("suffer_chance", threat)
        self.agents.do("add_up_needs")

    def respond(self) -> None:
        self.agents.do("ask")
        if self.parameters["institutions"] > 0.0:
            for institution in self.institutions:
                self.deliberate(institution)
                self.open_fund(institution)
        self.agents.set("asked", 0.0)
        self.agents.do("call")
        if self.parameters["response"] > 0.0:
            for threat in self.threats:
                self.agents.do("be_helped", threat)

    def deliberate(self, institution: Institution) -> None:
        for threat in self.threats:
            for impact, mandate in zip(
                threat.impacts, institution.mandates[threat.row], strict=True
            ):
                asks = institution.seats[impact.state.row] > 0.0 and impact.request > 0.0
                if asks and mandate.status != ADOPTED:
                    if mandate.status == NOT_ASKED:
                        mandate.status, mandate.since = PENDING, float(self.now)
                    if self.passes(institution, threat, impact):
                        mandate.status, mandate.since = ADOPTED, float(self.now)

    def open_fund(self, institution: Institution) -> None:
        p = self.parameters
        cases = [
            impact
            for threat in self.threats
            for impact, mandate in zip(
                threat.impacts, institution.mandates[threat.row], strict=True
            )
            if mandate.status == ADOPTED and impact.request > 0.0
        ]
        requests = 0.0
        for impact in cases:
            requests += impact.request
        release = p["budgets.reserve_release"] * institution.fund_busd
        if requests <= 0.0 or release <= 0.0:
            return
        share = min(1.0, release / requests)
        for impact in cases:
            payment = share * impact.request
            institution.fund_busd = max(0.0, institution.fund_busd - payment)
            impact.request = max(0.0, impact.request - payment)
            self.send(impact, None, payment, p["logistics"] * p["logistics.staging_months"])

    def passes(self, institution: Institution, threat: Threat, impact: Impact) -> bool:
        victim = impact.state
        votes, scores, abstained = 1, [0.0], 0
        n_voters = 1
        if institution.lead_row != victim.row:
            voters = [
                dyad.opposite
                for dyad in victim.towards.values()
                if institution.seats[dyad.other.row] > 0.0
                and institution.lead_row in (-1.0, dyad.other.row)
            ]
            ballots = [self.vote(institution, threat, impact, dyad) for dyad in voters]
            scores = [score for score, _ in ballots]
            votes = sum(answer == "yes" for _, answer in ballots)
            abstained = sum(answer == "abstain" for _, answer in ballots)
            n_voters = len(ballots)
        if votes == 0 or votes < institution.quorum * (n_voters - abstained):
            return False
        p = self.parameters
        pace = p["institutions"] * p["institutions.decision_rate"] * self.months
        unity = math.exp(-institution.quorum * spread_of(scores))
        luck = self.luck(purpose.MANDATE, threat.key, impact.ordinal, institution.key, victim.key)
        return luck < 1.0 - math.exp(-(pace * (votes / n_voters) * unity))

    def vote(
        self, institution: Institution, threat: Threat, impact: Impact, dyad: Dyad
    ) -> tuple[float, str]:
        p, voter = self.parameters, dyad.holder
        all_gdp = 0.0
        for state in self.states:
            all_gdp += institution.seats[state.row] * state.gdp_busd
        share = voter.gdp_busd / all_gdp * impact.request
        burden = min(1.0, share / voter.capacity) if voter.capacity > 0.0 else 0.0
        score = p["response.stake"] * threat.impacts[voter.row].belief
        score += p["response.affinity"] * dyad.affinity
        score += p["response.future"] * dyad.trust
        score -= p["response.future"] * dyad.grievance
        score -= p["response.cost"] * burden
        luck = self.luck(
            purpose.VOTE, threat.key ^ institution.key, impact.ordinal, voter.key, dyad.other.key
        )
        threshold = -p["response.noise"] * logit(luck)
        if score > threshold:
            return score, "yes"
        return score, "abstain" if score > threshold - institution.abstention_band else "no"

    def duty(self, threat: Threat, helper: Country, victim: Country) -> float:
        duty = 0.0
        for institution in self.institutions:
            if institution.mandates[threat.row][victim.row].status == ADOPTED:
                duty = max(duty, institution.seats[helper.row] * institution.obligation)
        return duty

    def send(self, impact: Impact, dyad: Dyad | None, effective: float, months: float) -> None:
        steps = min(months / self.months, LONGEST)
        whole = math.floor(steps)
        later = steps - whole
        coming = impact.help_on_the_way
        for arrival, part in ((self.now + whole, 1.0 - later), (self.now + whole + 1, later)):
            coming[arrival] = coming.get(arrival, 0.0) + effective * part
            if dyad is not None:
                acts = dyad.acts_on_the_way
                acts[arrival] = acts.get(arrival, 0.0) + part

    def choose_partners(self) -> None:
        p, met, wanted = self.parameters, [], []
        chance = p["partnering"] * p["partnering.meeting_rate"]
        if self.now == 0:
            self.agents.do("respect_standing")
        for dyad in self.dyads():
            if dyad.holder.row < dyad.other.row:
                low, high = sorted((dyad.holder.key, dyad.other.key))
                lot = self.luck(purpose.MEET, 0, 0.0, low, high)
                if lot < chance:
                    met.append(dyad)
                    wanted += self.court(dyad, lot)
        wanted.sort(key=lambda each: (-each[0], -each[1]))
        for _, _, dyad, kind in wanted:
            pair = self.states[dyad.holder.row], self.states[dyad.other.row]
            if all(state.affords(kind) for state in pair):
                tie = dyad.partnerships[kind.row]
                tie.depth, tie.since = SEEDLING, float(self.now)
                for state in pair:
                    state.upkeep += kind.upkeep_busd * self.months / 12.0
        for dyad in met:
            self.review(dyad)

    def court(self, dyad: Dyad, lot: float) -> list[tuple[float, float, Dyad, Kind]]:
        one, other = self.states[dyad.holder.row], self.states[dyad.other.row]
        wanted = []
        for kind in self.kinds:
            if dyad.partnerships[kind.row].depth <= 0.0:
                agreed, gain = one.wants(dyad, kind, leaving=False)
                if agreed:
                    agreed, its_gain = other.wants(dyad.opposite, kind, leaving=False)
                if agreed:
                    wanted.append((min(gain, its_gain), lot, dyad, kind))
        return wanted

    def review(self, dyad: Dyad) -> None:
        one, other = self.states[dyad.holder.row], self.states[dyad.other.row]
        for kind in self.kinds:
            tie = dyad.partnerships[kind.row]
            if tie.depth > 0.0 and tie.since < self.now:
                stays, _ = one.wants(dyad, kind, leaving=True)
                if stays:
                    stays, _ = other.wants(dyad.opposite, kind, leaving=True)
                if not stays:
                    tie.depth = 0.0
