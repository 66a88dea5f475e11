"""ASEAN: consensus takes longer than other rules, and some cases it never decides."""

from __future__ import annotations

import pytest

from cases_shipped.paired import REPLICATES, beyond, outcome


def months_without_mandate(variant: str | None) -> list[float]:
    """Return, for each replicate, the mean months that a struck member asks without a mandate.

    From the first request to the mandate, or to the end of the strike if none came.
    """
    events = outcome("asean", variant, told=True).table("events")
    asked: dict[tuple[int, str | None, str | None], float] = {}
    waits: list[list[float]] = [[] for _ in range(REPLICATES)]
    for kind, replicate, step, state, threat in zip(
        events.texts("kind"),
        events.numbers("replicate"),
        events.numbers("step"),
        events.texts("actor"),
        events.texts("subject"),
        strict=True,
    ):
        case = int(replicate), state, threat
        if kind == "request":
            asked[case] = float(step)
        elif kind in {"mandate", "strike_ended"} and case in asked:
            waits[case[0]].append(float(step) - asked.pop(case))
    return [sum(each) / len(each) for each in waits]


@pytest.mark.parametrize("variant", ["majority", "lead-nation"])
def test_consensus_slows_the_answer(variant: str) -> None:
    pairs = zip(months_without_mandate(None), months_without_mandate(variant), strict=True)
    assert beyond([then - now for now, then in pairs], -1, 0.1)
