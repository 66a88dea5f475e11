"""The folder for this version's compiled code: where it is, what names it, which ones to remove."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import numba
import numpy as np
import platformdirs
from llvmlite import binding  # type: ignore[import-untyped]  # it ships no types
from numba.core import config

# Parts of the package that hold no compiled code: editing them must not cost a compilation.
NEVER_COMPILED: Final = frozenset(
    (
        "__init__.py",
        "__main__.py",
        "agents.py",
        "analysis",
        "app",
        "cli",
        "course.py",
        "documents",
        "experiment",
        "figures",
        "model.py",
        "reports",
        "runs",
        "scenario",
    )
)
# Numba's own cache does not look at these, although each of them changes the code.
_SETTINGS: Final = ("BOUNDSCHECK", "CPU_FEATURES", "CPU_NAME", "LOOP_VECTORIZE", "OPT")
_FOLDERS_KEPT: Final = 5
_SECONDS_KEPT: Final = 30 * 24 * 3600
_FOLDER_NAME: Final = re.compile(r"[0-9a-f]{20}(\.\d+\.old)?")


@cache
def kept_folder() -> tuple[Path | None, str]:
    """Return the folder for this version's compiled code (None: nowhere), and a sentence on it."""
    try:
        folder = _cache_home() / "kernels" / _version_key()
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        # Pruning goes by the last use, which the folder's own time would not show.
        os.utime(folder)
    except (OSError, RuntimeError) as error:
        return None, f"The model is compiled anew at every start, because {error}."
    if is_new:
        _prune(folder.parent, folder)
    return folder, f"Compiled code is kept in {folder}."


def _cache_home() -> Path:
    """Return coopsim's cache directory; RuntimeError when the system names none."""
    chosen = os.environ.get("COOPSIM_CACHE_DIR", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    home = platformdirs.user_cache_path("coopsim", appauthor=False)
    if not home.is_absolute():
        raise RuntimeError("this user has no home directory (set COOPSIM_CACHE_DIR)")
    return home


def _package() -> Path:
    """Return the folder of the whole package."""
    return Path(__file__).parents[1]


def _sources() -> list[Path]:
    """Return every source file that may hold compiled code, in a fixed order."""
    package = _package()
    return sorted(
        path
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in NEVER_COMPILED
    )


def sources_key() -> str:
    """Return 20 hex digits that change with any source that may be compiled.

    Raises:
        RuntimeError: The source files are not on disk.
    """
    sources = _sources()
    if not sources:
        raise RuntimeError("coopsim's source files are not on disk")
    digest = hashlib.blake2s(digest_size=10)
    for path in sources:
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(_package())} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _version_key() -> str:
    """Return 20 hex digits that change with anything that can change compiled code."""
    made_for = [
        sources_key(),
        sys.version,
        numba.__version__,
        np.__version__,
        sys.platform,
        platform.machine(),
        # Numba looks at the processor too, but `is_cached` has to know before it is asked.
        binding.get_host_cpu_name(),
        *(f"{name}={getattr(config, name, None)}" for name in _SETTINGS),
    ]
    return hashlib.blake2s("\n".join(made_for).encode(), digest_size=10).hexdigest()


def _last_use(folder: Path) -> float:
    """Return the time a folder was last used, in seconds; 0 when it is already gone."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _prune(shelf: Path, current: Path) -> None:
    """Remove other versions' folders that are old or too many; leave what cannot be removed."""
    try:
        found = [path for path in shelf.iterdir() if _FOLDER_NAME.fullmatch(path.name)]
    except OSError:
        return
    others = sorted((path for path in found if path != current), key=_last_use, reverse=True)
    oldest = time.time() - _SECONDS_KEPT
    for rank, folder in enumerate(others, start=2):
        if rank <= _FOLDERS_KEPT and _last_use(folder) >= oldest:
            continue
        doomed = folder.with_name(f"{folder.name[:20]}.{os.getpid()}.old")
        # Renamed first: another process then sees the whole folder or none of it.
        with suppress(OSError):
            folder.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
