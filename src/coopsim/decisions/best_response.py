"""Best response: what is best for oneself, given what the others give.

Of means w a state keeps w - g, and the common good is G = g + what the others give:

    U = (1 - taste) x ln(w - g) + taste x ln(G)

so that its best response is g = taste x w - (1 - taste) x others, or nothing if that is below
zero (Bergstrom, Blume and Varian 1986). In what it gives step after step it goes part of the
way, and nobody overshoots:

    score = pace x (taste - (1 - taste) x others / w) + (1 - pace) x own before / w
    amount = w x score, if above 0
"""

from __future__ import annotations

from coopsim.catalogue.rules import PACE, TASTE
from coopsim.compilation import inlined_kernel
from coopsim.decisions.aid import Plea
from coopsim.world.world import Numbers


@inlined_kernel
def best_response(
    manners: Numbers, i: int, plea: Plea, before: float
) -> tuple[float, float, float, float]:
    """Return the amount of state i, and its terms stake, company and habit.

    ``before`` is what it gave in the step before; below zero if the occasion is a new one.
    """
    pace = manners[i, PACE] if before >= 0.0 else 1.0
    taste = manners[i, TASTE]
    wish = pace * taste
    relief = -pace * (1.0 - taste) * (plea.others / plea.effect) / plea.most
    habit = (1.0 - pace) * max(0.0, before) / plea.most
    share = min(1.0, max(0.0, wish + relief + habit))
    return share * plea.most, wish, relief, habit
