from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coopsim import compilation
from coopsim.compilation import (
    NEVER_COMPILED,
    cache_state,
    entry,
    interpreted,
    is_cached,
    kernel,
)

DAY = 24 * 3600
PACKAGE = Path(compilation.__file__).parent
INNER = """
from coopsim.compilation import inlined_kernel, kernel

@inlined_kernel
def factor():
    return {factor}

@kernel
def scaled(x):
    return factor() * x
"""
STEP = """
from coopsim.compilation import entry
from coopsim.phases.inner import scaled

@entry
def advance(x):
    return scaled(x) + 1.0
"""
START = """
import json, sys
import numba
from coopsim.compilation import cache_state, is_cached
from coopsim.step import advance
ready = is_cached(advance)
result = advance(2.0)
hits = sum(advance.stats.cache_hits.values()) if hasattr(advance, "stats") else None
seen = {"ready": ready, "result": result, "hits": hits, "after": is_cached(advance),
        "state": cache_state(), "numba": numba.config.CACHE_DIR}
json.dump(seen, sys.stdout)
"""


class Started(NamedTuple):
    root: Path
    home: Path
    seen: dict[str, Any]


@pytest.fixture(autouse=True)
def _forget_the_folder() -> Iterator[None]:
    compilation._kept_folder.cache_clear()
    yield
    compilation._kept_folder.cache_clear()


def written(root: Path) -> Path:
    """Write a small package that is compiled as coopsim is, and return its folder."""
    phases = root / "coopsim" / "phases"
    phases.mkdir(parents=True)
    shutil.copy(compilation.__file__, root / "coopsim")
    for package in (phases.parent, phases):
        (package / "__init__.py").write_text("", encoding="utf-8")
    (phases / "inner.py").write_text(INNER.format(factor="3.0"), encoding="utf-8")
    (phases.parent / "step.py").write_text(STEP, encoding="utf-8")
    (root / "start.py").write_text(START, encoding="utf-8")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the small package, to be changed at will."""
    return written(tmp_path / "code")


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


def launch(root: Path, home: Path, **settings: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(root / "start.py")],
        env={**kept, "COOPSIM_CACHE_DIR": str(home), "PYTHONDONTWRITEBYTECODE": "1", **settings},
        stdout=subprocess.PIPE,
        text=True,
    )


def start(root: Path, home: Path, **settings: str) -> dict[str, Any]:
    """Return what a new process sees that compiles the small package, or finds it compiled."""
    process = launch(root, home, **settings)
    written, _ = process.communicate()
    assert process.returncode == 0
    seen: dict[str, Any] = json.loads(written)
    return seen


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "kernels").iterdir())


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
def test_interpreted_returns_the_function_as_it_was_written() -> None:
    def half(x: float) -> float:
        return x / 2.0

    assert interpreted(kernel(half)) is half
    assert interpreted(half) is half


@pytest.mark.compiled
def test_a_compiled_function_that_ran_needs_no_compiling() -> None:
    @entry
    def third(x: float) -> float:
        return x / 3.0

    assert not is_cached(third)
    assert third(6.0) == 2.0
    assert is_cached(third)


@pytest.mark.compiled
def test_division_follows_numpy() -> None:
    @entry
    def ratio(x: float, y: float) -> float:
        return x / y

    assert ratio(1.0, 0.0) == float("inf")


def test_every_file_with_compiled_code_is_watched() -> None:
    uses = re.compile(
        r"^from coopsim\.compilation import .*\b(kernel|inlined_kernel|entry)\b", re.M
    )
    users = {path for path in PACKAGE.rglob("*.py") if uses.search(path.read_text("utf-8"))}
    assert PACKAGE / "randomness.py" in users
    assert users <= set(compilation._sources())


def test_the_parts_without_compiled_code_are_not_watched() -> None:
    watched = {path.relative_to(PACKAGE).parts[0] for path in compilation._sources()}
    assert {"compilation.py", "randomness.py"} <= watched
    assert not watched & NEVER_COMPILED


def test_the_key_follows_sources_names_and_versions(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "__file__", str(small / "coopsim" / "compilation.py"))
    step = small / "coopsim" / "step.py"
    keys = [compilation._version_key(), compilation._version_key()]
    step.write_text(STEP + "\n", encoding="utf-8")
    keys.append(compilation._version_key())
    step.rename(step.with_name("steps.py"))
    keys.append(compilation._version_key())
    (small / "coopsim" / "app").mkdir()
    (small / "coopsim" / "app" / "server.py").write_text("", encoding="utf-8")
    keys.append(compilation._version_key())
    monkeypatch.setattr("numba.__version__", "0.0")
    keys.append(compilation._version_key())
    assert [keys.index(key) for key in keys] == [0, 0, 2, 3, 3, 5]
    assert all(re.fullmatch("[0-9a-f]{20}", key) for key in keys)


def test_the_key_of_the_sources_follows_nothing_else(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "__file__", str(small / "coopsim" / "compilation.py"))
    before = compilation.sources_key()
    monkeypatch.setattr("numba.__version__", "0.0")
    assert compilation.sources_key() == before
    (small / "coopsim" / "step.py").write_text(STEP + "\n", encoding="utf-8")
    assert compilation.sources_key() != before


def test_a_package_without_source_files_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(compilation, "__file__", str(tmp_path / "archive.zip" / "compilation.py"))
    folder, words = compilation._kept_folder()
    assert folder is None
    assert words.endswith("every start, because coopsim's source files are not on disk.")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("~/cached", "home/cached"), ("here", "work/here"), (" ", "platform"), ("", "platform")],
)
def test_the_cache_directory_can_be_chosen(
    chosen: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("COOPSIM_CACHE_DIR", chosen)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "platform")
    assert compilation._cache_home() == tmp_path / expected


def test_a_user_without_a_home_directory_is_told_what_to_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COOPSIM_CACHE_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/coopsim"))
    folder, words = compilation._kept_folder()
    assert folder is None
    assert "no home directory (set COOPSIM_CACHE_DIR)" in words


def test_the_folder_shows_its_last_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    folder, _ = compilation._kept_folder()
    assert folder is not None
    os.utime(folder, (0, 0))
    compilation._kept_folder.cache_clear()
    assert compilation._kept_folder()[0] == folder
    assert time.time() - folder.stat().st_mtime < DAY
    assert not list(folder.iterdir())


def test_pruning_keeps_the_latest_few_and_what_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    shelf = tmp_path / "kernels"
    now = time.time()
    ages = {1: 1, 2: 2, 3: 29, 4: 31, 5: 400}
    for number, days in ages.items():
        aged(shelf / f"{number:020x}", now - days * DAY)
    aged(shelf / "notes", 0)
    aged(shelf / f"{6:020x}.77.old", 0)
    current, _ = compilation._kept_folder()
    assert current is not None
    kept = [f"{number:020x}" for number in (1, 2, 3)]
    assert folders(tmp_path) == sorted([*kept, current.name, "notes"])


def test_pruning_leaves_at_most_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    for number in range(8):
        aged(tmp_path / "kernels" / f"{number:020x}", time.time() - number * 3600)
    current, _ = compilation._kept_folder()
    assert current is not None
    assert folders(tmp_path) == sorted([*(f"{number:020x}" for number in range(4)), current.name])


def test_pruning_survives_what_it_cannot_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("in use")

    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    old = aged(tmp_path / "kernels" / f"{1:020x}", 0)
    monkeypatch.setattr(Path, "rename", refuse)
    assert compilation._kept_folder()[0] is not None
    assert old.is_dir()
    compilation._prune(tmp_path / "absent", old)
    assert compilation._last_use(tmp_path / "absent") == 0.0


def test_the_state_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("numba.config.DISABLE_JIT", 0)
    assert cache_state() == f"Compiled code is kept in {compilation._kept_folder()[0]}."


def aged(folder: Path, when: float) -> Path:
    """Make a folder with a file inside, last used at a time."""
    folder.mkdir(parents=True)
    (folder / "advance.nbi").write_bytes(b"")
    os.utime(folder, (when, when))
    return folder
