"""Compile an entry, with the hundreds of kernels that it calls, as one piece of work.

What one kernel taught serves all that follow, so two things that Numba and Python do over and over
are done once:

- Which code adds two numbers is found by trying all that Numba has for adding. While an entry is
  compiled, what was found for a function and the types of its arguments is remembered.
- Python looks for garbage the more often, the more there is in memory. What the compiler builds is
  needed until it ends: only what is new is looked at until then.

Together they take a fifth off a first compilation. This uses the inside of Numba 0.66 to 0.68.
"""

# mypy: allow-untyped-calls, disable-error-code="method-assign"
# (Numba's inside has no types.)

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from numba.core.compiler import Compiler
from numba.core.types import Function

# Objects made before Python looks for garbage among them, and how often it looks further back.
_YOUNG, _SELDOM = 50_000, 1_000
_resolve: Final = Function.get_call_type


class EntryCompiler(Compiler):
    """Numba's own compiler, with a memory while it works."""

    def compile_extra(self, func: Any) -> Any:
        """Compile a function and all that it calls."""
        with _remembered_calls(), _garbage_left():
            return super().compile_extra(func)


@contextmanager
def _remembered_calls() -> Iterator[None]:
    """Let the types of a call be worked out once for a built-in function and its arguments."""
    known: dict[Any, Any] = {}

    def get_call_type(self: Any, context: Any, args: Any, kws: Any) -> Any:
        call = self, args, *kws.items()
        if call not in known:
            known[call] = _resolve(self, context, args, kws)
        return known[call]

    before = Function.get_call_type
    Function.get_call_type = get_call_type
    try:
        yield
    finally:
        Function.get_call_type = before


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Let Python look for garbage among new objects only."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, _SELDOM, _SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
