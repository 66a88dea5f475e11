"""The Delian League: tribute leaves Athens as the one that can still act."""

from __future__ import annotations

import numpy as np

from cases_shipped.paired import REPLICATES, beyond, outcome

CITIES = 9
# Before the Eurymedon, while Persia was feared by all and most were still in.
FIRST_YEARS = 60


def share_of_athens(variant: str | None) -> list[float]:
    """Return the mean share of Athens in what all cities could send, in the first years."""
    states = outcome("delian-league", variant, told=True).table("states")
    able = states.numbers("capacity").reshape(REPLICATES, -1, CITIES)[:, :FIRST_YEARS]
    names = states.texts("state")[:CITIES]
    parts = able[:, :, list(names).index("ATH")] / able.sum(axis=2)
    return [float(each) for each in np.mean(parts, axis=1)]


def test_tribute_concentrates_capability() -> None:
    pairs = zip(share_of_athens(None), share_of_athens("no-tribute"), strict=True)
    assert beyond([then - now for now, then in pairs], -1, 0.01)
