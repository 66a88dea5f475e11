from __future__ import annotations

import gc
from typing import Any

import pytest
from numba.core.types import Function

from coopsim.compilation import entry, kernel

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


def test_numba_and_python_are_left_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    before = Function.get_call_type, gc.get_threshold()

    def watched(*arguments: Any) -> Any:
        seen.append((Function.get_call_type, gc.get_threshold()))
        return before[0](*arguments)

    monkeypatch.setattr("coopsim.compilation.whole._resolve", watched)

    @entry
    def fails(x: Any) -> Any:
        return (x + x).no_such_thing

    with pytest.raises(Exception, match="no_such_thing"):
        fails(1.0)
    assert seen
    assert all(then[0] is not before[0] and then[1] != before[1] for then in seen)
    assert (Function.get_call_type, gc.get_threshold()) == before
