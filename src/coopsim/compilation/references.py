"""Hand a tuple of arrays from kernel to kernel as one address.

Numba passes a named tuple as all the numbers that describe its arrays, three hundred for the
world: each call writes them down, in the compiler and in the machine. A tuple whose class is
registered here is written to memory once, when Python hands it over; every kernel gets the address
and reads the arrays it needs. Nobody writes there, and the compiler is told so.

This uses the inside of Numba 0.66 to 0.68.
"""

# mypy: allow-untyped-calls, disable-error-code="misc, override, untyped-decorator"
# (Numba's inside has no types.)

from __future__ import annotations

from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]  # it ships no types
from numba.core import cgutils, types
from numba.core.datamodel.models import PrimitiveModel
from numba.core.imputils import impl_ret_borrowed
from numba.core.pythonapi import NativeValue
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_getattr_generic, register_model, typeof_impl, unbox

# Newer versions of the compiler have another word for it.
_KNOWN: Final = ir.values.ArgumentAttributes._known
_NOT_KEPT: Final = "captures(none)" if "captures(none)" in _KNOWN else "nocapture"
_typeof_tuple: Final = typeof_impl.dispatch(tuple)


class Reference(types.Type):
    """The type of a named tuple that is known by its address.

    Args:
        whole: the type of the tuple itself.
    """

    def __init__(self, whole: types.NamedTuple) -> None:
        self.whole = whole
        super().__init__(f"reference({whole})")


def by_reference(named_tuple: type) -> None:
    """Let compiled code hand on the tuples of a class by their address."""
    typeof_impl.register(named_tuple)(_typeof_reference)


def _typeof_reference(value: Any, context: Any) -> Reference:
    return Reference(_typeof_tuple(value, context))


@register_model(Reference)
class _ReferenceModel(PrimitiveModel):
    """An address, which the function that gets it neither keeps nor writes to."""

    def __init__(self, models: Any, kind: Reference) -> None:
        super().__init__(models, kind, models.lookup(kind.whole).get_value_type().as_pointer())

    def from_argument(self, _: Any, value: Any) -> Any:
        """Return the address, and tell the compiler what may be done to it."""
        for attribute in ("noalias", _NOT_KEPT):
            value.add_attribute(attribute)
        return value


@infer_getattr
class _Members(AttributeTemplate):
    key = Reference

    def generic_resolve(self, kind: Reference, name: str) -> Any:
        fields = kind.whole.fields
        return kind.whole[fields.index(name)] if name in fields else None


@lower_getattr_generic(Reference)
def _read(context: Any, builder: Any, kind: Reference, address: Any, name: str) -> Any:
    index = kind.whole.fields.index(name)
    member = builder.load(cgutils.gep_inbounds(builder, address, 0, index))
    return impl_ret_borrowed(context, builder, kind.whole[index], member)


@unbox(Reference)
def _take_over(kind: Reference, named_tuple: Any, c: Any) -> NativeValue:
    native = c.unbox(kind.whole, named_tuple)

    def give_back() -> None:
        if native.cleanup is not None:
            native.cleanup()
        if c.context.enable_nrt:
            c.context.nrt.decref(c.builder, kind.whole, native.value)

    address = cgutils.alloca_once_value(c.builder, native.value)
    return NativeValue(address, cleanup=give_back, is_error=native.is_error)
