"""Expected utility of helping: a partner weighs what its help would change against its cost.

For help x out of at most ``most``, share s = x / most, against the fair share of the helper,
f = min(1, x / fair):

    stake            stake_weight x belief in own danger x gain
    affinity         affinity_weight x agenda affinity x gain
    private benefit  private_weight x s                       (Conybeare and Sandler 1990)
    obligation       audience_cost x duty x (1 + democracy) / 2 x (1 + watched) x f   (Fearon 1994)
    future           future_weight x trust in the one who asks x f
    grievance      - future_weight x grievance against it x f
    cost           - cost_weight x s x (1 + s) / 2
    opposition     - caveats x opposition at home x s

gain is what x adds to the outcome, given what the others are expected to send; how
contributions add up is a property of the threat (Hirshleifer 1983). The helper picks the
best of four amounts and sends it iff the sum of terms beats -noise x logistic luck.

Nobody asks for a pure public good: there is nobody to be obliged to, to stay friends with or to
bear a grudge against, and nothing in it that others do not have as well. The four terms from
private benefit to grievance are 0 then (``asked`` is), which leaves what Olson and Zeckhauser
1966 weigh: the gain to oneself, and the cost.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from coopsim.catalogue.mechanisms.core import (
    AFFINITY_WEIGHT,
    AUDIENCE_COST,
    COST,
    FUTURE,
    PRIVATE_BENEFIT,
    STAKE,
)
from coopsim.catalogue.mechanisms.politics import CAVEATS
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.world import Numbers

# How contributions add up.
SUM, THRESHOLD, WEAKEST_LINK, BEST_SHOT = range(4)
AGGREGATORS = ("sum", "threshold", "weakest_link", "best_shot")
# The amounts a helper considers: so many equal parts of the most it can send.
LEVELS = 4
# Doubt about what others will send, as a share of the need: how soft a threshold looks.
DOUBT = 0.1


class Plea(NamedTuple):
    """Describe one request as one helper sees it.

    Attributes:
        belief: The helper's own danger from the same threat, [0, 1].
        affinity: Agenda affinity with the one who asks, [0, 1].
        duty: Strength of the obligation to help, [0, 1].
        democracy: The helper's regime, [0, 1].
        trust: Its trust in the one who asks, [0, 1].
        grievance: Its grievance against the one who asks, [0, 1].
        opposition: Opposition that binds it at home, [0, 1].
        watched: How much monitoring adds to what a breach costs at home, as a share.
        asked: 1 if a state asks for it, 0 if it is a common good of all.
        most: The most it could send, billion USD.
        fair: Its fair share of the request, billion USD.
        effect: Share of what it sends that has effect, (0, 1].
        request: What is asked of all, billion USD.
        need: What the strike takes in all, billion USD.
        others: Effective help expected from the others, billion USD.
        largest: The largest single part of that, billion USD.
        fair_fraction: The helper's fair share as a fraction of the request, [0, 1].
        without: What would be solved without the helper, [0, 1].
        aggregator: How contributions add up.
        threshold: Share of the need below which help is lost (threshold only).
    """

    belief: float
    affinity: float
    duty: float
    democracy: float
    trust: float
    grievance: float
    opposition: float
    watched: float
    asked: float
    most: float
    fair: float
    effect: float
    request: float
    need: float
    others: float
    largest: float
    fair_fraction: float
    without: float
    aggregator: int
    threshold: float


@inlined_kernel
def outcome(plea: Plea, amount: float) -> float:
    """Return the share of the problem solved, [0, 1], if the helper adds an effective amount."""
    together = amount + plea.others
    if plea.aggregator == THRESHOLD:
        met = (plea.need - plea.request + together) / plea.need
        return 1.0 / (1.0 + math.exp(-(met - plea.threshold) / DOUBT))
    if plea.aggregator == WEAKEST_LINK:
        own = amount / (plea.fair_fraction * plea.request)
        rest = (1.0 - plea.fair_fraction) * plea.request
        return min(1.0, own, plea.others / rest if rest > 0.0 else own)
    if plea.aggregator == BEST_SHOT:
        return min(1.0, max(amount, plea.largest) / plea.request)
    return min(1.0, together / plea.request)


@kernel
def compare_without(plea: Plea) -> Plea:
    """Return the plea with what would be solved without the helper filled in."""
    return Plea(
        plea.belief, plea.affinity, plea.duty, plea.democracy, plea.trust, plea.grievance,
        plea.opposition, plea.watched, plea.asked, plea.most, plea.fair, plea.effect, plea.request,
        plea.need, plea.others, plea.largest, plea.fair_fraction, outcome(plea, 0.0),
        plea.aggregator, plea.threshold,
    )  # fmt: skip


@inlined_kernel
def weigh_help(
    parameters: Numbers, plea: Plea, amount: float
) -> tuple[float, float, float, float, float, float, float, float]:
    """Return the eight terms of sending an amount, in the order of ``ledger.AID_TERMS``."""
    gain = outcome(plea, amount * plea.effect) - plea.without
    share = amount / plea.most
    fairly = min(1.0, amount / plea.fair) * plea.asked
    audience = 0.5 * (1.0 + plea.democracy) * (1.0 + plea.watched)
    return (
        parameters[STAKE] * plea.belief * gain,
        parameters[AFFINITY_WEIGHT] * plea.affinity * gain,
        parameters[PRIVATE_BENEFIT] * share * plea.asked,
        parameters[AUDIENCE_COST] * plea.duty * audience * fairly,
        parameters[FUTURE] * plea.trust * fairly,
        -parameters[FUTURE] * plea.grievance * fairly,
        -parameters[COST] * share * (1.0 + share) * 0.5,
        -parameters[CAVEATS] * plea.opposition * share,
    )


@inlined_kernel
def total(terms: tuple[float, ...]) -> float:
    """Add up terms from left to right, so that every reader gets the same last bit."""
    result = 0.0
    for term in terms:
        result += term
    return result


@kernel
def best_amount(parameters: Numbers, plea: Plea) -> tuple[float, float]:
    """Return the best of LEVELS equal parts of what is of use, and its score.

    More than the request is of no use, even after friction has taken its part.
    """
    limit = min(plea.most, plea.request / plea.effect)
    best, score = 0.0, -math.inf
    for level in range(1, LEVELS + 1):
        amount = limit * level / LEVELS
        value = total(weigh_help(parameters, plea, amount))
        if value > score:
            best, score = amount, value
    return best, score
