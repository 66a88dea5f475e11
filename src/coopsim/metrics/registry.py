"""How metrics are declared: once, with unit, bounds, formula and source.

A declaration gives back the column of the metric, a plain integer for compiled code.
Column docs, axis labels and summaries are made from the registry.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """Describe one number measured after every step.

    Attributes:
        name: Column in ``metrics.parquet``.
        index: Its place in a row of measurements.
        title: A few words for tables and axes.
        unit: Unit; ``1`` for pure numbers.
        low: Smallest value possible.
        high: Largest value possible.
        formula: How it is computed; empty values mean that there was nothing to measure.
        source: Where it comes from, or ``stylised``.
        summary: How a run is summed up: ``sum``, ``mean``, ``last``, or ``over``.
        over: For ``over``: names of the two summed metrics, numerator and denominator.
    """

    name: str
    index: int
    title: str
    unit: str
    low: float
    high: float
    formula: str
    source: str
    summary: str
    over: tuple[str, str] | None


METRICS: dict[str, Metric] = {}


def metric(
    name: str,
    title: str,
    unit: str,
    bounds: tuple[float, float],
    formula: str,
    summary: str = "mean",
    *,
    over: tuple[str, str] | None = None,
    source: str = "stylised",
) -> int:
    """Declare a metric; return its column."""
    if name in METRICS:
        raise ValueError(f"the metric {name} is declared twice")
    low, high = bounds
    METRICS[name] = Metric(
        name, len(METRICS), title, unit, low, high, formula, source, summary, over
    )
    return METRICS[name].index
