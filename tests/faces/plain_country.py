"""A state as an ordinary Mesa agent: attributes of its own, and a method for each thing it does.

The equations are those of the core model, as a Mesa user would write them for speed of writing:
plain Python, one state at a time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from coopsim import randomness as purpose
from faces.plain_rules import acts_together, best_help, drag, effect, expected, logit, weigh_tie
from reference.helping import PARTS
from reference.institutions import NOT_ASKED
from reference.objects import Dyad, Impact, Kind, State, Threat
from reference.relations import PAPER

if TYPE_CHECKING:
    from faces.plain_mesa import PlainModel

# The share of a need below which what is missing is a rounding error and not asked for.
DUST = 1e-9


class Country(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types: its classes are Any
    """A state with attributes of its own."""

    reserve_busd: float
    home_effort: float

    def __init__(self, model: PlainModel, state: State) -> None:
        super().__init__(model)
        for name in State.__slots__:
            setattr(self, name, getattr(state, name))
        self.p = model.parameters
        self.feelings: dict[tuple[float, ...], float] = {}

    # ------------------------------------------------------------ threats

    def face(self, threat: Threat) -> None:
        impact = threat.impacts[self.row]
        trait = getattr(self, threat.exposed_by)
        impact.exposure = (1.0 - trait if threat.exposure_inverted else trait) * impact.targeted

    def age_strike(self, threat: Threat) -> None:
        impact = threat.impacts[self.row]
        if impact.severity > 0.0:
            impact.steps_left -= 1.0
            if impact.steps_left <= 0.0:
                self.recover(threat, impact)

    def recover(self, threat: Threat, impact: Impact) -> None:
        impact.severity = 0.0
        impact.started = impact.asked_at = impact.helped_at = -1.0
        for institution in self.model.institutions:
            mandate = institution.mandates[threat.row][self.row]
            mandate.status, mandate.since = NOT_ASKED, -1.0

    def catch(self, threat: Threat, before: list[float]) -> None:
        impact = threat.impacts[self.row]
        contagion = min(1.0, self.p["threats"] * threat.contagion)
        spared, worst = 1.0, 0.0
        for dyad in self.towards.values():
            severity = before[dyad.other.row]
            if severity > 0.0:
                over_borders = threat.spreads_over_borders * dyad.contiguity
                over_trade = threat.spreads_over_trade * dyad.trade
                reach = contagion * impact.exposure * severity * max(over_borders, over_trade)
                spared *= 1.0 - reach
                worst = max(worst, severity) if reach > 0.0 else worst
        reachable = spared < 1.0 and impact.severity <= 0.0
        if reachable and self.threat_luck(purpose.SPREAD, threat) < 1.0 - spared:
            self.hit(threat, impact, worst)

    def suffer_chance(self, threat: Threat) -> None:
        impact = threat.impacts[self.row]
        rate = self.p["threats"] * threat.rate_per_year * self.model.months / 12.0
        if self.threat_luck(purpose.STRIKE, threat) < 1.0 - math.exp(-rate * impact.exposure):
            turn = 2.0 * self.threat_luck(purpose.SEVERITY, threat) - 1.0
            severity = threat.severity * (1.0 + threat.severity_spread * turn)
            self.hit(threat, impact, min(1.0, max(0.0, severity)))

    def threat_luck(self, why: int, threat: Threat) -> float:
        return float(self.model.luck(why, threat.key, 0.0, self.key))

    def hit(self, threat: Threat, impact: Impact, severity: float) -> None:
        if severity <= 0.0:
            return
        if impact.severity <= 0.0:
            impact.started = float(self.model.now)
            impact.asked_at = impact.helped_at = -1.0
        impact.severity = 1.0 - (1.0 - impact.severity) * (1.0 - severity)
        impact.steps_left = self.model.duration(threat)
        impact.ordinal += 1.0

    def add_up_needs(self) -> None:
        self.need = 0.0
        for threat in self.model.threats:
            impact = threat.impacts[self.row]
            a_step = threat.need_share / self.model.duration(threat)
            impact.need = impact.severity * impact.exposure * a_step * self.gdp_busd
            self.need += impact.need

    # ------------------------------------------------------------ perception

    def perceive(self) -> None:
        left = 1.0
        for dyad in self.towards.values():
            if dyad.sharing > 0.0:
                left *= 1.0 - dyad.sharing * dyad.opposite.trust * effect(self.p, dyad)
        self.information = 1.0 - left
        error = self.p["perception"] * self.p["perception.noise"] * (1.0 - self.information)
        for threat in self.model.threats:
            impact = threat.impacts[self.row]
            if impact.targeted > 0.0:
                chance = 1.0 - math.exp(-(self.p["threats"] * threat.rate_per_year))
                danger = impact.exposure * max(impact.severity, threat.severity * chance)
                luck = self.model.luck(purpose.PERCEPTION, threat.key, 0.0, self.key)
                seen = min(1.0, max(0.0, danger + error * (2.0 * luck - 1.0)))
                learning = self.p["perception.learning"] if self.model.now > 0 else 1.0
                impact.belief += learning * (seen - impact.belief)

    # ------------------------------------------------------------ budgets

    def spend(self, amount: float) -> None:
        self.reserve_busd = max(0.0, self.reserve_busd - self.p["budgets"] * amount)

    def diplomacy_budget(self, months: float) -> float:
        return float(self.diplomacy_share * self.gdp_busd * months / 12.0)

    def budget(self) -> None:
        p, months = self.p, self.model.months
        free = self.defence_share * p["budgets.operations_share"]
        cap = self.gdp_busd * free * p["budgets.reserve_months"] / 12.0
        self.income = max(0.0, self.gdp_busd - self.damage_stock) * free * months / 12.0
        self.reserve_busd = min(self.reserve_busd, cap) + self.income
        self.meet_own_needs()
        due = self.pay_dues()
        self.upkeep_paid = 1.0
        if self.upkeep > 0.0:
            self.upkeep_paid = min(1.0, self.diplomacy_budget(months) / self.upkeep)
        owed = self.need + due + self.upkeep
        met = self.home_effort + self.dues + self.upkeep * self.upkeep_paid
        self.budget_stress = max(0.0, 1.0 - met / owed) if owed > 0.0 else 0.0
        strain = min(1.0, p["budgets"] * self.budget_stress)
        goal = self.readiness_normal * (1.0 - strain)
        self.readiness += p["budgets.readiness_rate"] * (goal - self.readiness)
        money = p["budgets.reserve_release"] * self.reserve_busd
        forces = self.personnel_k * self.readiness
        self.capacity = min(money, forces * p["budgets.soldier_month_busd"] * months)
        self.contribution = 0.0

    def meet_own_needs(self) -> None:
        self.home_effort = min(self.need, self.reserve_busd)
        for threat in self.model.threats:
            impact = threat.impacts[self.row]
            impact.home = impact.need
            if self.home_effort < self.need:
                impact.home = self.home_effort * (impact.need / self.need)
        self.spend(self.home_effort)

    def pay_dues(self) -> float:
        due = self.dues = 0.0
        if self.p["institutions"] > 0.0:
            for institution in self.model.institutions:
                if institution.seats[self.row] > 0.0:
                    bill = institution.dues_share * self.model.months / 12.0 * self.gdp_busd
                    payment = min(bill, self.reserve_busd)
                    self.spend(payment)
                    institution.fund_busd += payment
                    self.dues += payment
                    due += bill
        return due

    # ------------------------------------------------------------ response

    def ask(self) -> None:
        for dyad in self.towards.values():
            dyad.refused = dyad.betrayed = 0.0
        for threat in self.model.threats:
            impact = threat.impacts[self.row]
            met = impact.home + impact.help_on_the_way.get(self.model.now, 0.0)
            missing = impact.need - met
            impact.request = missing if missing > DUST * impact.need else 0.0
            if impact.request > 0.0 and impact.asked_at < 0.0:
                impact.asked_at = float(self.model.now)

    def call(self) -> None:
        request = 0.0
        for threat in self.model.threats:
            request += threat.impacts[self.row].request
        if request > 0.0:
            for dyad in self.towards.values():
                if dyad.opposite.channel > 0.0:
                    dyad.other.asked += request

    def be_helped(self, threat: Threat) -> None:
        impact = threat.impacts[self.row]
        if impact.request <= 0.0:
            return
        asked = [each.opposite for each in self.towards.values()]
        asked = [dyad for dyad in asked if dyad.channel > 0.0 and dyad.holder.gdp_busd > 0.0]
        gdp = 0.0
        for dyad in asked:
            gdp += dyad.holder.gdp_busd
        fair = {dyad.holder.row: dyad.holder.gdp_busd / gdp for dyad in asked}
        states = self.model.states
        sent = [states[each.holder.row].decide(threat, impact, each, fair) for each in asked]
        use = acts_together(self.p, threat, impact, asked, fair, sent)
        for dyad, amount in zip(asked, sent, strict=True):
            if amount > 0.0:
                states[dyad.holder.row].help(threat, impact, dyad, amount, use)

    def decide(self, threat: Threat, impact: Impact, dyad: Dyad, fair: dict[int, float]) -> float:
        could = min(self.p["response"] * self.capacity, self.reserve_busd)
        most = could * impact.request / self.asked
        if most <= 0.0:
            return 0.0
        duty = max(dyad.obligation, self.model.duty(threat, self, dyad.other))
        share = fair[self.row]
        others = expected(dyad, fair)
        amount, score = best_help(self.p, threat, impact, dyad, (duty, most, share, others))
        address = (threat.key, impact.ordinal, self.key, dyad.other.key)
        luck = self.model.luck(purpose.CONTRIBUTE, *address)
        if score > -self.p["response.noise"] * logit(luck):
            return amount
        seen = self.model.luck(purpose.OBSERVE, *address)
        if most >= share * impact.request / PARTS and seen < self.transparency:
            dyad.refused += 1.0
            dyad.betrayed = max(dyad.betrayed, duty)
        return 0.0

    def help(self, threat: Threat, impact: Impact, dyad: Dyad, amount: float, use: float) -> None:
        self.spend(amount)
        self.contribution += amount
        self.given += amount
        p = self.p
        travel = threat.haul * dyad.distance_km / (p["logistics.reach_km"] * self.logistics)
        months = (p["logistics.staging_months"] + travel) * (1.0 + drag(p, dyad))
        effective = amount * effect(p, dyad) * use
        self.model.send(impact, dyad, effective, p["logistics"] * months)

    # ------------------------------------------------------------ damage

    def suffer(self) -> None:
        scale = self.p["damage"]
        self.damage_stock *= 1.0 - self.p["damage.repair_rate"]
        self.damage = self.averted = self.received = 0.0
        for threat in self.model.threats:
            impact = threat.impacts[self.row]
            impact.arrived = impact.help_on_the_way.pop(self.model.now, 0.0)
            missing = max(0.0, impact.need - impact.home)
            harm = scale * max(0.0, missing - impact.arrived)
            self.received += impact.arrived
            self.averted += scale * min(impact.arrived, missing)
            self.damage += harm
            self.damage_stock += harm
            if impact.arrived > 0.0 and impact.helped_at < 0.0 <= impact.asked_at:
                impact.helped_at = float(self.model.now)
        for dyad in self.towards.values():
            dyad.credit = dyad.acts_on_the_way.pop(self.model.now, 0.0)

    # ------------------------------------------------------------ trust

    def forget(self) -> None:
        p = self.p
        keep, strength = 1.0 - p["trust.memory_loss"], p["trust.prior_strength"]
        for dyad in self.towards.values():
            good, bad = strength * dyad.trust_prior, strength * (1.0 - dyad.trust_prior)
            dyad.evidence_for = (
                good + (dyad.evidence_for - good) * keep + p["trust"] * dyad.goodwill
            )
            dyad.evidence_against = bad + (dyad.evidence_against - bad) * keep
            dyad.grievance *= keep

    def be_remembered(self) -> None:
        p = self.p
        for dyad in self.towards.values():
            if dyad.credit == 0.0 and dyad.refused == 0.0:
                continue
            good = p["trust"] * dyad.credit
            bad = p["trust"] * (p["trust.refusal_weight"] * dyad.refused)
            wronged = dyad.opposite
            wronged.evidence_for += good
            wronged.evidence_against += bad
            for witness in self.towards.values():
                feels = witness.other.towards.get(dyad.other.row)
                if feels is not None:
                    heard = p["trust.visibility"] * feels.affinity
                    witness.opposite.evidence_for += heard * good
                    witness.opposite.evidence_against += heard * bad
            anger = min(1.0, p["trust"] * dyad.betrayed)
            wronged.grievance += (1.0 - wronged.grievance) * anger

    def judge(self) -> None:
        for dyad in self.towards.values():
            dyad.trust = dyad.evidence_for / (dyad.evidence_for + dyad.evidence_against)

    # ------------------------------------------------------------ partnerships

    def learn_customs(self) -> None:
        p = self.p
        for dyad in self.towards.values():
            gain = p["diplomacy"] * p["diplomacy.contact_gain"] * dyad.contact
            loss = p["diplomacy.rotation"] * dyad.competence
            change = gain * (1.0 - dyad.competence) - loss
            dyad.competence = min(1.0, max(0.0, dyad.competence + change))

    def deepen(self) -> None:
        for dyad in self.towards.values():
            if self.row < dyad.other.row:
                for tie in dyad.partnerships:
                    if tie.depth > 0.0:
                        pace = min(1.0, self.p["diplomacy"] * tie.kind.deepening)
                        paid = min(self.upkeep_paid, dyad.other.upkeep_paid)
                        shared = min(dyad.affinity, dyad.opposite.affinity)
                        most = paid * (1.0 - tie.kind.legal_weight * (1.0 - shared))
                        depth = tie.depth + pace * (most - tie.depth)
                        tie.depth = 0.0 if depth < PAPER else depth

    def wants(self, dyad: Dyad, kind: Kind, leaving: bool) -> tuple[bool, float]:
        """Tell whether it wants to form (or keep) a partnership, and what that is worth to it."""
        gain = weigh_tie(self.p, self.model.threats, dyad, kind)
        hurdle = self.hurdle(dyad, kind)
        luck = logit(self.lasting_luck(dyad, kind))
        threshold = (-hurdle if leaving else hurdle) - self.p["response.noise"] * luck
        if leaving:
            return gain > threshold, gain
        open_to = gain > threshold and dyad.trust >= kind.min_trust and self.affords(kind)
        return open_to, gain

    def hurdle(self, dyad: Dyad, kind: Kind) -> float:
        return self.p["partnering.hurdle"] * kind.legal_weight * (1.0 + dyad.regime_distance)

    def lasting_luck(self, dyad: Dyad, kind: Kind) -> float:
        address = (kind.key, 0.0, self.key, dyad.other.key)
        if address not in self.feelings:
            self.feelings[address] = self.model.luck(purpose.AGREE, *address)
        least = dyad.least_luck[kind.row]
        return least + (1.0 - least) * self.feelings[address]

    def respect_standing(self) -> None:
        noise = self.p["response.noise"]
        for dyad in self.towards.values():
            for tie in dyad.partnerships:
                if noise > 0.0 and tie.depth > 0.0:
                    gain = weigh_tie(self.p, self.model.threats, dyad, tie.kind)
                    above = (gain + self.hurdle(dyad, tie.kind)) / noise
                    odds = math.exp(min(30.0, max(-30.0, above)))
                    dyad.least_luck[tie.kind.row] = 1.0 / (1.0 + odds)

    def affords(self, kind: Kind) -> bool:
        cost = kind.upkeep_busd * self.model.months / 12.0
        return bool(self.upkeep + cost <= self.diplomacy_budget(self.model.months))

    def add_up(self) -> None:
        a_year = 0.0
        fellowship = self.p["institutions"] > 0.0
        for dyad in self.towards.values():
            dyad.obligation = dyad.sharing = dyad.contact = dyad.goodwill = cost = 0.0
            dyad.channel = dyad.fellowship if fellowship else 0.0
            for tie in dyad.partnerships:
                if tie.depth > 0.0:
                    kind = tie.kind
                    dyad.obligation = max(dyad.obligation, tie.depth * kind.obligation)
                    dyad.sharing = max(dyad.sharing, tie.depth * kind.sharing)
                    dyad.channel = max(dyad.channel, kind.channel)
                    dyad.contact += tie.depth * kind.contact
                    dyad.goodwill += tie.depth * kind.goodwill
                    cost += kind.upkeep_busd
            dyad.contact = min(1.0, dyad.contact)
            dyad.goodwill *= self.model.months
            a_year += cost
        self.upkeep = a_year * self.model.months / 12.0
