"""What a run came to: its most important metrics over time, and every metric over the whole run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import plotly.graph_objects as go

from coopsim.figures.over_time import OVERVIEW
from coopsim.figures.panels import Line, Panel, figure_of
from coopsim.figures.theme import Theme
from coopsim.figures.words import Span, written
from coopsim.metrics.registry import METRICS
from coopsim.reports.parts import Claim, Exhibit, Report, Source
from coopsim.reports.said import occasion_of
from coopsim.runs.provenance import SCENARIO, read_manifest
from coopsim.runs.record import Record
from coopsim.runs.store import read
from coopsim.runs.summary import Summary, summarise
from coopsim.scenario import Scenario
from coopsim.scenario.answers import answered
from coopsim.scenario.resolving import ScenarioFile

_FILE: Final = "metrics.parquet"
# Fewer stretches than this are not drawn: single steps then show more.
_FEW: Final = 5


def report_of_run(place: Path) -> Report:
    """Make the report of a run from its folder.

    Raises:
        ResultsError: The folder holds no results, or is damaged.
    """
    record, manifest = read(place), read_manifest(place)
    scenario = ScenarioFile(place / SCENARIO).scenario(allow_code=False)
    summary = summarise(record)
    table = record.table("metrics")
    source = Source(_FILE, np.arange(table.n_rows), "all steps of all runs")
    facts = record.facts
    return Report(
        scenario.name, scenario.title or scenario.name, scenario.question,
        [Claim(_answer(scenario, summary), source)],
        [_exhibit(record, names, _span(scenario), source, summary) for names in OVERVIEW],
        [
            ("Scenario", f"{scenario.name}, {len(scenario.states)} states"),
            ("Steps", f"{facts.steps:,} in each run"),
            ("Replicates", f"{facts.replicates:,}, each with luck of its own, seed {facts.seed}"),
        ],
        _doubts(record),
        [
            ("Folder", place.resolve().name), ("Scenario", facts.scenario_sha256),
            *occasion_of(manifest.coopsim, manifest.run.model_dump(mode="json")),
        ],
    )  # fmt: skip


def _answer(scenario: Scenario, summary: Mapping[str, Summary]) -> str:
    if scenario.answer:
        means = {name: each.over_runs.mean for name, each in summary.items()}
        return answered(scenario.answer, means).strip()
    said = (
        f"{METRICS[name].title}: {_value(summary[name])}" for names in OVERVIEW for name in names
    )
    return "; ".join(said) + "."


def _exhibit(
    record: Record, names: tuple[str, ...], span: Span, source: Source,
    summary: Mapping[str, Summary],
) -> Exhibit:  # fmt: skip
    metrics = [METRICS[name] for name in names]
    several = len(metrics) > 1
    lines = [Line(each.title if several else "", each, record) for each in metrics]
    rows = [[each.title, _value(summary[each.name]), each.formula] for each in metrics]
    return Exhibit(
        f"over-time-{names[0]}", " and ".join(each.title for each in metrics),
        f"{span.unit} by {span.unit}", partial(_draw, Panel(lines, span)), source,
        ["metric", "over the whole run", "what it is"], rows,
    )  # fmt: skip


def _draw(panel: Panel, theme: Theme) -> go.Figure:
    return figure_of([panel], theme)


def _span(scenario: Scenario) -> Span:
    """Draw years where there are several: single steps hold few strikes."""
    a_year = round(12 / scenario.step_months)
    return Span(a_year, "year") if scenario.steps >= _FEW * a_year else Span()


def _value(each: Summary) -> str:
    mean, low, high, _ = each.over_runs
    metric = each.metric
    if math.isnan(mean):
        return "nothing to measure"
    unit = "" if metric.unit == "1" else f" {metric.unit}"
    if math.isnan(low):
        return f"{written(metric, mean)}{unit}"
    ends = f"{written(metric, low)} to {written(metric, high)}"
    return f"{written(metric, mean)}{unit} (95 % interval {ends})"


def _doubts(record: Record) -> list[str]:
    n = record.facts.replicates
    chance = f"Chance: bands and intervals are over {n} runs with other luck."
    alone = "Chance: one run; how much other luck would change is not known."
    return [
        "Results follow from the model's assumptions; they are no forecasts of real states.",
        chance if n > 1 else alone,
    ]
