"""How much of a decision was luck: how often other luck would have given the same answer."""

from __future__ import annotations

import math

from coopsim.analysis.finding import Decision
from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.mechanisms.core import CHOICE_NOISE

# A score so far beyond is beyond for all luck that a computer can draw.
_FAR = 700.0


def chance_to_beat(decision: Decision, parameters: list[float]) -> float:
    """Return the chance that the score beats the threshold, over all luck, [0, 1].

    With the threshold that luck u gave, the one of all other luck is known: see
    ``catalogue/sentences.yaml``. NaN where nothing was weighed or luck plays no part.

    Args:
        decision: what was decided.
        parameters: values of ``world.parameters``.
    """
    if not math.isfinite(decision.margin) or math.isnan(decision.draw):
        return math.nan
    u = decision.draw
    match read_catalogue("sentences").plain()["decisions"].get(decision.kind, {}).get("luck"):
        case "logistic":
            noise = parameters[CHOICE_NOISE]
            if noise <= 0.0:
                return float(decision.beats)
            odds = decision.margin / noise - math.log(u / (1.0 - u))
            return 1.0 / (1.0 + math.exp(min(_FAR, -odds)))
        case "race":
            return _first(decision.margin + math.log(-math.log(u)))
        case "wait":
            return _first(decision.margin + math.log(-math.log(1.0 - u)))
    return math.nan


def _first(lead: float) -> float:
    """Return the chance of an exponential arrival at rate exp(lead) before time 1."""
    return 1.0 - math.exp(-math.exp(min(_FAR, lead)))
