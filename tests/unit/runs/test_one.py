from __future__ import annotations

import subprocess
import sys
from itertools import islice

import numpy as np
import pytest

from coopsim.errors import InputError
from coopsim.metrics.registry import METRICS
from coopsim.runs import one
from coopsim.runs.hashing import content_hash
from coopsim.runs.one import buffers, play, run, simulate
from coopsim.world import ledger as book
from coopsim.world.blocks import state
from coopsim.world.fields import FIELDS, height_of
from coopsim.world.world import Size
from unit.runs.samples import scenario

N_STEPS = 4


def test_a_run_measures_every_step() -> None:
    raw = simulate(scenario(), 1, 0)
    assert raw.metrics.shape == (N_STEPS, len(METRICS))
    assert raw.states.shape == (N_STEPS, height_of(state.BLOCK), 3)
    assert raw.events[:, book.STEP].tolist() == sorted(raw.events[:, book.STEP])
    assert book.STRIKE in raw.events[:, book.KIND]
    assert book.CONTRIBUTE in raw.decisions[:, book.KIND]


def test_one_seed_gives_one_run_and_another_seed_another() -> None:
    first, again, other = (simulate(scenario(), seed, 0) for seed in (1, 1, 2))
    for name in ("metrics", "states", "events"):
        np.testing.assert_array_equal(getattr(first, name), getattr(again, name))
    assert not np.array_equal(first.metrics, other.metrics, equal_nan=True)
    assert not np.array_equal(first.metrics, simulate(scenario(), 1, 1).metrics, equal_nan=True)


def test_small_buffers_and_short_stretches_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ample = simulate(scenario(12), 1, 0, record=book.EVERYTHING)
    monkeypatch.setattr(one, "BUFFER_BYTES", 0)
    monkeypatch.setattr(one, "STRETCH", 30)
    done: list[int] = []
    tight = simulate(scenario(12), 1, 0, record=book.EVERYTHING, progress=done.append)
    for name in ("metrics", "states", "events"):
        np.testing.assert_array_equal(getattr(ample, name), getattr(tight, name))
    # The rest of a row of who is unable is from an older decision.
    able = ample.decisions[:, book.ANSWER] != book.UNABLE
    np.testing.assert_array_equal(ample.decisions[able], tight.decisions[able])
    assert done == sorted(set(done))
    assert len(done) > 2
    assert done[-1] == 12


def test_recording_changes_nothing_that_is_measured() -> None:
    levels = [simulate(scenario(), 1, 0, record=level) for level in range(3)]
    for raw in levels[:2]:
        np.testing.assert_array_equal(raw.metrics, levels[2].metrics)
    assert [len(raw.events) > 0 for raw in levels] == [False, True, True]
    assert [len(raw.states) for raw in levels] == [0, N_STEPS, N_STEPS]
    assert len(levels[0].decisions) == 0 < len(levels[1].decisions) <= len(levels[2].decisions)


def test_fewer_steps_are_the_beginning_of_the_run() -> None:
    short, long = (simulate(scenario(), 1, 0, steps=steps) for steps in (2, N_STEPS))
    np.testing.assert_array_equal(short.metrics, long.metrics[:2])
    np.testing.assert_array_equal(short.events, long.events[long.events[:, book.STEP] < 2])


def test_playing_gives_the_numbers_of_a_run() -> None:
    raw = simulate(scenario(), 5, 2)
    seen = list(play(scenario(), seed=5, replicate=2))
    assert [snapshot.step for snapshot in seen] == list(range(N_STEPS))
    for snapshot in seen:
        np.testing.assert_array_equal(list(snapshot.metrics.values()), raw.metrics[snapshot.step])
        damage = FIELDS[state.BLOCK]["damage"].index
        np.testing.assert_array_equal(snapshot.states["damage"], raw.states[snapshot.step, damage])
    np.testing.assert_array_equal(np.concatenate([each.raw.events for each in seen]), raw.events)
    assert list(seen[0].metrics) == list(METRICS)


def test_a_snapshot_names_what_happened_in_its_step() -> None:
    snapshot = next(play(scenario(), seed=1))
    assert snapshot.events.n_rows > 0
    assert set(snapshot.events.numbers("step").tolist()) == {0}
    assert snapshot.events.texts("kind")[0] == "strike"
    assert list(snapshot.decisions) == [kind for kind, _, _ in book.DECISIONS]
    assert snapshot.names.states == ("DEU", "FRA", "POL")


def test_snapshots_stay_as_they_were_while_the_world_moves_on() -> None:
    steps = play(scenario(), seed=1)
    first = next(steps)
    stock = FIELDS[state.BLOCK]["damage_stock"].index
    before = first.states["damage_stock"].copy()
    np.testing.assert_array_equal(first.world.states[stock], before)
    list(steps)
    np.testing.assert_array_equal(first.states["damage_stock"], before)
    assert not np.array_equal(first.world.states[stock], before)


def test_playing_can_be_stopped_at_any_step() -> None:
    assert [snapshot.step for snapshot in islice(play(scenario()), 2)] == [0, 1]


def test_a_record_holds_all_replicates() -> None:
    record = run(scenario(), seed=3, replicates=2)
    assert (record.facts.scenario, record.facts.seed) == ("sample", 3)
    assert (record.facts.replicates, record.facts.steps) == (2, N_STEPS)
    assert record.facts.scenario_sha256 == scenario().sha256()
    assert record.facts.recorded == "changes"
    assert record.scenario_yaml == scenario().resolved_yaml()
    metrics = record.table("metrics")
    assert metrics.numbers("replicate").tolist() == [0] * N_STEPS + [1] * N_STEPS
    second = simulate(scenario(), 3, 1).metrics[:, METRICS["damage_busd"].index]
    np.testing.assert_array_equal(metrics.numbers("damage_busd")[N_STEPS:], second)
    assert record.seconds > 0.0
    assert record.started.tzinfo is not None


def test_equal_runs_have_equal_tables() -> None:
    one_run, other = run(scenario()), run(scenario())
    for name in one_run.tables():
        assert content_hash(one_run.table(name)) == content_hash(other.table(name)), name


def test_the_scenario_says_what_is_left_out() -> None:
    given = scenario().model_copy(update={"seed": 9, "replicates": 2})
    assert run(given).facts.seed == 9
    assert run(given).facts.replicates == 2
    assert str(next(play(given)).metrics) == str(next(play(given, seed=9)).metrics)


def test_every_partnership_at_the_end_is_alive_in_the_table() -> None:
    record = run(scenario(40), seed=2)
    alive = [
        ended < 0 and kind != "institution"
        for ended, kind in zip(
            record.table("partnerships").numbers("ended").tolist(),
            record.table("partnerships").texts("kind"),
            strict=True,
        )
    ]
    assert sum(alive) == record.table("metrics").numbers("partnerships")[-1]


def test_progress_counts_steps_of_all_replicates() -> None:
    told: list[tuple[int, int]] = []
    run(scenario(), replicates=3, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(4, 12), (8, 12), (12, 12)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"replicates": 0}, r"replicates: must be between 1 and 1000000 \(got 0\)"),
        ({"steps": 0}, r"steps: must be between 1 and 1048576 \(got 0\)"),
        ({"steps": 2**20 + 1}, r"steps: must be between 1 and 1048576 \(got 1048577\)"),
        ({"seed": -1}, "seed: must be from 0"),
    ],
)
def test_what_is_out_of_range_is_refused(wrong: dict[str, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(scenario(), **wrong)  # type: ignore[arg-type] # mypy thinks of `progress` too


def test_a_bad_seed_is_refused_before_the_first_step() -> None:
    with pytest.raises(InputError, match="replicate: must be from 0"):
        play(scenario(), replicate=-1)


@pytest.mark.parametrize("n_states", [3, 30, 190])
def test_buffers_hold_two_of_the_fullest_steps_and_not_much_more(n_states: int) -> None:
    size = Size(n_states, n_states * (n_states - 1), 6, 2, 2, 0, 1)
    n_events, n_decisions = book.rows_per_step(size)
    ledger = buffers(size, book.CHANGES, 200)
    assert len(ledger.events) >= 2 * n_events
    assert len(ledger.decisions) >= 2 * n_decisions
    fullest = 8 * (n_events * book.EVENT_WIDTH + n_decisions * book.DECISION_WIDTH)
    taken = ledger.events.nbytes + ledger.decisions.nbytes
    assert taken <= max(2 * fullest, one.BUFFER_BYTES)
    assert buffers(size, book.NOTHING, 200).events.size == 0


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("coopsim.runs.one", {"pandas", "mesa", "pyarrow"}),
        ("coopsim.runs.store", {"pandas", "mesa", "pyarrow", "numba"}),
        ("coopsim.runs.verifying", {"pandas", "mesa", "pyarrow", "numba"}),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(module: str, absent: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert absent & set(loaded.stdout.split()) == set()
