"""How a state decides on help: expected utility of four amounts, and luck."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reference.budgets import capacity_against
from reference.diary import total
from reference.institutions import mandate_duty
from reference.objects import Dyad, Impact, Society, Threat
from reference.perception import effect

AGGREGATORS = ("sum", "threshold", "weakest_link", "best_shot")
# A helper weighs so many equal parts of what is of use, up to all of it.
PARTS = 4
# How soft a threshold looks to those who do not know what others will send.
DOUBT = 0.1


@dataclass(frozen=True, slots=True)
class Plea:
    """One request as one helper sees it; shares are shares of the request."""

    dyad: Dyad
    threat: Threat
    impact: Impact
    duty: float
    most: float
    fair_share: float
    effect: float
    others: float
    largest: float

    @property
    def fair(self) -> float:
        """Return the helper's fair part of the request, billion USD."""
        return self.fair_share * self.impact.request


def plead(
    society: Society, threat: Threat, impact: Impact, dyad: Dyad, fair: dict[int, float]
) -> Plea:
    """Describe a request; ``fair`` holds the fair share of everyone asked, by row."""
    helper = dyad.holder
    others, largest = 0.0, 0.0
    for known in helper.towards.values():
        expected = known.trust * fair.get(known.other.row, 0.0)
        others += expected
        largest = max(largest, expected)
    could = min(1.0, society.parameters["response"]) * capacity_against(threat, helper)
    return Plea(
        dyad=dyad,
        threat=threat,
        impact=impact,
        duty=max(dyad.obligation, mandate_duty(society, threat, helper, dyad.other)),
        most=could * impact.request / helper.asked,
        fair_share=fair[helper.row],
        effect=effect(society, dyad),
        others=others * impact.request,
        largest=largest * impact.request,
    )


def solved(plea: Plea, effective: float) -> float:
    """Return the share of the problem that is solved with an effective amount of help."""
    request, need = plea.impact.request, plea.impact.need
    aggregator = AGGREGATORS[int(plea.threat.aggregator_code)]
    if aggregator == "threshold":
        met = (need - request + (effective + plea.others)) / need
        return 1.0 / (1.0 + math.exp(-(met - plea.threat.threshold) / DOUBT))
    if aggregator == "weakest_link":
        own = effective / (plea.fair_share * request)
        rest = (1.0 - plea.fair_share) * request
        return min(1.0, own, plea.others / rest if rest > 0.0 else own)
    if aggregator == "best_shot":
        return min(1.0, max(effective, plea.largest) / request)
    return min(1.0, (effective + plea.others) / request)


def weigh(society: Society, plea: Plea, amount: float) -> tuple[float, ...]:
    """Return the terms of sending an amount, in the order of the ledger."""
    p, dyad = society.parameters, plea.dyad
    gain = solved(plea, amount * plea.effect) - solved(plea, 0.0)
    share = amount / plea.most
    fairly = min(1.0, amount / plea.fair)
    audience = 0.5 * (1.0 + dyad.holder.democracy)
    return (
        p["response.stake"] * plea.threat.impacts[dyad.holder.row].belief * gain,
        p["response.affinity"] * dyad.affinity * gain,
        p["response.private_benefit"] * share,
        p["response.audience_cost"] * plea.duty * audience * fairly,
        p["response.future"] * dyad.trust * fairly,
        -p["response.future"] * dyad.grievance * fairly,
        -p["response.cost"] * share * (1.0 + share) * 0.5,
        -p["opinion.caveats"] * dyad.holder.opposition * share,
        # What only other rules look at.
        0.0,
        0.0,
        0.0,
    )


def best_amount(society: Society, plea: Plea) -> tuple[float, tuple[float, ...]]:
    """Return the best amount and its terms; of equally good ones the smallest."""
    of_use = min(plea.most, plea.impact.request / plea.effect)
    amounts = [of_use * part / PARTS for part in range(1, PARTS + 1)]
    weighed = [(amount, weigh(society, plea, amount)) for amount in amounts]
    return max(weighed, key=lambda each: total(each[1]))
