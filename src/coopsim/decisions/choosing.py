"""Which rule a state follows, and what it makes of a plea.

A rule answers with an amount and with terms that add up to its score; the state gives the amount
iff the score beats -noise x logistic luck. Terms that a rule does not have are 0.
"""

from __future__ import annotations

from typing import NamedTuple

from coopsim.catalogue.rules import (
    APPROPRIATENESS,
    BEST_RESPONSE,
    EXPECTED_UTILITY,
    IMITATION,
    OWN,
    RECIPROCITY,
    THRESHOLD,
)
from coopsim.compilation import kernel
from coopsim.decisions.aid import Plea, best_amount, total, weigh_help
from coopsim.decisions.appropriateness import appropriateness
from coopsim.decisions.best_response import best_response
from coopsim.decisions.imitation import imitation
from coopsim.decisions.own import best_own
from coopsim.decisions.reciprocity import reciprocity
from coopsim.decisions.threshold import threshold
from coopsim.world.world import Numbers, Rows

Terms = tuple[
    float, float, float, float, float, float, float, float, float, float, float
]  # as in `catalogue.rules.HELP_TERMS`


class Setting(NamedTuple):
    """Describe what a state looks at besides the plea.

    Attributes:
        part: What it gives if it takes part, billion USD.
        before: What it gave on the same occasion in the step before, billion USD; below zero if
            the occasion is a new one.
        company: How many other states take part.
        ready: Above 0 if the state itself takes part.
    """

    part: float
    before: float
    company: float
    ready: float


@kernel
def choose(
    parameters: Numbers,
    rules: Rows,
    code: Rows,
    manners: Numbers,
    i: int,
    plea: Plea,
    setting: Setting,
    room: Numbers,
) -> tuple[float, float, Terms]:
    """Return what state i would give, its score, and the terms in the order of the ledger.

    ``room`` holds at least as many numbers as there are terms.
    """
    rule, part = rules[i], setting.part
    if rule == EXPECTED_UTILITY:
        amount, score = best_amount(parameters, plea)
        return amount, score, (*weigh_help(parameters, plea, amount), 0.0, 0.0, 0.0)
    # Without code there is no rule, and so nothing to say.
    if rule == OWN and code[i] != 0:
        amount, score = best_own(parameters, code[i], manners[i], plea, setting.company, room)
        return amount, score, (
            room[0], room[1], room[2], room[3], room[4], room[5], room[6], room[7], room[8],
            room[9], room[10],
        )  # fmt: skip
    future, grievance, hurdle, stake, company, habit = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    affinity, obligation = 0.0, 0.0
    if rule == RECIPROCITY:
        part, future, grievance, hurdle = reciprocity(manners, i, plea, part)
    elif rule == BEST_RESPONSE:
        part, stake, company, habit = best_response(manners, i, plea, setting.before)
    elif rule == THRESHOLD:
        company, hurdle = threshold(manners, i, setting.company)
    elif rule == IMITATION:
        habit = imitation(setting.ready)
    elif rule == APPROPRIATENESS:
        affinity, obligation, hurdle = appropriateness(manners, i, plea)
    terms = (
        stake, affinity, 0.0, obligation, future, grievance, 0.0, 0.0, company, habit, hurdle
    )  # fmt: skip
    return part, total(terms), terms
