"""Whatever stops the writing of results, there is no folder of results, and no litter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopsim.errors import InputError
from coopsim.runs import store
from coopsim.runs.provenance import make_manifest
from coopsim.runs.store import UNFINISHED, write
from coopsim.runs.verifying import verify
from unit.runs.samples import record

TESTS = Path(__file__).parents[1]
# Each is called so often while a record of eight tables is written.
CALLS = [("write_table", 8), ("write_text", 2), ("sync", 2), ("make_manifest", 1)]
MOMENTS = [(name, nth) for name, n_calls in CALLS for nth in range(1, n_calls + 1)]


def stop_at(monkeypatch: pytest.MonkeyPatch, name: str, nth: int, error: BaseException) -> None:
    """Let the n-th call of a function of the store do its work, then fail."""
    genuine: Callable[..., Any] = getattr(store, name)
    calls: list[str] = []

    def failing(*args: Any) -> Any:
        result = genuine(*args)
        calls.append(name)
        if len(calls) == nth:
            raise error
        return result

    monkeypatch.setattr(store, name, failing)


@pytest.mark.parametrize(("name", "nth"), MOMENTS)
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt("Ctrl-C")], ids=repr)
def test_nothing_is_left_when_writing_is_interrupted(
    name: str, nth: int, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_at(monkeypatch, name, nth, error)
    with pytest.raises(type(error), match=r"disk full|Ctrl-C"):
        write(record(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_there", [False, True])
def test_nothing_is_left_when_the_rename_fails(
    is_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(draft: Path, place: Path) -> Path:
        assert (draft / "manifest.json").is_file()
        raise PermissionError(f"not into {place.name}")

    if is_there:
        (tmp_path / "out").mkdir()
    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PermissionError, match="not into out"):
        write(record(), tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == (["out"] if is_there else [])


def test_a_folder_that_is_filled_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = make_manifest

    def meanwhile(*args: Any) -> Any:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
        return genuine(*args)

    monkeypatch.setattr(store, "make_manifest", meanwhile)
    with pytest.raises(InputError, match="was filled by something else while coopsim ran"):
        write(record(), tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["notes.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(os.name == "nt", reason="Windows forces no folders to the disk")
def test_everything_is_on_the_disk_before_the_folder_is_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    before_the_rename: list[int] = []
    genuine_fsync, genuine_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        forced.append(os.fstat(descriptor).st_ino)
        genuine_fsync(descriptor)

    def replace(draft: Path, place: Path) -> Path:
        before_the_rename.extend(forced)
        return genuine_replace(draft, place)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write(record(), tmp_path / "out")
    written = {path.stat().st_ino for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]}
    assert set(before_the_rename) == written
    assert forced[len(before_the_rename) :] == [tmp_path.stat().st_ino]


def test_a_failed_attempt_does_not_stop_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        stop_at(patched, "write_table", 3, OSError("disk full"))
        with pytest.raises(OSError, match="disk full"):
            write(record(), tmp_path / "out")
    write(record(), tmp_path / "out")
    assert verify(tmp_path / "out").is_whole


KILLED = """
import os, signal, sys
from pathlib import Path
from unit.runs.samples import record
from coopsim.runs import store
from coopsim.runs.provenance import make_manifest

def die(*args):
    os.kill(os.getpid(), signal.SIGKILL)

store.put_in_place = die
store.write(record(), Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_process_that_is_killed_leaves_no_results(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(TESTS), "NUMBA_DISABLE_JIT": "1"},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".out-")
    assert left.name.endswith(UNFINISHED)
    assert [finding.problem for finding in verify(left).findings] == ["unfinished"]
    # What was left does not stand in the way.
    write(record(), tmp_path / "out")
    assert verify(tmp_path / "out").is_whole
