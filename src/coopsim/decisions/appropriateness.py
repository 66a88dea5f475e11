"""Appropriateness: what is right for a state like this one (March and Olsen 2004).

Obligations come first, whatever they cost. Where there is none, likeness makes help right:

    score = duty                              if the state is obliged
    score = identity x affinity - reserve     otherwise
    amount = its part
"""

from __future__ import annotations

from coopsim.catalogue.rules import IDENTITY, RESERVE
from coopsim.compilation import inlined_kernel
from coopsim.decisions.aid import Plea
from coopsim.world.world import Numbers


@inlined_kernel
def appropriateness(manners: Numbers, i: int, plea: Plea) -> tuple[float, float, float]:
    """Return the terms affinity, obligation and hurdle of state i."""
    if plea.duty > 0.0:
        return 0.0, plea.duty, 0.0
    return manners[i, IDENTITY] * plea.affinity, 0.0, -manners[i, RESERVE]
