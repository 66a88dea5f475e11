from __future__ import annotations

import numpy as np
import pytest

from coopsim.app import film
from coopsim.app.film import FULL, edges_of, field_words, frame_of, metric_words, reel_of
from coopsim.app.packing import pack, unpack
from coopsim.metrics.registry import METRICS
from coopsim.runs.one import play
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import partnership as ps
from coopsim.world.fields import height_of
from coopsim.world.world import FROM, TO
from unit.app.samples import columns, filmed
from unit.runs.samples import scenario


def test_a_frame_keeps_what_the_next_step_overwrites() -> None:
    snapshots = play(scenario(), seed=1)
    first = next(snapshots)
    frame = frame_of(first)
    trust = first.world.dyads[dyad.TRUST].copy()
    next(snapshots)
    np.testing.assert_allclose(frame.trust / FULL, trust, atol=0.5 / FULL)
    assert frame.step == 0
    assert frame.seats.tolist() == [[1, 1, 1]]


def test_each_tie_is_listed_once_with_its_depth() -> None:
    snapshot = next(play(scenario(), seed=1))
    world = snapshot.world
    for kind, one, other, depth in frame_of(snapshot).ties.tolist():
        assert one < other
        edge = np.flatnonzero((world.edges[FROM] == one) & (world.edges[TO] == other))[0]
        assert depth == pytest.approx(FULL * world.partnerships[ps.DEPTH, kind, edge], abs=0.51)


def test_a_tie_that_has_just_begun_is_not_lost() -> None:
    snapshot = next(play(scenario(), seed=1))
    snapshot.world.partnerships[ps.DEPTH][snapshot.world.partnerships[ps.DEPTH] > 0.0] = 1e-6
    assert set(frame_of(snapshot).ties[:, 3].tolist()) == {1}


def test_a_reel_holds_every_step() -> None:
    frames, names = filmed()
    reel = reel_of(frames, names)
    n_steps, n_states = len(frames), len(names.states)
    assert (reel["reel"], reel["steps"]) == (0, n_steps)
    assert reel["metrics"].shape == (n_steps, len(METRICS))
    assert reel["states"].shape == (n_steps, height_of(state.BLOCK), n_states)
    assert reel["ties"]["ends"][-1] == sum(len(frame.ties) for frame in frames)
    assert len(reel["trust"]) == n_steps * n_states * (n_states - 1)
    assert len(reel["seats"]) == n_steps * len(names.institutions) * n_states


def test_reels_of_parts_are_the_reel_of_the_whole() -> None:
    frames, names = filmed()
    whole = reel_of(frames, names)
    parts = [reel_of(frames[:2], names), reel_of(frames[2:], names)]
    for name in ("metrics", "states", "trust", "seats"):
        np.testing.assert_array_equal(np.concatenate([part[name] for part in parts]), whole[name])
    for table in whole["tables"]:
        held = [part for part in parts if table in part["tables"]]
        for name, column in columns(whole, table).items():
            values = np.concatenate([columns(part, table)[name]["values"] for part in held])
            np.testing.assert_array_equal(values, column["values"])


def test_a_later_reel_says_nothing_twice() -> None:
    frames, names = filmed()
    first, later = reel_of(frames[:2], names), reel_of(frames[2:], names)
    assert "decisions/leave" in first["tables"]
    assert all(len(table[0]["values"]) > 0 for table in later["tables"].values())
    assert set(columns(later, "events")["kind"]) == {"name", "values"}


def test_tables_say_what_their_columns_mean() -> None:
    frames, names = filmed()
    reel = reel_of(frames, names)
    assert "replicate" not in columns(reel, "events")
    step = columns(reel, "events")["step"]["values"]
    assert step.tolist() == sorted(step)
    assert columns(reel, "decisions/contribute")["stake"]["meaning"]
    assert "strike" in columns(reel, "events")["kind"]["words"]


def test_trust_of_many_pairs_is_kept_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    frames, names = filmed()
    monkeypatch.setattr(film, "MOST_TRUST", 3 * len(frames[0].trust))
    reel = reel_of(frames, names)
    assert reel["trust_every"] == 2
    assert len(reel["trust"]) == 3 * len(frames[0].trust)
    np.testing.assert_array_equal(reel["trust"][-len(frames[0].trust) :], frames[4].trust)


def test_a_reel_can_be_packed() -> None:
    frames, names = filmed()
    reel = reel_of(frames, names)
    found = unpack(pack(reel))
    np.testing.assert_array_equal(found["metrics"], reel["metrics"].ravel())


def test_metrics_and_fields_are_described_in_the_order_of_their_numbers() -> None:
    assert [each["name"] for each in metric_words()] == [
        name for name, _ in sorted(METRICS.items(), key=lambda item: item[1].index)
    ]
    assert all(each["formula"] and each["title"] for each in metric_words())
    assert len(field_words()) == height_of(state.BLOCK)
    assert all(each["meaning"] for each in field_words())


def test_edges_name_their_two_states() -> None:
    world = next(play(scenario(), seed=1)).world
    edges = edges_of(world)
    pairs = set(zip(edges["from"].tolist(), edges["to"].tolist(), strict=True))
    assert pairs == {(i, j) for i in range(3) for j in range(3) if i != j}
