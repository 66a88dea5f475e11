from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from coopsim.runs.parquet import read_notes
from coopsim.runs.sweeps import folder as module
from coopsim.runs.sweeps.bench import Bench
from coopsim.runs.sweeps.folder import Folder, begin_or_go_on, chunk_file
from unit.runs.sweeps.samples import contents, plan


@pytest.fixture
def begun(tmp_path: Path) -> Folder:
    return begin_or_go_on(tmp_path / "out", plan(tmp_path))


def store(folder: Folder, chunk: int) -> None:
    folder.write(chunk, Bench(folder._plan).compute(chunk, lambda: False))


def test_what_is_written_is_read(begun: Folder) -> None:
    assert begun.read(1) is None
    store(begun, 1)
    stored = begun.read(1)
    assert stored is not None
    assert (stored.outcomes.shape, stored.failures) == ((6, 3), 0)


def test_the_footer_says_whose_it_is(begun: Folder) -> None:
    store(begun, 1)
    rows, notes = read_notes(begun.place / chunk_file(1))
    assert rows == 6
    told = {name: notes[name] for name in ("design_sha256", "chunk", "rows")}
    assert told == {"design_sha256": begun._plan.sha256, "chunk": "1", "rows": "6"}


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt("Ctrl-C")], ids=repr)
def test_half_a_file_never_stands_in_its_place(
    begun: Folder, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(draft: Path, *_: Any) -> None:
        draft.write_bytes(b"half")
        raise error

    monkeypatch.setattr(module, "write_table", failing)
    before = contents(begun.place)
    with pytest.raises(type(error), match=r"disk full|Ctrl-C"):
        store(begun, 0)
    assert contents(begun.place) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows forces no folders to the disk")
def test_a_file_is_on_the_disk_before_it_has_its_name(
    begun: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    genuine_fsync, genuine_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        forced.append(os.fstat(descriptor).st_ino)
        genuine_fsync(descriptor)

    def replace(draft: Path, place: Path) -> Path:
        assert draft.stat().st_ino in forced
        return genuine_replace(draft, place)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    store(begun, 0)
    assert (begun.place / "runs").stat().st_ino == forced[-1]


def test_a_folder_is_begun_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(tmp_path)
    before = sorted(tmp_path.iterdir())

    def failing(*_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "put_in_place", failing)
    with pytest.raises(OSError, match="disk full"):
        begin_or_go_on(tmp_path / "out", made)
    assert sorted(tmp_path.iterdir()) == before
