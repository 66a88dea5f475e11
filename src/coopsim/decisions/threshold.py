"""Threshold: take part once enough others do (Granovetter 1978).

    score = others who take part + 1/2 - at_least
    amount = its part

The others are those who took part in the step before; a half settles ties between whole numbers.
"""

from __future__ import annotations

from coopsim.catalogue.rules import AT_LEAST
from coopsim.compilation import inlined_kernel
from coopsim.world.world import Numbers


@inlined_kernel
def threshold(manners: Numbers, i: int, company: float) -> tuple[float, float]:
    """Return the terms company and hurdle of state i."""
    return company, 0.5 - manners[i, AT_LEAST]
