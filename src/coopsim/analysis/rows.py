"""Write what a comparison found as plain rows: the same for DataFrames and for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopsim.analysis.attribution import Attribution
from coopsim.analysis.difference import Difference
from coopsim.analysis.pairs import TieShare
from coopsim.analysis.parting import Parting
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval


def of_difference(each: Difference) -> dict[str, Any]:
    """Return the difference of a metric; what is not known is NaN."""
    return {
        "metric": each.metric.name,
        "title": each.metric.title,
        "unit": each.metric.unit,
        "first": each.first.mean,
        "second": each.second.mean,
        **_ends("difference", each.paired),
        "replicates": each.paired.n,
        "effect_size": each.effect,
        "share_same_sign": each.same_sign,
        "times_narrower": each.narrowed,
        "is_none": each.is_none,
        "is_clear": each.is_clear,
    }


def of_parting(each: Parting) -> dict[str, Any]:
    """Return where the histories of a replicate part; what does not apply is None."""
    event = each.event
    return {
        "replicate": each.replicate,
        "step": each.step,
        "metrics": ";".join(each.metrics),
        "states": ";".join(each.states),
        "event_step": None if event is None else event.step,
        "event": None if event is None else event.kind,
        "actor": None if event is None else event.actor,
        "partner": None if event is None else event.partner,
        "subject": None if event is None else event.subject,
        "event_in": None if event is None else ("first", "second")[event.in_second],
    }


def of_tie(each: TieShare) -> dict[str, Any]:
    """Return in what share of the replicates a partnership stands at the end."""
    # The names of a tie are those of its columns.
    return {**each.tie._asdict(), "share_first": each.first, "share_second": each.second}


def of_attribution(found: Attribution) -> list[dict[str, Any]]:
    """Return what each change adds to the difference of each metric, one row for each two."""
    return list(_of_attribution(found))


def _of_attribution(found: Attribution) -> Iterator[dict[str, Any]]:
    for name, shares in found.shares.items():
        for change, share in zip(found.changes, shares, strict=True):
            yield {
                "metric": name,
                "title": METRICS[name].title,
                "unit": METRICS[name].unit,
                "change": change,
                **_ends("adds", share),
                "of": found.totals[name].mean,
                "replicates": share.n,
            }


def _ends(name: str, found: Interval) -> dict[str, float]:
    return {name: found.mean, "low": found.low, "high": found.high}
