from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.runs.sweeps.folder import chunk_file
from coopsim.runs.sweeps.verifying import is_sweep, verify_sweep
from unit.runs.sweeps.samples import swept


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return swept(tmp_path)[1]


def problems(out: Path) -> list[tuple[str, str]]:
    return [(each.problem, each.file) for each in verify_sweep(out).findings]


def test_a_sweep_as_it_was_written_is_whole(out: Path) -> None:
    assert is_sweep(out)
    assert verify_sweep(out).is_whole
    assert verify_sweep(out).n_checked == 10


def test_every_change_is_found(out: Path) -> None:
    (out / chunk_file(1)).unlink()
    (out / "summary.parquet").write_bytes(b"nonsense")
    (out / "notes.txt").touch()
    assert problems(out) == [
        ("extra", "notes.txt"), ("missing", chunk_file(1)), ("bytes", "summary.parquet"),
    ]  # fmt: skip


def test_an_edited_manifest_is_found(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["what"]["runs"] = 99
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert problems(out) == [("manifest", "manifest.json")]


@pytest.mark.parametrize(
    ("text", "problem"), [(None, "unfinished"), ("{", "manifest"), ("[]", "manifest")]
)
def test_a_sweep_without_a_sound_manifest_is_not_whole(
    out: Path, text: str | None, problem: str
) -> None:
    (out / "manifest.json").unlink()
    if text is not None:
        (out / "manifest.json").write_text(text, encoding="utf-8")
    assert problems(out) == [(problem, "manifest.json")]


def test_a_run_is_no_sweep(tmp_path: Path) -> None:
    assert not is_sweep(tmp_path)
