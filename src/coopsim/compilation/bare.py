"""Compile kernels only as far as the entry that calls them needs it.

Numba links each function with all that it calls, optimises the whole and turns it into machine
code. Of a kernel only the entry's copy ever runs, and that one is optimised with the entry. So a
kernel gets a library that holds its own code, tidied but neither linked nor optimised further,
and hands the entry that library along with those of all kernels it calls.

This uses the inside of Numba 0.66 to 0.68. Importing the module fails with ImportError or
AttributeError where a Numba has not what it needs.
"""

# mypy: allow-untyped-calls
# (Numba's inside has no types.)

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from numba.core.base import BaseContext
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder, Flags, _LowerResult
from numba.core.compiler_machinery import PassManager, register_pass
from numba.core.cpu import CPUContext
from numba.core.errors import UnsupportedError
from numba.core.typed_passes import InlineOverloads, NativeLowering, NopythonRewrites
from numba.core.types import intp, uintp
from numba.core.untyped_passes import InlineClosureLikes
from numba.np import arrayobj

# What is used below without being imported or overridden: to fail here and not while compiling.
_USED: Final = (
    BaseContext.insert_user_function,
    CPUContext.get_env_manager,
    Flags.no_compile,
    Flags.values,
    _LowerResult.cfunc,
    arrayobj.fix_integer_index,
)
# They look for what kernels don't have: closures, expressions on whole arrays, functions of other
# libraries that ask to be copied. Each costs a walk through every function.
_IDLE_PASSES: Final = frozenset((InlineClosureLikes, InlineOverloads, NopythonRewrites))


class _KernelLibrary(JITCodeLibrary):
    """The code of one kernel, to be linked, optimised and run as part of an entry."""

    def __init__(self, codegen: Any, name: str) -> None:
        super().__init__(codegen, name)
        self.called: dict[Any, None] = {}

    def add_linking_library(self, library: Any) -> None:
        """Note a library that the entry has to link along with this one."""
        self.called[library] = None

    def finalize(self) -> None:
        """Close the library, leaving the calls in it open."""
        self._finalized = True


class _KernelFlags(Flags):
    """Options that know themselves by those that are set.

    Numba compares and hashes options at each call that it resolves, all forty of them.
    """

    def values(self) -> dict[str, Any]:
        """Return the options that are set."""
        return dict(self._values)


def _refuse_objects(*_: Any) -> NoReturn:
    """Stop a kernel that would need Python's objects: it hangs, for nobody hands it any."""
    raise UnsupportedError("a kernel has no Python objects, so it cannot print them")


def _take_as_it_is(context: Any, builder: Any, kind: Any, index: Any, _: Any) -> Any:
    """Return an index as the machine takes it: a kernel never counts from the end of an array."""
    return context.cast(builder, index, kind, intp if kind.signed else uintp)


@contextmanager
def _plain_indices() -> Iterator[None]:
    """Let kernels index without asking each time whether the index is negative.

    Numba compiles one function at a time, in whatever thread, so no other is touched.
    """
    ordinary = arrayobj.fix_integer_index
    arrayobj.fix_integer_index = _take_as_it_is
    try:
        yield
    finally:
        arrayobj.fix_integer_index = ordinary


@register_pass(mutates_CFG=True, analysis_only=False)
class _KernelLowering(NativeLowering):
    """Write a kernel's code into a library of its own, and stop there."""

    _name = "kernel_lowering"

    def run_pass(self, state: Any) -> bool:
        """Lower the kernel and make it known to those that will call it."""
        library = _KernelLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library = library
        state.targetctx.get_env_manager = _refuse_objects
        with _plain_indices():
            super().run_pass(state)
        # Python calls what stands here. There is no code to be called, and Numba wants a built-in
        # that takes positional and keyword arguments: one that fails with a KeyError of this name.
        refusal = f"{{kernel {state.func_id.func_name} can be called from compiled code only}}"
        state.cr = state.cr._replace(cfunc=refusal.format)
        linked = [library, *library.called]
        state.targetctx.insert_user_function(state.cr.cfunc, state.cr.fndesc, linked)
        return True


class KernelCompiler(CompilerBase):
    """Numba's compiler, up to a kernel's code and no further."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.state.flags = _KernelFlags(self.state.flags)
        self.state.flags.no_compile = True

    def define_pipelines(self) -> list[PassManager]:
        """Return Numba's passes without the idle ones, and with the kernels' own lowering."""
        pipeline = DefaultPassBuilder.define_nopython_pipeline(self.state)
        pipeline.passes = [
            (_KernelLowering if step is NativeLowering else step, description)
            for step, description in pipeline.passes
            if step not in _IDLE_PASSES
        ]
        pipeline.finalize()
        return [pipeline]
