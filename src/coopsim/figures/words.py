"""What figures say about a metric: made from the registry, so that nothing is said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.record import Record


@dataclass(frozen=True, slots=True)
class Span:
    """Say how time is told, and what one value stands for.

    Attributes:
        every: length of the stretch that one value stands for, in steps.
        unit: what a stretch is called: ``step``, ``year`` …
        in_all: whether values are summed up from the start, instead of over each stretch alone.
    """

    every: int = 1
    unit: str = "step"
    in_all: bool = False

    def at(self, steps: float) -> float:
        """Return where so many steps stand on the axis of time."""
        return steps / self.every


YEARS: Final = Span(12, "year")
YEARS_IN_ALL: Final = Span(12, "year", in_all=True)


def is_share(metric: Metric) -> bool:
    """Tell whether a metric is a part of a whole, to be written in per cent."""
    return metric.over is not None and metric.unit == "1"


def number_format(metric: Metric) -> str:
    """Return how an axis writes the numbers of a metric, in the language of d3-format."""
    return ".0%" if is_share(metric) else ",~g"


def exact_format(metric: Metric) -> str:
    """Return how a value of a metric is written where it is pointed at, likewise."""
    return ".1%" if is_share(metric) else ",.3~r"


def written(metric: Metric, value: float) -> str:
    """Write one value of a metric, as short as makes sense."""
    if is_share(metric):
        return f"{value:.0%}"
    digits = f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.2g}"
    return digits.replace("-", "−")


def title(metrics: Sequence[Metric]) -> str:
    """Return what is drawn, for the head of a panel."""
    first, *others = (metric.title for metric in metrics)
    return " and ".join([first, *(other[0].lower() + other[1:] for other in others)])


def time_axis(span: Span) -> str:
    """Return the title of an axis of time."""
    return f"{span.unit.capitalize()}s since the start"


def measured_in(metric: Metric, span: Span) -> str:
    """Say in what a metric is measured, and over which time."""
    # A count of partnerships under the title "Partnerships" has said its unit.
    unit = "" if metric.unit in {"1", metric.title.lower()} else metric.unit
    if metric.summary == "last":
        return unit
    if span.in_all:
        return f"{unit} since the start".strip()
    if metric.summary == "sum":
        return f"{unit} a {span.unit}".strip()
    return ", ".join(part for part in (unit, f"{span.unit} by {span.unit}") if part)


def basis(record: Record) -> str:
    """Say how sure the lines are."""
    n_runs = record.facts.replicates
    return f"mean of {n_runs} runs and 95 % interval" if n_runs > 1 else "one run"


def definition(metric: Metric) -> str:
    """Return what a metric is, for whoever wants to know it exactly."""
    text = f"{metric.title}: {metric.formula}"
    if metric.over is not None:
        part, of = (METRICS[name].title for name in metric.over)
        text += f"<br>Over time: sum of “{part}” / sum of “{of}”"
    return f"{text}<br>Source: {metric.source}"
