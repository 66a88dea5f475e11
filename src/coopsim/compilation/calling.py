"""Let compiled code call a function that is known by its address only.

A rule that a user wrote is compiled by itself, so that the model's own compiled code is the same
whether there is one or not, and can be kept.
"""

# mypy: allow-untyped-calls, allow-untyped-defs, disable-error-code="misc"
# (Numba's inside has no types.)

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
from llvmlite import ir  # type: ignore[import-untyped]  # it ships no types
from numba import types
from numba.core import config
from numba.core.errors import NumbaError
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., object])
_njit: Final[Any] = numba.njit
_is_plain: Final = bool(getattr(config, "DISABLE_JIT", 0))
_array: Final[Any] = getattr(numba, "carray")  # noqa: B009 (Numba does not export it by name)
_SIGNATURE: Final = types.float64(types.CPointer(types.float64), types.CPointer(types.float64))
_compiled: Final[dict[Callable[..., object], Any]] = {}
_by_address: Final[dict[int, Callable[..., object]]] = {}


class NotCompiledError(ValueError):
    """Say that the compiler can't read a function."""


def beside(function: F) -> F:
    """Compile a function that is no part of the model, and that is not kept."""
    return cast("F", _njit(error_model="numpy")(function))


def address_of(function: Callable[..., object], n_terms: int, n_numbers: int) -> int:
    """Compile a function of two arrays of floats, and return where its code begins.

    Args:
        function: takes arrays of the given lengths, may change the first, and returns a number.
        n_terms: length of the first array.
        n_numbers: length of the second.

    Raises:
        NotCompiledError: The compiler can't read it.
    """
    if _is_plain:
        _by_address[id(function)] = function
        return id(function)
    if function not in _compiled:
        inner = beside(function)

        def native(terms, numbers):
            return inner(_array(terms, n_terms), _array(numbers, n_numbers))

        try:
            _compiled[function] = numba.cfunc(_SIGNATURE, error_model="numpy")(native)
        except NumbaError as error:
            raise NotCompiledError(str(error).splitlines()[0]) from None
    # Kept above, because code that nobody holds is thrown away.
    return int(_compiled[function].address)


@intrinsic
def _call(_, address, terms, numbers):
    """Call the function at an address with the beginnings of two arrays."""
    signature = types.float64(address, terms, numbers)

    def generate(context, builder, kinds, values):
        where, *arrays = values
        begins = [
            context.make_array(kind)(context, builder, value).data
            for kind, value in zip(kinds.args[1:], arrays, strict=True)
        ]
        double = ir.DoubleType()
        kind = ir.FunctionType(double, [double.as_pointer()] * len(begins))
        return builder.call(builder.inttoptr(where, kind.as_pointer()), begins)

    return signature, generate


def _call_plain(address: int, terms: Any, numbers: Any) -> float:
    return float(_by_address[int(address)](terms, numbers))  # type: ignore[arg-type]  # a user's function may return anything


# Without a compiler an address is that of a Python object.
call_at: Final[Any] = _call_plain if _is_plain else _call
