from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

import coopsim
from coopsim.compilation import NEVER_COMPILED, folder
from starting import STEP, folders

DAY = 24 * 3600
PACKAGE = Path(coopsim.__file__).parent


def test_every_file_with_compiled_code_is_watched() -> None:
    uses = re.compile(
        r"^from coopsim\.compilation import .*\b(kernel|inlined_kernel|entry)\b", re.M
    )
    users = {path for path in PACKAGE.rglob("*.py") if uses.search(path.read_text("utf-8"))}
    assert PACKAGE / "randomness.py" in users
    assert users <= set(folder._sources())


def test_the_parts_without_compiled_code_are_not_watched() -> None:
    watched = {path.relative_to(PACKAGE).parts[0] for path in folder._sources()}
    assert {"compilation", "randomness.py"} <= watched
    assert not watched & NEVER_COMPILED
    # A new package is either compiled or named among those that are not: else editing it costs
    # everybody half a minute.
    packages = {name for name in watched if not name.endswith(".py")}
    assert packages == {"catalogue", "compilation", "decisions", "metrics", "phases", "world"}


def test_the_key_follows_sources_names_and_versions(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = small / "coopsim" / "compilation" / "folder.py"
    monkeypatch.setattr(folder, "__file__", str(inside))
    step = small / "coopsim" / "step.py"
    keys = [folder._version_key(), folder._version_key()]
    step.write_text(STEP + "\n", encoding="utf-8")
    keys.append(folder._version_key())
    step.rename(step.with_name("steps.py"))
    keys.append(folder._version_key())
    (small / "coopsim" / "app").mkdir()
    (small / "coopsim" / "app" / "server.py").write_text("", encoding="utf-8")
    keys.append(folder._version_key())
    monkeypatch.setattr("numba.__version__", "0.0")
    keys.append(folder._version_key())
    assert [keys.index(key) for key in keys] == [0, 0, 2, 3, 3, 5]
    assert all(re.fullmatch("[0-9a-f]{20}", key) for key in keys)


def test_a_package_without_source_files_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    inside = tmp_path / "archive.zip" / "compilation" / "folder.py"
    monkeypatch.setattr(folder, "__file__", str(inside))
    place, words = folder.kept_folder()
    assert place is None
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
    assert folder._cache_home() == tmp_path / expected


def test_a_user_without_a_home_directory_is_told_what_to_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COOPSIM_CACHE_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/coopsim"))
    place, words = folder.kept_folder()
    assert place is None
    assert "no home directory (set COOPSIM_CACHE_DIR)" in words


def test_the_folder_shows_its_last_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    place, _ = folder.kept_folder()
    assert place is not None
    os.utime(place, (0, 0))
    folder.kept_folder.cache_clear()
    assert folder.kept_folder()[0] == place
    assert time.time() - place.stat().st_mtime < DAY
    assert not list(place.iterdir())


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
    current, _ = folder.kept_folder()
    assert current is not None
    kept = [f"{number:020x}" for number in (1, 2, 3)]
    assert folders(tmp_path) == sorted([*kept, current.name, "notes"])


def test_pruning_leaves_at_most_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPSIM_CACHE_DIR", str(tmp_path))
    for number in range(8):
        aged(tmp_path / "kernels" / f"{number:020x}", time.time() - number * 3600)
    current, _ = folder.kept_folder()
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
    assert folder.kept_folder()[0] is not None
    assert old.is_dir()
    folder._prune(tmp_path / "absent", old)
    assert folder._last_use(tmp_path / "absent") == 0.0


def aged(place: Path, when: float) -> Path:
    """Make a folder with a file inside, last used at a time."""
    place.mkdir(parents=True)
    (place / "advance.nbi").write_bytes(b"")
    os.utime(place, (when, when))
    return place
