"""A rule of the user's own: a function `(terms, parameters) -> float`.

For each of the four amounts that expected utility considers, the function gets the terms that it
declares, as expected utility weighs them; `company` is the number of other states that take part,
`habit` and `hurdle` are 0. It may change them, and returns their sum, the score. The best amount
counts; of equally good ones, the smallest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from coopsim.catalogue.rules import HELP_TERMS
from coopsim.compilation import kernel
from coopsim.compilation.calling import beside, call_at
from coopsim.decisions.aid import LEVELS, Plea, weigh_help
from coopsim.world.world import Numbers

Rule = Callable[[Any, Any], float]
COMPANY: Final = HELP_TERMS.index("company")


@kernel
def best_own(
    parameters: Numbers, address: int, numbers: Numbers, plea: Plea, company: float, room: Numbers
) -> tuple[float, float]:
    """Return the best amount by the rule at an address, and its score; its terms are in ``room``.

    A rule that returns no number has nothing to say for any amount: 0, and NaN.
    """
    limit = min(plea.most, plea.request / plea.effect)
    best, score = 0.0, -math.inf
    for level in range(1, LEVELS + 1):
        amount = limit * level / LEVELS
        value = _ask(parameters, address, numbers, plea, company, amount, room)
        if value > score:
            best, score = amount, value
    last = _ask(parameters, address, numbers, plea, company, best, room)
    return best, last


@kernel
def _ask(
    parameters: Numbers,
    address: int,
    numbers: Numbers,
    plea: Plea,
    company: float,
    amount: float,
    room: Numbers,
) -> float:
    """Write the terms of an amount into ``room``, let the rule weigh them, return its score."""
    terms = weigh_help(parameters, plea, amount)
    for k in range(len(terms)):
        room[k] = terms[k]
    room[COMPANY] = company
    room[COMPANY + 1] = room[COMPANY + 2] = 0.0
    return call_at(address, room, numbers)


def adapted(rule: Rule, terms: Sequence[str]) -> Rule:
    """Make a function of all terms out of a rule that declares some of them.

    After a call the terms that it declares are as the rule left them, and all others 0.

    Raises:
        ValueError: It declares a term that is none, or declares one twice.
    """
    if len(set(terms)) < len(terms):
        raise ValueError("a term is declared twice")
    places = tuple(HELP_TERMS.index(term) for term in terms)
    weigh = beside(rule)
    n_terms = len(HELP_TERMS)

    def of_all_terms(room: Numbers, numbers: Numbers) -> float:
        own = np.empty(len(places))
        for k, place in enumerate(places):
            own[k] = room[place]
        score = weigh(own, numbers)
        for k in range(n_terms):
            room[k] = 0.0
        for k, place in enumerate(places):
            room[place] = own[k]
        return score

    return of_all_terms
