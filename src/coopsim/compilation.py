"""Compile the model's functions with Numba and keep the result between starts.

`kernel` and `inlined_kernel` are for functions that compiled functions call, `entry` for the few
that Python calls. Only entries are kept on disk, with everything they call inside them. Numba
notices an edit of the entry's own file, not of a file whose functions it calls, so kept code lies
in a folder named after a hash of every source that may be compiled, and of the versions, processor
and compiler settings it was made for. A compiled function must not freeze what a YAML file says.

The folder is `kernels` in the user's cache directory, or in the directory that the environment
variable COOPSIM_CACHE_DIR names. Kept code is loaded and run as it is, so name a directory that
only trusted people can write to. With NUMBA_DISABLE_JIT=1 nothing is compiled or kept.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
import numpy as np
import platformdirs
from llvmlite import binding  # type: ignore[import-untyped]  # it ships no types
from numba.core import caching

F = TypeVar("F", bound=Callable[..., object])

# Parts of the package that hold no compiled code: editing them must not cost a compilation.
NEVER_COMPILED: Final = frozenset(
    (
        "__init__.py",
        "__main__.py",
        "agents.py",
        "analysis",
        "app",
        "cli",
        "documents",
        "experiment",
        "figures",
        "model.py",
        "runs",
        "scenario",
    )
)
# Numba's own types leave gaps; these three names are all that is used of its inside.
_njit: Final[Any] = numba.njit
_config: Final[Any] = numba.config
_function_cache: Final[Any] = caching.FunctionCache
_OPTIONS: Final = {"error_model": "numpy", "nogil": True}
# Kernels own no memory and are called from compiled code only: without reference counts and
# without wrappers for Python they run twice as fast and compile in two thirds of the time.
_INNER: Final = {**_OPTIONS, "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
# Numba's own cache does not look at these, although each of them changes the code.
_SETTINGS: Final = ("BOUNDSCHECK", "CPU_FEATURES", "CPU_NAME", "LOOP_VECTORIZE", "OPT")
_FOLDERS_KEPT: Final = 5
_SECONDS_KEPT: Final = 30 * 24 * 3600
_FOLDER_NAME: Final = re.compile(r"[0-9a-f]{20}(\.\d+\.old)?")
_decorating: Final = threading.Lock()


def kernel(function: F) -> F:
    """Compile a function that other compiled functions call."""
    return cast("F", _njit(**_INNER)(function))


def inlined_kernel(function: F) -> F:
    """Compile a small function whose body is copied to where it is called.

    A loop over such calls can be vectorised; each call site costs compile time, so keep it for the
    few functions that sit in the innermost loops.
    """
    return cast("F", _njit(forceinline=True, **_INNER)(function))


def entry(function: F) -> F:
    """Compile a function that Python calls, and keep the compiled code for the next start.

    Compilation happens at the first call of each signature. When no folder can be written the code
    is compiled at every start; `cache_state` tells.
    """
    compiled = _njit(**_OPTIONS)(function)
    # With NUMBA_DISABLE_JIT=1 it is the function itself.
    if hasattr(compiled, "py_func"):
        folder, _ = _kept_folder()
        if folder is not None:
            _attach_cache(compiled, folder)
    return cast("F", compiled)


def interpreted(function: F) -> F:
    """Return the plain Python function behind a compiled one, or the function itself."""
    return cast("F", getattr(function, "py_func", function))


def is_cached(function: Callable[..., object]) -> bool:
    """Tell whether an entry will run without being compiled first.

    True when it has been called in this process, when an earlier process left compiled code, or
    when nothing is compiled at all. An entry with several signatures counts as soon as one is kept.
    """
    dispatcher: Any = function
    if not hasattr(dispatcher, "py_func") or dispatcher.signatures:
        return True
    kept = dispatcher._cache
    return isinstance(kept, _TolerantCache) and kept.holds_code()


def cache_state() -> str:
    """Say in a sentence where compiled code is kept, or why it is not."""
    if _config.DISABLE_JIT:
        return "The model is not compiled, because NUMBA_DISABLE_JIT is set; it runs slowly."
    return _kept_folder()[1]


class _TolerantCache:
    """Numba's cache of one function, without its power to stop a run.

    Its public methods are those that a Numba dispatcher calls.
    """

    def __init__(self, function: Callable[..., object]) -> None:
        self._inner = _function_cache(function)
        self.cache_path: str = self._inner.cache_path

    def load_overload(self, sig: object, target_context: object) -> object:
        """Return the kept code of a signature, or None when there is none that can be read."""
        try:
            return self._inner.load_overload(sig, target_context)
        except Exception:  # noqa: BLE001 (half a file fails in many ways; compiling cures all)
            self.flush()
            return None

    def save_overload(self, sig: object, code: object) -> None:
        """Keep the code of a signature, unless the disk is full or the folder was pruned."""
        with suppress(OSError):
            self._inner.save_overload(sig, code)

    def flush(self) -> None:
        """Forget all kept code of the function, if the folder allows it."""
        with suppress(OSError):
            self._inner.flush()

    def holds_code(self) -> bool:
        """Tell whether the code of some signature is there."""
        files = self._inner._cache_file
        try:
            names = files._load_index().values()
        except Exception:  # noqa: BLE001 (as above; the first call replaces the file)
            return False
        return any(Path(files._data_path(name)).is_file() for name in names)


def _attach_cache(dispatcher: Any, folder: Path) -> None:
    """Make a dispatcher keep its code below the folder, if Numba agrees to that place."""
    with _decorating:
        before = _config.CACHE_DIR
        _config.CACHE_DIR = str(folder)
        try:
            kept = _TolerantCache(dispatcher.py_func)
        except (RuntimeError, OSError):
            return
        finally:
            _config.CACHE_DIR = before
    # Numba falls back to other places, where a stale copy could come from; better none.
    if Path(kept.cache_path).is_relative_to(folder):
        dispatcher._cache = kept


@cache
def _kept_folder() -> tuple[Path | None, str]:
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


def _sources() -> list[Path]:
    """Return every source file that may hold compiled code, in a fixed order."""
    package = Path(__file__).parent
    return sorted(
        path
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in NEVER_COMPILED
    )


def _version_key() -> str:
    """Return 20 hex digits that change with anything that can change compiled code."""
    sources = _sources()
    if not sources:
        raise RuntimeError("coopsim's source files are not on disk")
    made_for = [
        sys.version,
        numba.__version__,
        np.__version__,
        sys.platform,
        platform.machine(),
        # Numba looks at the processor too, but `is_cached` has to know before it is asked.
        binding.get_host_cpu_name(),
        *(f"{name}={getattr(_config, name, None)}" for name in _SETTINGS),
    ]
    digest = hashlib.blake2s("\n".join(made_for).encode(), digest_size=10)
    for path in sources:
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(Path(__file__).parent)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


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
