from __future__ import annotations

import numpy as np
import pytest

from coopsim.analysis.parting import Happening, parting
from coopsim.metrics.registry import METRICS
from coopsim.runs.raw import RawRun
from coopsim.scenario.founding import Names
from coopsim.world import ledger as book
from coopsim.world.blocks import state
from unit.runs.samples import CYBER, DEU, EVENTS, FRA, NAMES, PACT, POL, event, raw_run, rows


def with_events(*events: list[float]) -> RawRun:
    return raw_run(events=events)


def test_a_run_never_parts_from_itself() -> None:
    found = parting(raw_run(), raw_run(), (NAMES, NAMES))
    assert (found.step, found.metrics, found.states, found.event) == (None, (), (), None)


def test_the_first_metric_that_differs_is_told() -> None:
    metrics = raw_run().metrics.copy()
    damage, need = METRICS["damage_busd"].index, METRICS["need_busd"].index
    metrics[1, [damage, need]] += 1e-12
    metrics[2] += 1.0
    found = parting(raw_run(), raw_run()._replace(metrics=metrics), (NAMES, NAMES))
    assert found.step == 1
    assert sorted(found.metrics) == ["damage_busd", "need_busd"]
    assert found.states == ()


def test_what_became_measurable_differs() -> None:
    metrics = raw_run().metrics.copy()
    metrics[1, 0] = 0.5
    found = parting(raw_run(), raw_run()._replace(metrics=metrics), (NAMES, NAMES))
    assert (found.step, len(found.metrics)) == (1, 1)


@pytest.mark.parametrize(
    ("field", "step"), [(state.DEFENCE_SHARE, None), (state.DAMAGE_STOCK, 2), (state.INCOME, 2)]
)
def test_what_a_scenario_gives_is_no_history(field: int, step: int | None) -> None:
    states = raw_run().states.copy()
    states[2, field, FRA] += 1.0
    found = parting(raw_run(), raw_run()._replace(states=states), (NAMES, NAMES))
    assert found.step == step
    assert found.states == (() if step is None else ("FRA",))


def test_only_states_in_both_are_compared() -> None:
    names = Names(("DEU", "FRA", "POL", "USA"), NAMES.threats, NAMES.institutions, NAMES.kinds)
    run = raw_run()
    more = np.concatenate([run.states, np.full((3, run.states.shape[1], 1), 7.0)], axis=2)
    assert parting(run, run._replace(states=more), (NAMES, names)).step is None


def test_sizes_and_causes_make_no_other_event() -> None:
    strike = event(0, book.STRIKE, (FRA, book.NOBODY), CYBER, 0.5, book.CHANCE)
    larger = event(0, book.STRIKE, (FRA, book.NOBODY), CYBER, 0.9, book.PLANNED)
    assert parting(with_events(strike), with_events(larger), (NAMES, NAMES)).event is None


def test_the_earliest_event_of_only_one_run_is_told() -> None:
    late = event(2, book.STRIKE, (POL, book.NOBODY), CYBER, 0.5, book.CHANCE)
    early = event(1, book.MANDATE, (POL, PACT), CYBER, 0.5, book.VOTED)
    there, missing = with_events(*EVENTS[:1], early), with_events(*EVENTS[:1], late)
    told = ("mandate", "POL", "PACT", "cyber")
    assert parting(there, missing, (NAMES, NAMES)).event == Happening(1, *told, in_second=False)
    assert parting(missing, there, (NAMES, NAMES)).event == Happening(1, *told, in_second=True)


def test_events_are_told_apart_by_names_and_not_by_rows() -> None:
    moved = Names(("AAA", *NAMES.states), NAMES.threats, NAMES.institutions, NAMES.kinds)
    here = event(0, book.STRIKE, (DEU, book.NOBODY), CYBER, 0.5, book.CHANCE)
    there = event(0, book.STRIKE, (DEU + 1, book.NOBODY), CYBER, 0.5, book.CHANCE)
    second = raw_run(events=(there,))
    wide = np.concatenate([second.states[:, :, :1], second.states], axis=2)
    found = parting(with_events(here), second._replace(states=wide), (NAMES, moved))
    assert found.event is None
    unmoved = raw_run(events=(here,))
    found = parting(with_events(here), unmoved._replace(states=wide), (NAMES, moved))
    assert found.event == Happening(0, "strike", "AAA", "", "cyber", in_second=True)


def test_a_run_without_events_parts_at_the_first_of_the_other() -> None:
    nothing = raw_run()._replace(events=rows([], book.EVENT_WIDTH))
    found = parting(nothing, raw_run(), (NAMES, NAMES)).event
    assert found is not None
    assert (found.step, found.in_second) == (0, True)
