"""Imitation: do as those do who fare better (Fermi update, Santos and Pacheco 2011).

A state that imitates is ready to give, or it is not. Now and then it looks at another state and
copies it:

    P(copy) = 1 / (1 + exp(-selection x (payoff of the other - own payoff)))

The payoff of a readiness is what it earns on average in groups of N states picked by lot, of
which at least M must give for the group to be safe; otherwise it loses all with chance risk:

    payoff = endowment x (P(safe) + (1 - risk) x (1 - P(safe)) - cost if ready)

P(safe) counts the state itself and N - 1 others, drawn without replacement from all others.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.provision import (
    ENDOWMENT,
    GROUP_SIZE,
    GROUP_THRESHOLD,
    PART,
    RISK,
)
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.world import Numbers


@inlined_kernel
def imitation(ready: float) -> float:
    """Return the term habit: half a point for giving or against it."""
    return 0.5 if ready > 0.0 else -0.5


@kernel
def chance_of_at_least(least: float, picked: int, ready: float, n: float) -> float:
    """Return the chance of at least so many ready states among those picked of n, [0, 1].

    Picked without replacement: the upper tail of a hypergeometric distribution, added up from
    the products of odds of each way to get there.
    """
    if least <= 0.0:
        return 1.0
    tail = 0.0
    for k in range(picked + 1):
        if k >= least:
            ways = 1.0
            for m in range(picked):
                if m < k:
                    ways *= (ready - m) * (picked - m) / ((m + 1.0) * (n - m))
                else:
                    ways *= max(0.0, n - ready - (m - k)) / (n - m)
                if ways <= 0.0:
                    break
            tail += max(0.0, ways)
    return min(1.0, tail)


@kernel
def payoff(parameters: Numbers, ready: bool, others_ready: float, n: float) -> float:
    """Return what a readiness earns on average, among n states of which others are ready."""
    group = int(min(parameters[GROUP_SIZE], n))
    least = parameters[GROUP_THRESHOLD] - (1.0 if ready else 0.0)
    safe = chance_of_at_least(least, group - 1, others_ready, n - 1.0)
    kept = safe + (1.0 - parameters[RISK]) * (1.0 - safe)
    return parameters[ENDOWMENT] * (kept - (parameters[PART] if ready else 0.0))
