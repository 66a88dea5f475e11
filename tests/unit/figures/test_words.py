from __future__ import annotations

import pytest

from coopsim.figures.words import (
    YEARS,
    YEARS_IN_ALL,
    Span,
    basis,
    definition,
    exact_format,
    is_share,
    measured_in,
    number_format,
    time_axis,
    title,
    written,
)
from coopsim.metrics.registry import METRICS
from unit.figures.samples import measured

STEPS = Span()


def test_shares_are_what_one_thing_is_of_another_of_its_kind() -> None:
    shares = [name for name, each in METRICS.items() if is_share(each)]
    assert "collective_response" in shares
    assert not {"trust", "damage_busd", "help_delay_months", "time_to_response_steps"} & set(shares)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("collective_response", 0.2345, "23%"),
        ("trust", 0.8249, "0.82"),
        ("averted_busd", 147.6, "148"),
        ("averted_busd", 14_760.0, "14,760"),
        ("burden_rank_correlation", -0.36, "−0.36"),
    ],
)
def test_a_value_is_written_as_short_as_makes_sense(name: str, value: float, expected: str) -> None:
    assert written(METRICS[name], value) == expected


def test_axes_write_shares_in_per_cent() -> None:
    share, sum_ = METRICS["collective_response"], METRICS["damage_busd"]
    assert (number_format(share), exact_format(share)) == (".0%", ".1%")
    assert "%" not in number_format(sum_) + exact_format(sum_)


@pytest.mark.parametrize(
    ("name", "span", "expected"),
    [
        ("damage_busd", STEPS, "billion USD a step"),
        ("damage_busd", YEARS, "billion USD a year"),
        ("damage_busd", YEARS_IN_ALL, "billion USD since the start"),
        ("collective_response", YEARS, "year by year"),
        ("collective_response", YEARS_IN_ALL, "since the start"),
        ("help_delay_months", YEARS, "months, year by year"),
        ("trust", STEPS, "step by step"),
        # How many there are at one time is no sum over time.
        ("partnerships", YEARS, ""),
        ("depth", YEARS, ""),
        ("strikes", YEARS, "a year"),
    ],
)
def test_units_say_over_which_time(name: str, span: Span, expected: str) -> None:
    assert measured_in(METRICS[name], span) == expected


def test_time_is_told_in_stretches() -> None:
    assert (time_axis(STEPS), time_axis(YEARS)) == (
        "Steps since the start",
        "Years since the start",
    )
    assert (STEPS.at(30), YEARS.at(30)) == (30.0, 2.5)


def test_a_title_names_all_that_is_drawn() -> None:
    assert title([METRICS["trust"]]) == "Trust"
    both = title([METRICS["damage_busd"], METRICS["averted_busd"]])
    assert both == "Damage and damage averted by partners"


def test_a_definition_has_formula_and_source() -> None:
    response = METRICS["collective_response"]
    said = definition(response)
    for part in (response.title, response.formula, response.source):
        assert part in said
    assert "sum of “Damage averted by partners” / sum of “Open need”" in said
    assert "sum of" not in definition(METRICS["trust"])


def test_it_is_said_how_sure_lines_are() -> None:
    trust = {"trust": [1.0, 1.0, 1.0]}
    assert basis(measured(trust)) == "one run"
    assert basis(measured(trust, trust)) == "mean of 2 runs and 95 % interval"
