from __future__ import annotations

import math

import pytest

from coopsim.metrics.registry import METRICS
from coopsim.reports.judged import Judged
from coopsim.statistics import Interval

SHARE = Judged("collective_response", METRICS["collective_response"], "Collective response")
MONEY = Judged("damage_busd", METRICS["damage_busd"], "Damage")


@pytest.mark.parametrize(
    ("outcome", "difference", "said"),
    [
        (SHARE, Interval(0.16, 0.15, 0.17, 50),
         "rises by 16 percentage points (95 % interval 15 to 17)"),
        (SHARE, Interval(-0.042, -0.05, -0.03, 50),
         "falls by 4.2 percentage points (95 % interval 3.0 to 5.0)"),
        (SHARE, Interval(0.001, -0.01, 0.012, 50),
         "does not clearly change (95 % interval −1.0 to +1.2 percentage points)"),
        (MONEY, Interval(-300.0, -310.0, -290.0, 9),
         "falls by 300 billion USD (95 % interval 290 to 310)"),
        (MONEY, Interval(0.0, 0.0, 0.0, 9), "is exactly the same in every replicate"),
        (MONEY, Interval(3.0, math.nan, math.nan, 1),
         "rises by 3 billion USD (one replicate, so how surely is not known)"),
    ],
)  # fmt: skip
def test_a_difference_is_said_as_surely_as_it_is_known(
    outcome: Judged, difference: Interval, said: str
) -> None:
    assert outcome.moves(difference) == said


def test_titles_inside_sentences_and_values() -> None:
    assert SHARE.inside == "collective response"
    assert SHARE.value(0.234) == "23%"
    assert SHARE.value(math.nan) == "–"
    assert SHARE.span(Interval(0.1, 0.05, 0.15, 9)) == "+10 (+5.0 to +15)"
