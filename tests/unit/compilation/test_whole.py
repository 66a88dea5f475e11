from __future__ import annotations

import gc
from typing import Any

import pytest
from numba.core.types import Function

from coopsim.compilation import entry, kernel
from coopsim.compilation.whole import EntryCompiler

pytestmark = pytest.mark.compiled


def test_what_adding_two_numbers_takes_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    before = Function.get_call_type

    def watched(self: Any, context: Any, args: Any, kws: Any) -> Any:
        asked.append((self, args))
        return before(self, context, args, kws)

    monkeypatch.setattr("coopsim.compilation.whole._resolve", watched)

    @kernel
    def one(x: float) -> float:
        return x + x + 1.5

    @kernel
    def other(x: float) -> float:
        return one(x) + x

    @entry
    def run(x: float) -> float:
        return other(x) + one(x)

    assert run(2.0) == 13.0
    assert asked
    assert len(asked) == len(set(asked))


def test_numba_and_python_are_left_as_they_were() -> None:
    seen = []

    class Watching(EntryCompiler):
        def _compile_bytecode(self) -> Any:
            seen.append((Function.get_call_type, gc.get_threshold()))
            return super()._compile_bytecode()  # type: ignore[no-untyped-call]  # Numba's inside has no types

    before = Function.get_call_type, gc.get_threshold()

    @entry
    def fails(x: float) -> float:
        return x.no_such_thing  # type: ignore[attr-defined, no-any-return]  # what is tested

    dispatcher: Any = fails
    dispatcher._compiler.pipeline_class = Watching
    with pytest.raises(Exception, match="no_such_thing"):
        fails(1.0)
    ((resolve, threshold),) = seen
    assert resolve is not before[0]
    assert threshold != before[1]
    assert (Function.get_call_type, gc.get_threshold()) == before
