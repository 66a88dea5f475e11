from __future__ import annotations

import math

import plotly.graph_objects as go
import pytest

from coopsim.figures.panels import Line, Panel, figure_of, planned_strikes
from coopsim.figures.theme import DARK, LIGHT
from coopsim.figures.words import Span
from coopsim.metrics.registry import METRICS
from coopsim.runs.record import Record
from coopsim.world import ledger as book
from unit.figures.samples import PLANNED, measured

RUNS = ({"damage_busd": [1.0, 2.0, 3.0]}, {"damage_busd": [3.0, 2.0, 5.0]})
STEPS = Span()
IN_ALL = Span(2, "pair", in_all=True)


def one_panel(record: Record, name: str = "damage_busd", span: Span = STEPS) -> go.Figure:
    return figure_of([Panel([Line("", METRICS[name], record)], span)], LIGHT)


def texts(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_the_line_is_the_mean_and_the_band_its_interval() -> None:
    low, high, mean = one_panel(measured(*RUNS)).data
    assert (mean.x, mean.y) == ((1.0, 2.0, 3.0), (2.0, 2.0, 4.0))
    assert high.fill == "tonexty"
    # Two values, 1 apart from their mean: t(0.975, 1) = 12.706.
    assert low.y == pytest.approx((2.0 - 12.706, 2.0, 4.0 - 12.706), abs=1e-3)
    assert high.y == pytest.approx((2.0 + 12.706, 2.0, 4.0 + 12.706), abs=1e-3)


def test_one_run_has_no_band() -> None:
    figure = one_panel(measured(RUNS[0]))
    assert [trace.y for trace in figure.data] == [(1.0, 2.0, 3.0)]
    assert "Billion USD a step, one run" in texts(figure)


def test_sums_from_the_start_begin_with_nothing() -> None:
    *_, mean = one_panel(measured(*RUNS), span=IN_ALL).data
    assert (mean.x, mean.y) == ((0.0, 1.0, 1.5), (0.0, 4.0, 8.0))


def test_a_share_of_all_so_far_has_no_value_before_the_start() -> None:
    parts = {"averted_busd": [1.0, 1.0, 0.0], "open_need_busd": [2.0, 2.0, 4.0]}
    (mean,) = one_panel(measured(parts), "collective_response", IN_ALL).data
    assert (mean.x, mean.y) == ((1.0, 1.5), (0.5, 0.25))


def test_where_nothing_was_measured_the_line_has_a_gap() -> None:
    parts = {"averted_busd": [1.0, 0.0, 0.0], "open_need_busd": [2.0, 0.0, 0.0]}
    figure = one_panel(measured(parts), "collective_response")
    assert figure.data[0].y == pytest.approx((0.5, math.nan, math.nan), nan_ok=True)
    # And no label at an end that is not there.
    assert not any("<b>nan" in text for text in texts(figure))


def test_titles_units_and_definitions_are_the_registry_s() -> None:
    figure = one_panel(measured(*RUNS))
    damage = METRICS["damage_busd"]
    assert f"<b>{damage.title}</b>" in texts(figure)
    assert damage.formula in figure.layout.annotations[-1].hovertext
    assert figure.layout.xaxis.title.text == "Steps since the start"


@pytest.mark.parametrize(
    ("name", "values", "reach"),
    [
        # What cannot be more than one is drawn against one.
        ("trust", [0.8, 0.8, 0.7], (0.0, 1.0)),
        ("damage_busd", [10.0, 50.0, 100.0], (0.0, 104.0)),
        ("burden_rank_correlation", [-0.5, 0.5, 0.0], (-0.54, 0.54)),
        ("damage_busd", [0.0, 0.0, 0.0], (0.0, 1.0)),
    ],
)
def test_axes_hold_all_that_is_drawn_and_zero(
    name: str, values: list[float], reach: tuple[float, float]
) -> None:
    figure = one_panel(measured({name: values}), name)
    assert figure.layout.yaxis.range == pytest.approx(reach)
    assert figure.layout.xaxis.range == (0, 3.0)


def test_planned_strikes_are_marked_once_each() -> None:
    record = measured(*RUNS, events=PLANNED)
    assert planned_strikes(record) == {(1, "cyber")}
    figure = one_panel(record)
    assert [shape.x0 for shape in figure.layout.shapes] == [1.0]
    assert "cyber" in texts(figure)


def test_without_events_nothing_is_marked() -> None:
    record = measured(*RUNS, recorded=book.NOTHING)
    assert planned_strikes(record) == set()
    assert not one_panel(record).layout.shapes


def test_panels_stand_side_by_side_each_with_its_head() -> None:
    record = measured(*RUNS)
    panels = [
        Panel([Line(name, METRICS[name], record)], STEPS) for name in ("trust", "damage_busd")
    ]
    figure = figure_of([*panels, panels[0]], DARK, columns=2)
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]
    assert figure.layout.yaxis3.domain[1] < figure.layout.yaxis.domain[0]
    assert [text for text in texts(figure) if text.startswith("<b>") and "0" not in text] == [
        "<b>Trust</b>", "<b>Damage</b>", "<b>Trust</b>",
    ]  # fmt: skip
    assert figure.layout.paper_bgcolor == DARK.paper
