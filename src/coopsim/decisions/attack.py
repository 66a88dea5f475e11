"""Whether a rival attacks, and what draws a group to a target.

A rival attacks the target that promises most iff the sum of terms beats -noise x logistic luck:

    gain      p_alone x gain x exposure
    failure - (1 - p_alone)
    allies    (p - p_alone) x (1 + gain x exposure)

where p_alone is the chance of success against the target by itself, and p with its allies. So the
sum is p x gain x exposure - (1 - p): failure costs 1. A chance is that of a contest, in which
forces count as they compare (Skaperdas 1996):

    p = means / (means + defence x (own + scale x allies))

A group that adapts looks for weakness, and chooses by multinomial logit:

    weakness  scale x sensitivity x exposure x (1 - denial) x expected
"""

from __future__ import annotations

from coopsim.compilation import inlined_kernel


@inlined_kernel
def success(means: float, defence: float) -> float:
    """Return the chance that an attack with such means succeeds, [0, 1]; both in one unit."""
    return means / (means + defence) if means > 0.0 else 0.0


@inlined_kernel
def weigh_attack(gain: float, alone: float, backed: float) -> tuple[float, float, float]:
    """Return the three terms of an attack, in the order of ``ledger.ATTACK_TERMS``.

    Args:
        gain: what success is worth, where failure costs 1.
        alone: chance of success against the target by itself.
        backed: chance of success if its allies count.
    """
    return alone * gain, -(1.0 - alone), (backed - alone) * (1.0 + gain)
