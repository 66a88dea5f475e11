from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coopsim.compilation import cache_state, entry, is_cached
from coopsim.compilation.folder import kept_folder
from starting import INNER, folders, launch, start, written


class Started(NamedTuple):
    root: Path
    home: Path
    seen: dict[str, Any]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Started:
    """Return the small package after its first start: not to be changed."""
    root = written(tmp_path_factory.mktemp("started") / "code")
    home = root.parent / "home"
    return Started(root, home, start(root, home))


@pytest.fixture
def home(started: Started, tmp_path: Path) -> Path:
    """Return a copy of the cache directory after the first start."""
    return shutil.copytree(started.home, tmp_path / "home")


@pytest.mark.compiled
def test_a_second_start_finds_the_code_of_the_first(started: Started, home: Path) -> None:
    first, second = started.seen, start(started.root, home)
    assert (first["ready"], first["hits"], first["result"]) == (False, 0, 7.0)
    assert (second["ready"], second["hits"], second["result"]) == (True, 1, 7.0)
    assert first["after"]
    (folder,) = (started.home / "kernels").iterdir()
    assert first["state"] == f"Compiled code is kept in {folder}."
    assert first["numba"] == ""


@pytest.mark.compiled
def test_an_edit_of_another_file_is_noticed(small: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    start(small, home)
    inner = small / "coopsim" / "phases" / "inner.py"
    inner.write_text(INNER.format(factor="5.0"), encoding="utf-8")
    edited = start(small, home)
    assert (edited["ready"], edited["result"]) == (False, 11.0)
    assert len(folders(home)) == 2


@pytest.mark.compiled
@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_damaged_code_is_compiled_anew(started: Started, home: Path, ending: str) -> None:
    (kept,) = home.rglob(f"*.{ending}")
    kept.write_bytes(kept.read_bytes()[:40])
    assert start(started.root, home)["result"] == 7.0
    mended = start(started.root, home)
    assert (mended["ready"], mended["hits"], mended["result"]) == (True, 1, 7.0)


@pytest.mark.compiled
def test_code_lost_from_under_its_index_is_missed(started: Started, home: Path) -> None:
    next(home.rglob("*.nbc")).unlink()
    again = start(started.root, home)
    assert (again["ready"], again["result"]) == (False, 7.0)


@pytest.mark.compiled
def test_a_folder_that_cannot_be_written_only_costs_time(started: Started, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file where a directory should be", encoding="utf-8")
    seen = start(started.root, home)
    assert (seen["ready"], seen["result"]) == (False, 7.0)
    assert seen["state"].startswith("The model is compiled anew at every start, because [Errno")
    assert not list(started.root.rglob("*.nbi"))


@pytest.mark.compiled
def test_processes_that_start_together_agree(started: Started, tmp_path: Path) -> None:
    home = tmp_path / "home"
    processes = [launch(started.root, home) for _ in range(2)]
    outputs = [process.communicate()[0] for process in processes]
    assert [json.loads(output)["result"] for output in outputs] == [7.0, 7.0]
    assert start(started.root, home)["ready"]


@pytest.mark.compiled
def test_checked_code_is_kept_apart(started: Started, home: Path) -> None:
    assert not start(started.root, home, NUMBA_BOUNDSCHECK="1")["ready"]
    assert len(folders(home)) == 2


@pytest.mark.compiled
def test_numba_choosing_another_place_means_no_place(started: Started, tmp_path: Path) -> None:
    elsewhere = {"NUMBA_CACHE_LOCATOR_CLASSES": "InTreeCacheLocator"}
    seen = start(started.root, tmp_path / "home", **elsewhere)
    assert (seen["ready"], seen["after"]) == (False, True)
    assert not [*started.root.rglob("*.nbi"), *(tmp_path / "home").rglob("*.nbi")]


def test_without_the_compiler_functions_stay_as_they_are(small: Path, tmp_path: Path) -> None:
    seen = start(small, tmp_path / "home", NUMBA_DISABLE_JIT="1")
    assert (seen["ready"], seen["hits"], seen["result"]) == (True, None, 7.0)
    assert seen["state"].startswith("The model is not compiled")
    assert not (tmp_path / "home").exists()


@pytest.mark.compiled
def test_a_compiled_function_that_ran_needs_no_compiling() -> None:
    @entry
    def third(x: float) -> float:
        return x / 3.0

    assert not is_cached(third)
    assert third(6.0) == 2.0
    assert is_cached(third)


def test_the_state_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("numba.config.DISABLE_JIT", 0)
    assert cache_state() == f"Compiled code is kept in {kept_folder()[0]}."
