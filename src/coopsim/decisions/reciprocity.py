"""Reciprocity: give as it was given.

A state helps iff most of what it remembers of the other is good, and in that proportion:

    score = trust - grievance - demand
    amount = its part x trust

Trust is the share of good acts among those remembered, so this is tit for tat with a memory
that fades (``phases.trust``).
"""

from __future__ import annotations

from coopsim.catalogue.rules import DEMAND
from coopsim.compilation import inlined_kernel
from coopsim.decisions.aid import Plea
from coopsim.world.world import Numbers


@inlined_kernel
def reciprocity(
    manners: Numbers, i: int, plea: Plea, part: float
) -> tuple[float, float, float, float]:
    """Return the amount of state i, and its terms future, grievance and hurdle."""
    return part * plea.trust, plea.trust, -plea.grievance, -manners[i, DEMAND]
