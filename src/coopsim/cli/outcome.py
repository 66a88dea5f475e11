"""What happened in a run, in a few lines for people: titles and units are the registry's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from rich.table import Table

from coopsim.cli.talk import columns
from coopsim.metrics.registry import METRICS, Metric
from coopsim.runs.record import Record
from coopsim.runs.summary import Summary, run_values
from coopsim.runs.tables import Table as Results
from coopsim.statistics import Interval, interval

NOTHING: Final = "–"
PERCENT: Final = "%"


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one thing that happened.

    Attributes:
        title: what it is.
        unit: its unit; "" for pure numbers, "%" for shares.
        over_runs: mean and 95 % interval over the runs; shares between 0 and 1.
        remark: what it means, or "".
    """

    title: str
    unit: str
    over_runs: Interval
    remark: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the line for machines; what is not known is null."""
        # A share stays a number between 0 and 1: "%" would make 0.24 a quarter of a per cent.
        unit = "1" if self.unit in {"", PERCENT} else self.unit
        return {"title": self.title, "unit": unit, **numbers(self.over_runs)}


def outcome(record: Record) -> list[Line]:
    """Return what happened in a run, in the order in which it is told."""
    table = record.table("metrics")
    # No metric of its own: it says how large the problem is that partners are asked to solve.
    alone = replace(
        METRICS["home_effort_busd"], summary="over", over=("home_effort_busd", "need_busd")
    )
    return [
        _line(table, "strikes"),
        _line(table, "need_busd"),
        Line("Need that struck states met alone", PERCENT, interval(run_values(table, alone))),
        _line(table, "collective_response", unit=PERCENT, remark="of the rest, met by partners"),
        _line(table, "damage_busd"),
        _line(table, "averted_busd"),
        _line(table, "honour_rate", unit=PERCENT),
        _line(table, "help_delay_months"),
        _line(table, "time_to_response_steps"),
        _trust(table, at=0, when="after the first step"),
        _trust(table, at=-1, when="after the last step"),
        _line(table, "formed"),
        _line(table, "ended"),
        _line(table, "burden_gini", remark="0 equal, 1 one carries all"),
        _who_carried_more(_line(table, "burden_rank_correlation")),
    ]


def outcome_table(lines: list[Line], n_runs: int) -> Table:
    """Lay lines out for people; intervals only where there is more than one run."""
    several = n_runs > 1
    headings = [f"mean of {n_runs} runs>", "95 % interval"] if several else ["one run>"]
    table = columns("What happened", *headings, "")
    for line in lines:
        middle = [_span(line)] if several else []
        about = " ".join(part for part in (_spoken_unit(line), line.remark) if part)
        table.add_row(line.title, _figure(line.over_runs.mean, line.unit), *middle, about)
    return table


def for_machines(record: Record, summary: Mapping[str, Summary]) -> dict[str, Any]:
    """Return what was run, what happened, and what every metric came to, fit for JSON."""
    facts = record.facts
    return {
        "scenario": facts.scenario,
        "scenario_sha256": facts.scenario_sha256,
        "seed": facts.seed,
        "steps": facts.steps,
        "replicates": facts.replicates,
        "outcome": [line.as_json() for line in outcome(record)],
        "metrics": {
            name: {
                "title": each.metric.title,
                "unit": each.metric.unit,
                **numbers(each.over_runs),
            }
            for name, each in summary.items()
        },
    }


def numbers(over_runs: Interval) -> dict[str, float | int | None]:
    """Return an interval for machines; what is not known is null."""
    ends = {"mean": over_runs.mean, "low": over_runs.low, "high": over_runs.high}
    known = {name: None if math.isnan(end) else end for name, end in ends.items()}
    return {**known, "n": over_runs.n}


def _line(table: Results, name: str, *, unit: str = "", remark: str = "") -> Line:
    metric = METRICS[name]
    own_unit = "" if metric.unit == "1" else metric.unit
    return Line(metric.title, unit or own_unit, interval(run_values(table, metric)), remark)


def _trust(table: Results, *, at: int, when: str) -> Line:
    metric: Metric = METRICS["trust"]
    # The mean over a run, which the registry asks for, would hide which way trust went.
    steps = table.numbers("step")
    values = table.numbers(metric.name)[steps == steps[at]]
    return Line(f"{metric.title} {when}", "", interval(values.tolist()))


def _who_carried_more(line: Line) -> Line:
    mean, low, high, _ = line.over_runs
    if math.isnan(mean):
        return line
    # One run has no interval; then its sign is all there is.
    low, high = (mean, mean) if math.isnan(low) else (low, high)
    remark = "neither the large nor the small carried clearly more"
    if low > 0.0:
        remark = "the large carried more for their size"
    elif high < 0.0:
        remark = "the small carried more for their size"
    return replace(line, remark=remark)


def _span(line: Line) -> str:
    _, low, high, _ = line.over_runs
    return "" if math.isnan(low) else f"{_figure(low, line.unit)} to {_figure(high, line.unit)}"


def _spoken_unit(line: Line) -> str:
    # "149 strikes" beside the title "Strikes" says it twice.
    return "" if line.unit == PERCENT or line.unit in line.title.lower() else line.unit


def _figure(value: float, unit: str) -> str:
    """Write a number with about three figures."""
    if math.isnan(value):
        return NOTHING
    if unit == PERCENT:
        return f"{value:.0%}".replace("%", " %")
    large, middle = 100.0, 10.0
    places = 0 if abs(value) >= large else 1 if abs(value) >= middle else 2
    return f"{value:,.{places}f}".replace("-", "−")
