from __future__ import annotations

import pytest

from coopsim.experiment.factors import Dial, Scalar
from coopsim.experiment.schema import Factor
from coopsim.figures.factors import bare_label, ends_label, sorted_values, value_label


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0.00008, "0.00008"), (1, "1"), (2.0, "2"), (-1.6, "−1.6"), (1 / 3, "0.3333"),
        (123456.7, "123500"), (1e-12, "1e−12"), (0, "0"), (True, "on"), (False, "off"),
        ("gdp_share", "gdp_share"), (None, "as it is"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_write_them(value: Scalar | None, label: str) -> None:
    assert bare_label(value) == label


def test_multiples_are_told_from_values() -> None:
    times = Dial("budget", Factor(path="a.b", times=True, values=(0.5, 2)), ("levers",), True)
    plain = Dial("dues", Factor(path="a.b", values=(0.5, 2)), ("levers",), True)
    assert [value_label(dial, 0.5) for dial in (times, plain)] == ["0.5 ×", "0.5"]
    assert ends_label(times, 0.5, 2) == "0.5 to 2 times the scenario’s"


def test_numbers_are_sorted_and_words_stay_as_they_come() -> None:
    assert sorted_values([2, 0.5, 2, 1]) == [0.5, 1, 2]
    assert sorted_values(["b", "a", "b"]) == ["b", "a"]
