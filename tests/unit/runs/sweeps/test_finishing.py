from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coopsim.runs.parquet import read_parquet
from coopsim.runs.sweeps.finishing import answer_numbers, summary_table
from coopsim.runs.sweeps.moments import Moments
from coopsim.runs.sweeps.sealing import checksum
from coopsim.runs.sweeps.sweeping import sweep
from unit.runs.sweeps.samples import ONE, plan, swept
from unit.runs.sweeps.test_bench import broken

ARMS = {"arms": {"one": {}, "calm": {"variant": "calm"}}}


def test_an_answer_has_means_over_all_least_most_and_by_arm(tmp_path: Path) -> None:
    made = plan(tmp_path, **ARMS)
    moments = Moments(made.n_cells, 3)
    outcomes = np.full((12, 3), np.nan)
    outcomes[:, 0] = np.arange(12.0)
    moments.add(0, outcomes)
    numbers = answer_numbers(made, moments.means())
    names = (
        "damage_busd",
        "damage_busd_least",
        "damage_busd_most",
        "damage_busd@one",
        "damage_busd@calm",
    )
    assert [numbers[name] for name in names] == [5.5, 0.0, 11.0, 5.0, 6.0]
    assert np.isnan(numbers["trust"])
    assert np.isnan(numbers["trust_least"])


def test_the_answer_changes_with_the_numbers(tmp_path: Path) -> None:
    answer = "Damage was {damage_busd:.3f}."
    one = sweep(plan(tmp_path, answer=answer), tmp_path / "one", ONE).answer
    other = sweep(plan(tmp_path, answer=answer, seed=7), tmp_path / "other", ONE).answer
    assert one.startswith("Damage was ")
    assert one != other


def test_the_summary_has_a_row_for_each_point_arm_and_outcome(tmp_path: Path) -> None:
    made = plan(tmp_path, **ARMS)
    table = summary_table(made, Moments(made.n_cells, 3))
    assert table.n_rows == 6 * 2 * 3
    assert table.texts("arm")[:6] == ["one"] * 3 + ["calm"] * 3
    assert table.numbers("point")[:7].tolist() == [0] * 6 + [1]


def test_failures_stand_in_a_table_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = broken(tmp_path, monkeypatch, 2)
    finished = sweep(made, tmp_path / "out", ONE)
    assert (finished.n_runs, finished.failures) == (24, 4)
    failures = read_parquet(tmp_path / "out" / "failures.parquet", "failures")
    assert failures.numbers("point").tolist() == [2] * 4
    assert failures.numbers("replicate").tolist() == [0, 1, 2, 3]
    assert set(failures.texts("error")) == {"ZeroDivisionError: this point is broken"}
    summary = read_parquet(tmp_path / "out" / "summary.parquet", "summary")
    assert summary.numbers("n")[6:9].tolist() == [0, 0, 0]


def test_the_manifest_tells_what_was_run_and_is_sealed(tmp_path: Path) -> None:
    made, out = swept(tmp_path)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "sweep"
    assert manifest["what"]["sha256"] == made.sha256
    assert (manifest["what"]["runs"], manifest["what"]["replicates"]) == (24, 4)
    assert manifest["run"]["checksum"] == checksum(manifest)
    manifest["what"]["runs"] = 25
    assert manifest["run"]["checksum"] != checksum(manifest)
