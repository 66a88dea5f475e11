"""Say how a function is compiled: called by Python, or by compiled functions only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
from numba.core import types

from coopsim.compilation.keeping import keep

F = TypeVar("F", bound=Callable[..., object])

# Numba's own types leave gaps.
_njit: Final[Any] = numba.njit
_unliteral: Final[Any] = types.unliteral
_OPTIONS: Final = {"error_model": "numpy", "nogil": True}
# Kernels own no memory and are called from compiled code only: without reference counts and
# without wrappers for Python they run twice as fast and compile in two thirds of the time.
_INNER: Final[dict[str, Any]] = {
    **_OPTIONS,
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
_OUTER: Final[dict[str, Any]] = {**_OPTIONS}
try:
    from coopsim.compilation.bare import KernelCompiler
    from coopsim.compilation.whole import EntryCompiler
except (ImportError, AttributeError):
    # Another Numba, whose inside differs: all compile as other functions do, only slower.
    pass
else:
    _INNER["pipeline_class"] = KernelCompiler
    _OUTER["pipeline_class"] = EntryCompiler


def kernel(function: F) -> F:
    """Compile a function that other compiled functions call."""
    return cast("F", _general(_njit(**_INNER)(function)))


def inlined_kernel(function: F) -> F:
    """Compile a small function whose body is copied to where it is called.

    A loop over such calls can be vectorised; each call site costs compile time, so keep it for the
    few functions that sit in the innermost loops.
    """
    return cast("F", _general(_njit(forceinline=True, **_INNER)(function)))


def _general(dispatcher: Any) -> Any:
    """Let a kernel be compiled once for all whole numbers, not anew for each constant."""
    if hasattr(dispatcher, "py_func"):
        resolve = dispatcher.get_call_template
        dispatcher.get_call_template = lambda arguments, named: resolve(
            [_unliteral(each) for each in arguments],
            {name: _unliteral(each) for name, each in named.items()},
        )
    return dispatcher


def entry(function: F) -> F:
    """Compile a function that Python calls, and keep the compiled code for the next start.

    Compilation happens at the first call of each signature. When no folder can be written the code
    is compiled at every start; `cache_state` tells.
    """
    compiled = _njit(**_OUTER)(function)
    # With NUMBA_DISABLE_JIT=1 it is the function itself.
    if hasattr(compiled, "py_func"):
        keep(compiled)
    return cast("F", compiled)


def interpreted(function: F) -> F:
    """Return the plain Python function behind a compiled one, or the function itself."""
    return cast("F", getattr(function, "py_func", function))
