from __future__ import annotations

import math

from coopsim.experiment.factors import Dial
from coopsim.experiment.schema import Factor
from coopsim.figures.box import Edge, box
from coopsim.figures.over_factor import Strand, over_factor
from coopsim.figures.theme import DARK
from coopsim.figures.whiskers import Bar, bars
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval

DIAL = Dial("budget", Factor(path="a", values=(1, 2)), ("levers",), True)


def test_bars_have_whiskers_and_marks_beside_them() -> None:
    shown = [Bar("friction", 0.5, 0.4, 0.7, 0.3), Bar("x" * 50, 0.1, 0.0, 0.2, 0.1)]
    bar, mark = bars(shown, "Index", ".0%", ("total", "first"), DARK).data
    assert list(bar.x) == [0.5, 0.1]
    assert [round(each, 9) for each in bar.error_x.array] == [0.2, 0.1]
    assert [round(each, 9) for each in bar.error_x.arrayminus] == [0.1, 0.1]
    assert list(mark.x) == [0.3, 0.1]
    assert max(map(len, bar.y)) <= 34
    assert len(bars([Bar("a", 1, math.nan, math.nan)], "", "", ("b", "")).data) == 1


def test_lines_have_bands_and_labels_at_their_ends() -> None:
    rising = [Interval(0.1, 0.0, 0.2, 9), Interval(0.3, 0.2, 0.4, 9)]
    strands = [Strand("one", rising), Strand("two", rising[::-1])]
    figure = over_factor(METRICS["collective_response"], DIAL, [1.0, 2.0], strands)
    low, high, mean = figure.data[:3]
    assert (list(low.y), list(high.y), list(mean.y)) == ([0.0, 0.2], [0.2, 0.4], [0.1, 0.3])
    assert {each.text for each in figure.layout.annotations} == {
        "one<br><b>30%</b>", "two<br><b>10%</b>",
    }  # fmt: skip
    assert tuple(figure.layout.xaxis.range) == (1.0, 2.0)


def test_a_box_frames_its_points() -> None:
    across, up = Edge("a", [0.1, 0.9], 0.0, 0.4), Edge("b", [0.8, 0.2], 0.6, 1.0)
    figure = box(across, up, [True, False], ("low", "not low"))
    others, cases = figure.data
    assert (cases.name, list(cases.x), list(cases.y)) == ("low", [0.1], [0.8])
    assert (others.name, list(others.x)) == ("not low", [0.9])
    (frame,) = figure.layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (0.0, 0.4, 0.6, 1.0)
