"""`coopsim run --checkpoint-every` and `coopsim branch` in processes of their own."""

from __future__ import annotations

from pathlib import Path

from cli.process import coopsim

SOUND = Path(__file__).parents[1] / "faults" / "sound.yaml"


def test_a_run_goes_on_from_a_checkpoint(tmp_path: Path) -> None:
    ran = coopsim("run", str(SOUND), "-o", "p", "--checkpoint-every", "8", "-q", cwd=tmp_path)
    assert ran.code == 0
    told = coopsim("branch", "p", "--step", "12", "--without", "trust", cwd=tmp_path)
    assert told.code == 0
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("sound-from-12-")
    assert f"Results are in results/{folder.name}" in told.out
    whole = coopsim("verify", str(folder), cwd=tmp_path)
    assert (whole.code, "whole and untouched" in whole.out) == (0, True)
    # The branch's own scenario tells the same history from the start.
    again = coopsim("run", str(folder / "scenario.resolved.yaml"), "-o", "again", cwd=tmp_path)
    assert again.code == 0
    for name in ("metrics", "states", "events", "partnerships"):
        file = f"{name}.parquet"
        assert (tmp_path / "again" / file).read_bytes() == (folder / file).read_bytes()


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    refused = coopsim("branch", ".", "--step", "1", cwd=tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert "holds no results" in refused.err
