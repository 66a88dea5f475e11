"""How a report speaks of an outcome: its title, its values, and differences of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from coopsim.analysis.contrasts import is_clear
from coopsim.figures.words import is_share, written
from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.sweeps.measuring import outcomes_of
from coopsim.runs.sweeps.plan import Plan
from coopsim.statistics import Interval

_POINTS: Final = "percentage points"
_MANY: Final = 10.0


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold an outcome.

    Attributes:
        name: its column.
        metric: what it measures.
        title: its metric's title, with its own name if it has one.
    """

    name: str
    metric: Metric
    title: str

    @property
    def inside(self) -> str:
        """Return the title as it stands inside a sentence."""
        # An abbreviation keeps its letters.
        return self.title if self.title[1:2].isupper() else self.title[0].lower() + self.title[1:]

    @property
    def unit(self) -> str:
        """Return the unit of values; "" for shares and pure numbers."""
        return "" if self.metric.unit == "1" else self.metric.unit

    def value(self, number: float) -> str:
        """Write a value without its unit; a share in per cent."""
        return "–" if math.isnan(number) else written(self.metric, number)

    def step(self, number: float) -> str:
        """Write the size of a difference without its unit; of shares in percentage points."""
        scaled = abs(number) * (100.0 if is_share(self.metric) else 1.0)
        if not is_share(self.metric):
            return written(self.metric, scaled)
        return f"{scaled:.0f}" if round(scaled, 1) >= _MANY else f"{scaled:.1f}"

    def signed(self, number: float) -> str:
        """Write a difference with its sign."""
        return ("−" if number < 0.0 else "+") + self.step(number)

    @property
    def step_unit(self) -> str:
        """Return the unit of differences."""
        return _POINTS if is_share(self.metric) else self.unit

    def moves(self, difference: Interval) -> str:
        """Say how it moves: rises or falls by how much, or not clearly."""
        mean, low, high, n = difference
        unit = f" {self.step_unit}" if self.step_unit else ""
        if n < 2:
            verb = "rises" if mean > 0.0 else "falls"
            return f"{verb} by {self.step(mean)}{unit} (one replicate, so how surely is not known)"
        if low == high == 0.0:
            return "is exactly the same in every replicate"
        if not is_clear(difference):
            span = f"{self.signed(low)} to {self.signed(high)}{unit}"
            return f"does not clearly change (95 % interval {span})"
        ends = sorted((low, high), key=abs)
        verb = "rises" if mean > 0.0 else "falls"
        span = " to ".join(self.step(end) for end in ends)
        return f"{verb} by {self.step(mean)}{unit} (95 % interval {span})"

    def span(self, found: Interval) -> str:
        """Write a difference with its interval, for tables."""
        if math.isnan(found.low):
            return self.signed(found.mean)
        return f"{self.signed(found.mean)} ({self.signed(found.low)} to {self.signed(found.high)})"


def judged(plan: Plan) -> list[Judged]:
    """List the outcomes of a sweep, the first one first."""
    found = []
    for name, outcome in zip(plan.outcomes, outcomes_of(plan.study.experiment), strict=True):
        metric = METRICS[outcome.metric]
        title = metric.title if name == metric.name else f"{metric.title} ({name})"
        found.append(Judged(name, metric, title))
    return found
