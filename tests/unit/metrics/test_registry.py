from __future__ import annotations

import pytest

from coopsim.metrics import registry
from coopsim.metrics.registry import METRICS, Metric, metric

EACH = pytest.mark.parametrize("each", METRICS.values(), ids=list(METRICS))


@EACH
def test_a_metric_is_described(each: Metric) -> None:
    assert METRICS[each.name] is each
    assert each.title
    assert each.unit
    assert each.formula
    assert each.source
    assert each.low < each.high


@EACH
def test_a_run_sums_a_metric_up_in_a_known_way(each: Metric) -> None:
    assert each.summary in {"sum", "mean", "last", "over"}
    assert (each.over is not None) == (each.summary == "over")
    # What is divided must have been summed over the run.
    for name in each.over or ():
        assert METRICS[name].summary == "sum"


def test_columns_are_taken_once_and_in_order() -> None:
    assert [each.index for each in METRICS.values()] == list(range(len(METRICS)))


def test_a_declaration_gives_the_next_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "METRICS", {})
    assert metric("help", "Help", "1", (0.0, 1.0), "what helps") == 0
    assert metric("rate", "Rate", "1", (0.0, 1.0), "a / b", "over", over=("a", "b")) == 1
    made = registry.METRICS["rate"]
    assert (made.low, made.high, made.source, made.over) == (0.0, 1.0, "stylised", ("a", "b"))
    assert registry.METRICS["help"].summary == "mean"


def test_a_metric_is_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "METRICS", {})
    metric("help", "Help", "1", (0.0, 1.0), "what helps")
    with pytest.raises(ValueError, match="the metric help is declared twice"):
        metric("help", "More help", "1", (0.0, 1.0), "what helps more")
