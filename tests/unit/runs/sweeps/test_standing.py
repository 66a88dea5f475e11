from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import ResultsError
from coopsim.runs.sweeps.folder import chunk_file
from coopsim.runs.sweeps.standing import standing
from unit.runs.sweeps.samples import contents, swept


def test_a_sweep_that_is_done_is_finished(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    found = standing(out)
    assert found.is_finished
    assert (found.tidings.done, found.tidings.total) == (24, 24)


def test_a_sweep_that_was_stopped_is_not(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    (out / chunk_file(3)).unlink()
    (out / "manifest.json").unlink()
    before = contents(out)
    found = standing(out)
    assert not found.is_finished
    assert (found.tidings.done, found.tidings.total) == (18, 24)
    assert contents(out) == before


def test_what_another_process_writes_just_now_is_left_alone(tmp_path: Path) -> None:
    _, out = swept(tmp_path)
    (out / "runs" / "000004.parquet.abcd.part").write_bytes(b"half")
    standing(out)
    assert (out / "runs" / "000004.parquet.abcd.part").exists()


def test_a_stop_rule_that_was_met_is_finished(tmp_path: Path) -> None:
    stop = {"outcome": "damage_busd", "half_width": 1e9, "min_replicates": 2}
    _, out = swept(tmp_path, stop=stop)
    assert standing(out).is_finished
    assert standing(out).tidings.done == 12


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="holds no sweep"):
        standing(tmp_path)
