"""What makes each shipped scenario the case that it is: paired runs of its own variants."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from coopsim.metrics.registry import METRICS
from coopsim.runs.one import run
from coopsim.runs.record import Record
from coopsim.runs.summary import run_values
from coopsim.scenario import load
from coopsim.world.ledger import EVERYTHING, NOTHING

REPLICATES = 4
# Mandates come or do not come by luck, so that their delay needs more runs.
COUNCILS = 20
START_OF_RISE = 120

# Scenario, variant, metric, sign of the difference in every replicate, smallest mean difference.
VARIANTS = [
    pytest.param("cyber-wave", "no-institution", "collective_response", -1, 0.05, id="institution"),
    pytest.param("cyber-wave", "better-defended", "damage_busd", -1, 10.0, id="defences"),
    pytest.param("cyber-wave", "more-friction", "help_effect", -1, 0.05, id="friction"),
    pytest.param("climate-shocks", "austerity", "collective_response", -1, 0.01, id="austerity"),
    pytest.param("climate-shocks", "better-logistics", "help_delay_months", -1, 0.3, id="ready"),
    pytest.param("climate-shocks", "better-logistics", "averted_busd", +1, 20.0, id="in time"),
    pytest.param("climate-shocks", "no-aid", "averted_busd", -1, 50.0, id="aid"),
    pytest.param("allied-force-1999", "no-duty", "collective_response", -1, 0.02, id="duty"),
    pytest.param("allied-force-1999", "no-common-fund", "fund_paid_busd", -1, 0.5, id="fund"),
]


@cache
def outcome(name: str, variant: str | None) -> Record:
    """Run a scenario, or a variant of it, on luck that is the same for all."""
    return run(load(name, variant=variant), seed=0, replicates=REPLICATES, record=NOTHING)


@pytest.mark.parametrize(("name", "variant", "metric", "sign", "smallest"), VARIANTS)
def test_a_variant_pushes_the_way_that_its_title_says(
    name: str, variant: str, metric: str, sign: int, smallest: float
) -> None:
    before, after = (
        np.array(run_values(outcome(name, each).table("metrics"), METRICS[metric]))
        for each in (None, variant)
    )
    difference = sign * (after - before)
    assert (difference > 0.0).all()
    assert difference.mean() > smallest


def test_the_wave_comes_by_plan_and_spreads_by_itself() -> None:
    events = run(load("cyber-wave"), replicates=REPLICATES, record=EVERYTHING).table("events")
    struck = [
        cause
        for kind, cause in zip(events.texts("kind"), events.texts("cause"), strict=True)
        if kind in ("strike", "spread")
    ]
    assert set(struck) == {"plan", "neighbour"}


def test_without_the_rise_only_the_second_ten_years_change() -> None:
    strikes, without = (
        outcome("climate-shocks", each).table("metrics").numbers("strikes").reshape(REPLICATES, -1)
        for each in (None, "no-rise")
    )
    assert (strikes[:, :START_OF_RISE] == without[:, :START_OF_RISE]).all()
    late, late_without = strikes[:, START_OF_RISE:].sum(), without[:, START_OF_RISE:].sum()
    assert late > 1.5 * late_without


def test_need_in_1999_peaks_with_the_number_of_refugees() -> None:
    need = outcome("allied-force-1999", None).table("metrics").numbers("need_busd")
    by_month = need.reshape(REPLICATES, -1)[0]
    january, march, may, july = 0, 2, 4, 6
    assert by_month[january:march].sum() == 0.0
    assert int(by_month.argmax()) in (may, may + 1)
    assert by_month[july] < 0.2 * by_month[may]


@cache
def months_to_mandate(variant: str | None) -> float:
    """Return the mean time from the first request of a struck state to its mandate.

    Only the long aftermath counts: in war a strike can end before there is a mandate, and such a
    wait has no end to measure.
    """
    scenario = load("allied-force-1999", variant=variant)
    events = run(scenario, seed=0, replicates=COUNCILS, record=EVERYTHING).table("events")
    asked: dict[tuple[float, str | None], float] = {}
    waits: list[float] = []
    for kind, replicate, step, state, threat in zip(
        events.texts("kind"),
        events.numbers("replicate"),
        events.numbers("step"),
        events.texts("actor"),
        events.texts("subject"),
        strict=True,
    ):
        if threat == "aftermath" and kind == "request":
            asked[replicate, state] = step
        elif threat == "aftermath" and kind == "mandate":
            waits.append(step - asked[replicate, state])
    assert len(waits) == 2 * COUNCILS
    return float(np.mean(waits))


@pytest.mark.parametrize("variant", ["majority", "lead-nation"])
def test_consensus_of_all_takes_longer(variant: str) -> None:
    assert months_to_mandate(variant) < months_to_mandate(None) - 0.1


def test_an_ally_with_nothing_to_give_holds_up_nothing() -> None:
    assert abs(months_to_mandate("without-iceland") - months_to_mandate(None)) < 0.1
