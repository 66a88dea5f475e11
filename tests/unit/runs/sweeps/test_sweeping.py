from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.errors import InputError
from coopsim.runs.parquet import read_parquet
from coopsim.runs.sweeps import sweeping
from coopsim.runs.sweeps.bench import Bench, Computed
from coopsim.runs.sweeps.course import Tidings
from coopsim.runs.sweeps.folder import chunk_file
from coopsim.runs.sweeps.sweeping import Where, sweep
from unit.runs.sweeps.samples import ONE, contents, plan, swept


def computed_chunks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every file that is computed."""
    chunks: list[int] = []
    genuine = Bench.compute

    def counted(bench: Bench, chunk: int, halted: Any) -> Computed:
        chunks.append(chunk)
        return genuine(bench, chunk, halted)

    monkeypatch.setattr(Bench, "compute", counted)
    return chunks


def test_a_folder_holds_all_that_is_promised(tmp_path: Path) -> None:
    made, out = swept(tmp_path)
    assert sorted(path.name for path in out.iterdir()) == [
        "design.parquet", "experiment.json", "failures.parquet", "manifest.json", "runs",
        "scenarios", "summary.parquet",
    ]  # fmt: skip
    assert sorted(path.name for path in (out / "runs").iterdir()) == [
        f"{chunk:06d}.parquet" for chunk in range(made.n_chunks)
    ]


def test_the_summary_is_that_of_the_runs(tmp_path: Path) -> None:
    made, out = swept(tmp_path)
    runs = [read_parquet(out / chunk_file(chunk), "runs") for chunk in range(made.n_chunks)]
    summary = read_parquet(out / "summary.parquet", "summary")
    points = np.concatenate([table.numbers("point") for table in runs])
    damage = np.concatenate([table.numbers("damage_busd") for table in runs])
    for row in range(0, summary.n_rows, 3):
        of_point = damage[points == summary.numbers("point")[row]]
        assert summary.texts("outcome")[row] == "damage_busd"
        assert summary.numbers("mean")[row] == pytest.approx(of_point.mean())
        assert summary.numbers("sd")[row] == pytest.approx(of_point.std(ddof=1))
        assert summary.numbers("n")[row] == 4


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_make_no_difference(tmp_path: Path, workers: int) -> None:
    made, out = swept(tmp_path)
    sweep(made, tmp_path / "more", Where(workers))
    assert contents(tmp_path / "more") == contents(out)


@pytest.mark.parametrize("lost", [[0], [3], [1, 2], [0, 1, 2, 3]])
def test_what_is_missing_is_made_and_nothing_else(
    tmp_path: Path, lost: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, out = swept(tmp_path)
    before = contents(out)
    for chunk in lost:
        (out / chunk_file(chunk)).unlink()
    (out / "summary.parquet").unlink()
    chunks = computed_chunks(monkeypatch)
    finished = sweep(made, out, ONE)
    assert chunks == lost
    assert (finished.n_runs, finished.n_found) == (24, 24 - 6 * len(lost))
    assert contents(out) == before


def torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def of_another_place(file: Path) -> None:
    shutil.copy(file.with_name("000000.parquet"), file)


@pytest.mark.parametrize("spoil", [torn, of_another_place])
def test_a_file_that_cannot_be_trusted_is_made_again(
    tmp_path: Path, spoil: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, out = swept(tmp_path)
    before = contents(out)
    spoil(out / chunk_file(2))
    chunks = computed_chunks(monkeypatch)
    sweep(made, out, ONE)
    assert chunks == [2]
    assert contents(out) == before


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    made, out = swept(tmp_path)
    before = contents(out)
    (out / "runs" / "000001.parquet.abcd.part").write_bytes(b"half")
    sweep(made, out, ONE)
    assert contents(out) == before


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"name": "other"}, r'the folder \S+ holds a sweep of the experiment "small"'),
        ({"replicates": 3}, r'holds a sweep of another version of "small"'),
    ],
)
def test_another_experiments_folder_is_refused(
    tmp_path: Path, keys: dict[str, Any], message: str
) -> None:
    _, out = swept(tmp_path)
    before = contents(out)
    other = plan(tmp_path, **{"seed": 5, **keys})
    with pytest.raises(InputError, match=message):
        sweep(other, out, ONE)
    assert contents(out) == before


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").touch()
    with pytest.raises(InputError, match="is not empty"):
        sweep(plan(tmp_path), tmp_path / "out", ONE)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_a_narrow_interval_stops_it(tmp_path: Path) -> None:
    stop = {"outcome": "damage_busd", "half_width": 1e9, "min_replicates": 2}
    made, out = swept(tmp_path, stop=stop)
    assert len(list((out / "runs").iterdir())) == 2
    again = sweep(made, out, ONE)
    assert (again.n_runs, again.n_found) == (12, 12)


def test_progress_is_told_after_every_file(tmp_path: Path) -> None:
    told: list[Tidings] = []
    sweep(plan(tmp_path), tmp_path / "out", ONE, told.append)
    assert [each.done for each in told] == [6, 12, 18, 24]


def test_an_interrupted_sweep_keeps_what_is_done(tmp_path: Path) -> None:
    def interrupt(tidings: Tidings) -> None:
        if tidings.done == 12:
            raise KeyboardInterrupt("Ctrl-C")

    made = plan(tmp_path)
    with pytest.raises(KeyboardInterrupt, match="Ctrl-C"):
        sweep(made, tmp_path / "out", ONE, interrupt)
    assert not (tmp_path / "out" / "summary.parquet").exists()
    assert sweep(made, tmp_path / "out", ONE).n_found == 12


def test_a_scheduler_is_asked_if_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def on_dask(job: Any, numbers: Any, scheduler: str) -> Any:
        asked.append(scheduler)
        return (job(number, lambda: False) for number in numbers)

    monkeypatch.setattr(sweeping, "on_dask", on_dask)
    sweep(plan(tmp_path), tmp_path / "out", Where(scheduler="tcp://here"))
    assert asked == ["tcp://here"]
