from __future__ import annotations

import pytest

from coopsim.compilation import entry, interpreted, kernel


@pytest.mark.compiled
def test_interpreted_returns_the_function_as_it_was_written() -> None:
    def half(x: float) -> float:
        return x / 2.0

    assert interpreted(kernel(half)) is half
    assert interpreted(half) is half


@pytest.mark.compiled
def test_division_follows_numpy() -> None:
    @entry
    def ratio(x: float, y: float) -> float:
        return x / y

    assert ratio(1.0, 0.0) == float("inf")


@pytest.mark.compiled
def test_a_kernel_is_compiled_once_for_all_constants() -> None:
    @kernel
    def shifted(x: int, by: int) -> int:
        return x + by

    @entry
    def shift_thrice(x: int) -> int:
        return shifted(shifted(shifted(x, 1), 2), x)

    assert shift_thrice(4) == 11
    assert len(shifted.signatures) == 1  # type: ignore[attr-defined]  # Numba's own
