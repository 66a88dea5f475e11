from __future__ import annotations

import math

import pytest

from coopsim.experiment.factors import Dial
from coopsim.experiment.schema import Factor
from coopsim.figures.factors import axis_title, ends_label, sorted_values, value_label
from coopsim.figures.heat_map import Field, heat_map
from coopsim.figures.theme import DARK, LIGHT, THEMES, Theme, contrast, mixed
from coopsim.metrics.registry import METRICS

BUDGET = Dial("budget", Factor(path="a", times=True, values=(0.5, 2)), ("levers",), True)
FRICTION = Dial("mechanisms.friction.scale", Factor(path="b", values=(0, 1)), ("x",), False)
FIELD = Field(
    METRICS["collective_response"], (BUDGET, [0.5, 2]), (FRICTION, [0, 1]),
    [[0.1, 0.5], [math.nan, 0.3]], [[0.01, 0.02], [math.nan, 0.01]],
)  # fmt: skip


def test_fields_stand_where_their_values_are_and_gaps_stay_empty() -> None:
    fields, numbers = heat_map(FIELD).data
    assert (list(fields.x), list(fields.y)) == (["0.5", "2"], ["0", "1"])
    assert fields.z[0][1] == 0.5
    assert fields.customdata[0][1] == "50% ± 2%"
    assert list(zip(numbers.x, numbers.y, numbers.text, strict=True)) == [
        ("0.5", "0", "10%"), ("2", "0", "50%"), ("2", "1", "30%"),
    ]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_each_number_can_be_read_on_its_field(theme: Theme) -> None:
    row = [place / 40 for place in range(11)]
    field = Field(FIELD.metric, (BUDGET, row), (FRICTION, [0]), [row], [[0.0] * 11])
    fields, numbers = heat_map(field, theme).data
    (_, palest), (_, deepest) = fields.colorscale
    for share, ink in zip(row, numbers.textfont.color, strict=True):
        assert contrast(ink, mixed(palest, deepest, share / row[-1])) >= 4.0


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast(LIGHT.ink, LIGHT.ink) == 1.0
    assert contrast(DARK.ink, DARK.paper) > 10


def test_values_are_named_with_what_they_multiply() -> None:
    assert axis_title(BUDGET) == "Budget, times what the scenario says"
    assert axis_title(FRICTION) == "Friction.scale"
    assert value_label(BUDGET, 0.5) == "0.5 ×"
    assert value_label(BUDGET, None) == "as it is"
    assert ends_label(BUDGET, 0.5, 2) == "0.5 to 2 times the scenario’s"
    assert sorted_values([2, 0.5, 2, 1]) == [0.5, 1, 2]
    assert sorted_values(["b", "a", "b"]) == ["b", "a"]
