"""Keep the compiled code of entries on disk, and tell whether it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from numba.core import caching, config

from coopsim.compilation.folder import kept_folder

# Numba's own types leave gaps.
_config: Final[Any] = config
_function_cache: Final[Any] = caching.FunctionCache
_decorating: Final = threading.Lock()


def keep(dispatcher: Any) -> None:
    """Make an entry keep its code on disk, if there is a folder and Numba agrees to it."""
    folder, _ = kept_folder()
    if folder is not None:
        _attach_cache(dispatcher, folder)


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
    return kept_folder()[1]


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
