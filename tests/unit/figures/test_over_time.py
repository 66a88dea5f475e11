from __future__ import annotations

import pytest

from coopsim.errors import CoopsimError
from coopsim.figures.over_time import OVERVIEW, metric, overview
from coopsim.figures.theme import DARK, LIGHT
from coopsim.figures.words import Span
from coopsim.metrics.registry import METRICS
from unit.figures.samples import measured

SAME = {"averted_busd": [1.0, 2.0, 3.0]}
MORE = {"averted_busd": [2.0, 4.0, 6.0]}


def test_each_record_has_a_line_with_its_label() -> None:
    figure = metric({"as it is": measured(SAME), "richer": measured(MORE)}, "averted_busd")
    assert [(trace.name, trace.y) for trace in figure.data] == [
        ("as it is", (1.0, 2.0, 3.0)),
        ("richer", (2.0, 4.0, 6.0)),
    ]
    labels = {note.text: note.font.color for note in figure.layout.annotations}
    assert labels["as it is<br><b>3</b>"] == figure.data[0].line.color == LIGHT.series[0]
    assert labels["richer<br><b>6</b>"] == figure.data[1].line.color == LIGHT.series[1]


def test_stretches_and_colours_can_be_chosen() -> None:
    figure = metric({"": measured(SAME)}, "averted_busd", Span(2, "pair"), DARK)
    assert figure.data[0].y == (3.0, 3.0)
    assert figure.layout.xaxis.title.text == "Pairs since the start"
    assert figure.layout.paper_bgcolor == DARK.paper


def test_equal_records_give_equal_figures() -> None:
    one, again = (metric({"": measured(SAME)}, "averted_busd").to_json() for _ in range(2))
    assert one == again


@pytest.mark.parametrize(
    ("name", "hint"), [("trsut", 'did you mean "trust"'), ("x" * 30, "list metrics shows all")]
)
def test_a_metric_that_is_none_is_refused(name: str, hint: str) -> None:
    with pytest.raises(CoopsimError, match=f'there is no metric "{name}".*{hint}'):
        metric({"": measured(SAME)}, name)


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="no records"):
        metric({}, "trust")


def test_the_overview_has_a_panel_for_each_question() -> None:
    figure = overview(measured(SAME, MORE))
    heads = [note.text for note in figure.layout.annotations]
    for names in OVERVIEW:
        assert any(METRICS[names[0]].title in head for head in heads)
    assert "<b>Damage and damage averted by partners</b>" in heads
    assert len({trace.xaxis for trace in figure.data}) == len(OVERVIEW)
