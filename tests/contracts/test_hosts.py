"""Nothing in the project ties it to one machine or to one package index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contracts.measures import ROOT, written_files

# In pieces, so that this file does not report itself.
HOSTS = re.compile(
    r"\b(?:"
    + "|".join(
        f"{name}{dot}{ending}"
        for name, dot, ending in [
            ("py" + "pi", r"\.", "(?:org|python)"),
            ("python" + "hosted", r"\.", "org"),
            ("ana" + "conda", r"\.", "(?:org|com)"),
            ("npm" + "js", r"\.", "(?:org|com)"),
            ("cra" + "tes", r"\.", "io"),
            ("proxy" + r"\.golang", r"\.", "org"),
        ]
    )
    + r")\b"
)
# A path that begins at a home folder or a mount; inside a web address a name comes before it.
MACHINE_PATHS = re.compile(
    r"(?<![\w.~:/)}\]-])/(?:" + "ro" + "ot|wo" + "rk|ho" + r"me|Us" + r"ers|mnt|opt)/[\w.-]+"
    r"|\b[A-Z]:\\\\?[Uu]sers\b"
)
LOCK_FILES = {"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "yarn.lock"}
LOCK_FILES |= {"package-lock.json", "pip.conf", ".npmrc", ".pypirc"}


def ties(folder: Path) -> list[str]:
    """List the files, lines and words that tie a tree to a machine or an index."""
    found = []
    for path in written_files(folder):
        name = path.relative_to(folder).as_posix()
        if path.name in LOCK_FILES:
            found.append(f"{name}: a lock file or an index setting")
        # Fonts and pictures are no text; what they hold nobody typed.
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [
            f"{name}:{number}: {word[0]}"
            for number, line in enumerate(text.splitlines(), start=1)
            for pattern in (HOSTS, MACHINE_PATHS)
            if (word := pattern.search(line))
        ]
    return found


def test_no_file_names_a_package_index_or_a_machine() -> None:
    assert ties(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "see https://py" + "pi.org/simple",
        "files.python" + "hosted.org",
        "cd /ro" + "ot/project",
        'open("/ho' + 'me/ada/x.yaml")',
        "PATH=/op" + "t/tools/bin",
        "C:" + "\\Users\\ada",
    ],
)
def test_a_tie_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "page.md").write_text(f"fine\n{line}\n", encoding="utf-8")
    (found,) = ties(tmp_path)
    assert found.startswith("page.md:2: ")


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/wo" + "rk/paper.pdf",
        "results/wo" + "rk/today",
        "#!/usr/bin/env bash",
        "pip install coopsim",
    ],
)
def test_ordinary_text_passes(tmp_path: Path, line: str) -> None:
    (tmp_path / "page.md").write_text(f"{line}\n", encoding="utf-8")
    assert ties(tmp_path) == []


def test_a_lock_file_is_found_and_foreign_folders_are_left_alone(tmp_path: Path) -> None:
    for folder in (".venv", ".venv-3.13", "results", ".mypy_cache"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "uv.lock").touch()
    assert ties(tmp_path) == []
    (tmp_path / "uv.lock").touch()
    assert ties(tmp_path) == ["uv.lock: a lock file or an index setting"]
