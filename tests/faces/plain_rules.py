"""How ordinary Mesa agents weigh help and partnerships: the equations of the core model."""

from __future__ import annotations

import math

from reference.helping import AGGREGATORS, DOUBT, PARTS
from reference.objects import Dyad, Impact, Kind, Threat

Parameters = dict[str, float]


def logit(luck: float) -> float:
    return math.log(luck / (1.0 - luck))


def drag(p: Parameters, dyad: Dyad) -> float:
    unfamiliar = dyad.friction * (1.0 - min(1.0, p["institutions"] * dyad.standards))
    return p["friction"] * unfamiliar * (1.0 - dyad.competence)


def effect(p: Parameters, dyad: Dyad) -> float:
    return math.exp(-drag(p, dyad))


def expected(dyad: Dyad, fair: dict[int, float]) -> tuple[float, float]:
    """Return the help that the holder expects of others, in all and of the largest, as shares."""
    others, largest = 0.0, 0.0
    for known in dyad.holder.towards.values():
        if known.other.row in fair:
            share = known.trust * fair[known.other.row]
            others += share
            largest = max(largest, share)
    return others, largest


def solved(
    threat: Threat, impact: Impact, effective: float, fair: float, others: tuple[float, float]
) -> float:
    request, need = impact.request, impact.need
    all_others, largest = others[0] * request, others[1] * request
    aggregator = AGGREGATORS[int(threat.aggregator_code)]
    if aggregator == "threshold":
        met = (need - request + (effective + all_others)) / need
        return 1.0 / (1.0 + math.exp(-(met - threat.threshold) / DOUBT))
    if aggregator == "weakest_link":
        own = effective / (fair * request)
        rest = (1.0 - fair) * request
        return min(1.0, own, all_others / rest if rest > 0.0 else own)
    if aggregator == "best_shot":
        return min(1.0, max(effective, largest) / request)
    return min(1.0, (effective + all_others) / request)


def best_help(
    p: Parameters,
    threat: Threat,
    impact: Impact,
    dyad: Dyad,
    seen: tuple[float, float, float, tuple[float, float]],
) -> tuple[float, float]:
    """Return the best of four amounts and its score; ``seen``: duty, most, fair share, others."""
    duty, most, fair, others = seen
    helper = dyad.holder
    useful = effect(p, dyad)
    without = solved(threat, impact, 0.0, fair, others)
    of_use = min(most, impact.request / useful)
    belief = threat.impacts[helper.row].belief
    audience = 0.5 * (1.0 + helper.democracy)
    best = (0.0, -math.inf)
    for part in range(1, PARTS + 1):
        amount = of_use * part / PARTS
        gain = solved(threat, impact, amount * useful, fair, others) - without
        share = amount / most
        fairly = min(1.0, amount / (fair * impact.request))
        score = p["response.stake"] * belief * gain
        score += p["response.affinity"] * dyad.affinity * gain
        score += p["response.private_benefit"] * share
        score += p["response.audience_cost"] * duty * audience * fairly
        score += p["response.future"] * dyad.trust * fairly
        score -= p["response.future"] * dyad.grievance * fairly
        score -= p["response.cost"] * share * (1.0 + share) * 0.5
        if score > best[1]:
            best = (amount, score)
    return best


def acts_together(
    p: Parameters,
    threat: Threat,
    impact: Impact,
    asked: list[Dyad],
    fair: dict[int, float],
    sent: list[float],
) -> float:
    """Return the joint effect of what is sent together, as a share of its sum."""
    added, largest, weakest = 0.0, 0.0, math.inf
    for dyad, amount in zip(asked, sent, strict=True):
        useful = amount * effect(p, dyad) if amount > 0.0 else 0.0
        added += useful
        largest = max(largest, useful)
        weakest = min(weakest, useful / fair[dyad.holder.row])
    if added <= 0.0:
        return 0.0
    aggregator = AGGREGATORS[int(threat.aggregator_code)]
    if aggregator == "threshold":
        met = impact.need - impact.request + added
        return 1.0 if met >= threat.threshold * impact.need else 0.0
    if aggregator == "weakest_link":
        return min(1.0, weakest / added)
    return largest / added if aggregator == "best_shot" else 1.0


def weigh_tie(p: Parameters, threats: list[Threat], dyad: Dyad, kind: Kind) -> float:
    """Return what a partnership is worth to the holder."""
    one, other = dyad.holder, dyad.other
    own, theirs = one.gdp_busd * one.defence_share, other.gdp_busd * other.defence_share
    strength = theirs / (own + theirs) if own + theirs > 0.0 else 0.5
    danger = 0.0
    for threat in threats:
        beliefs = threat.impacts[one.row].belief, threat.impacts[other.row].belief
        danger = max(danger, min(beliefs))
    a_year = one.diplomacy_share * one.gdp_busd * 12.0 / 12.0
    gain = p["partnering.security"] * kind.security * (danger * strength * dyad.trust)
    gain += p["partnering.agenda"] * (dyad.affinity - 0.5)
    gain -= kind.coordination * drag(p, dyad)
    gain -= kind.autonomy_cost * strength
    gain -= dyad.grievance
    return gain - (kind.upkeep_busd / a_year if a_year > 0.0 else 1.0)
