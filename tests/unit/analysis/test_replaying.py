from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coopsim.analysis.replaying import (
    case_of,
    decisions_with,
    edge_between,
    is_the_same,
    replay,
    watch,
)
from coopsim.errors import InputError
from coopsim.runs.one import play
from coopsim.world import ledger as book
from coopsim.world.blocks import dyad
from coopsim.world.world import FROM, TO
from unit.analysis.decided import STEPS, record
from unit.runs import samples
from unit.runs.samples import DEU, FRA, POL


@pytest.mark.parametrize("replicate", [0, 1])
def test_a_replay_measures_what_was_measured(replicate: int) -> None:
    case = case_of(record(), replicate)
    assert case.is_same_scenario
    assert is_the_same(case, replay(case, STEPS - 1))
    assert is_the_same(case, replay(case, 2))


def test_another_run_is_noticed() -> None:
    case = case_of(record(), 0)
    assert not is_the_same(case, replay(replace(case, replicate=1), 4)._replace(replicate=0))
    assert not is_the_same(replace(case, is_same_scenario=False), replay(case, 4))
    run = replay(case, 4)
    run.metrics[3, 0] += 1.0
    assert not is_the_same(case, run)


def test_metrics_of_another_version_are_noticed() -> None:
    case = case_of(record(), 0)
    fewer = replace(case.metrics, columns=case.metrics.columns[:-1])
    assert not is_the_same(replace(case, metrics=fewer), replay(case, 1))


@pytest.mark.parametrize("replicate", [-1, 2])
def test_a_replicate_must_exist(replicate: int) -> None:
    with pytest.raises(InputError, match=r"replicate: must be between 0 and 1 \(got"):
        case_of(record(), replicate)


def test_a_scenario_that_reads_otherwise_is_noticed() -> None:
    facts = replace(record().facts, scenario_sha256="ab" * 32)
    assert not case_of(replace(record(), facts=facts), 0).is_same_scenario


def test_a_run_shorter_than_its_scenario_is_replayed_as_it_was() -> None:
    facts = replace(record().facts, steps=3)
    case = case_of(replace(record(), facts=facts), 0)
    assert (case.steps, case.scenario.steps) == (3, 3)


def test_everything_is_recorded() -> None:
    case = case_of(record(), 0)
    stored = sum(record().table(f"decisions/{kind}").n_rows for kind, _, _ in book.DECISIONS)
    assert len(replay(case, STEPS - 1).decisions) > stored // 2
    assert replay(case, 2).metrics.shape[0] == 3


def test_a_pair_is_watched_from_the_start() -> None:
    case = case_of(record(), 0)
    history = watch(case, 3, [(DEU, FRA), (POL, DEU)])
    views = history.dyads[POL, DEU]
    assert views.shape == (5, len(history.after.dyads))
    e = edge_between(history.after, POL, DEU)
    np.testing.assert_array_equal(views[-1], history.after.dyads[:, e])
    np.testing.assert_array_equal(views[-2], history.before.dyads[:, e])
    prior = history.after.dyads[dyad.TRUST_PRIOR, e]
    assert views[0, dyad.TRUST] == pytest.approx(prior)


def test_before_the_first_step_ties_are_added_up() -> None:
    history = watch(case_of(record(), 0), 0, [])
    assert np.all(history.before.dyads[dyad.CHANNEL] > 0.0)
    assert history.before is not history.after


def test_watching_changes_nothing() -> None:
    case = case_of(record(), 0)
    *_, last = play(samples.scenario(4), seed=4)
    np.testing.assert_array_equal(watch(case, 3, [(DEU, FRA)]).after.dyads, last.world.dyads)


def test_an_edge_leads_from_the_first_to_the_second() -> None:
    world = watch(case_of(record(), 0), 0, []).after
    e = edge_between(world, POL, FRA)
    assert (world.edges[FROM, e], world.edges[TO, e]) == (POL, FRA)


def test_decisions_of_a_step_without_nudges_are_those_of_the_replay() -> None:
    case = case_of(record(), 1)
    rows = replay(case, 4).decisions
    again = decisions_with(case, 4, np.zeros((0, book.NUDGE_WIDTH)))
    np.testing.assert_array_equal(rows[rows[:, book.STEP] == 4], again)
