from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopsim.compilation import entry, inlined_kernel, kernel
from coopsim.compilation.bare import KernelCompiler
from coopsim.world.world import Numbers
from starting import START, start

pytestmark = pytest.mark.compiled

# Taken away before the small package is read, as if Numba had never had it.
OTHER_NUMBA = """
import numba
from numba.core import {module}
del {module}.{name}
"""
CHOSEN = """
import json, sys
from coopsim.phases.inner import scaled
json.dump(scaled._compiler.pipeline_class.__name__, sys.stdout)
"""
OVERSHOOT = """
import numpy as np
from coopsim.compilation import entry, kernel

@kernel
def put(values, place):
    values[place] = 1.0

@entry
def fill(values, place):
    put(values, place)
"""
CAUGHT = """
import json, sys
import numpy as np
from coopsim.overshoot import fill
fill(np.zeros(3), 2)
try:
    fill(np.zeros(3), {place})
except IndexError as error:
    json.dump(str(error), sys.stdout)
"""


def compiled_once(function: Any) -> Any:
    """Return what Numba keeps of the one signature of a function."""
    (result,) = function.overloads.values()
    return result


def test_kernels_of_kernels_arrive_in_the_entry() -> None:
    @inlined_kernel
    def one() -> float:
        return 1.0

    @kernel
    def left(x: float) -> float:
        return x + one()

    @kernel
    def right(x: float) -> float:
        return left(x) * 10.0

    @entry
    def both(x: float) -> float:
        return left(x) + right(x) + one()

    assert both(1.0) == 23.0
    assert both(2.0) == 34.0


def test_a_kernel_with_several_signatures_has_code_for_each() -> None:
    @kernel
    def double(x: float) -> float:
        return x + x

    @entry
    def sums(x: float, n: int) -> float:
        return double(x) / double(n)

    assert sums(3.0, 4) == 0.75


def test_a_kernel_holds_its_own_code_only() -> None:
    @kernel
    def inner(x: float) -> float:
        return x * 3.0

    @kernel
    def outer(x: float) -> float:
        return inner(x) + 1.0

    @entry
    def run(x: float) -> float:
        return outer(x)

    assert run(1.0) == 4.0
    defined = [f.name for f in compiled_once(outer).library.get_defined_functions()]
    assert len(defined) == 1
    assert "outer" in defined[0]
    assert any("run" in f.name for f in compiled_once(run).library.get_defined_functions())


@pytest.mark.parametrize("has_run", [False, True])
def test_python_is_refused_by_name(has_run: bool) -> None:
    @kernel
    def halved(x: float) -> float:
        return x / 2.0

    @entry
    def run(x: float) -> float:
        return halved(x)

    if has_run:
        assert run(1.0) == 0.5
    with pytest.raises(KeyError, match="kernel halved can be called from compiled code only"):
        halved(1.0)


def test_an_error_of_types_names_the_kernel_and_the_line() -> None:
    @kernel
    def mistaken(x: float) -> float:
        return x.no_such_thing  # type: ignore[attr-defined, no-any-return]  # what is tested

    @entry
    def run(x: float) -> float:
        return mistaken(x)

    with pytest.raises(Exception, match=r"(?s)no_such_thing.*mistaken.*test_bare\.py"):
        run(1.0)


def test_a_kernel_that_prints_is_refused_and_not_left_hanging() -> None:
    @kernel
    def chatty(x: float) -> float:
        print(x)  # noqa: T201  # what is tested
        return x

    @entry
    def run(x: float) -> float:
        return chatty(x)

    with pytest.raises(Exception, match=r"(?s)a kernel has no Python objects.*chatty"):
        run(1.0)


def test_an_exception_passes_from_the_kernel_to_python() -> None:
    @kernel
    def strict(x: float) -> float:
        if x > 1.0:
            raise ValueError("too large")
        return x

    @entry
    def run(x: float) -> float:
        return strict(x)

    assert run(1.0) == 1.0
    with pytest.raises(ValueError, match="too large"):
        run(2.0)


@pytest.mark.parametrize("place", [3, -1])
def test_writing_beyond_an_end_is_caught_when_asked(
    place: int, small: Path, tmp_path: Path
) -> None:
    (small / "coopsim" / "overshoot.py").write_text(OVERSHOOT, encoding="utf-8")
    caught = start(small, tmp_path / "home", CAUGHT.format(place=place), NUMBA_BOUNDSCHECK="1")
    assert caught == "index is out of bounds"


def test_a_kernel_does_not_count_from_the_end_and_others_still_do() -> None:
    @kernel
    def pick(values: Numbers, place: int) -> float:
        return float(values[place])

    @entry
    def pick_both(values: Numbers, place: int) -> tuple[float, float]:
        return pick(values, place), float(values[place])

    # What stands before the part that is handed over.
    assert pick_both(np.arange(4.0)[2:], -1) == (1.0, 3.0)
    assert pick_both(np.arange(4.0)[2:], 1) == (3.0, 3.0)


@pytest.mark.parametrize(
    ("module", "name"),
    [("untyped_passes", "InlineClosureLikes"), ("compiler", "_LowerResult")],
)
def test_another_numba_compiles_kernels_in_its_own_way(
    module: str, name: str, small: Path, tmp_path: Path
) -> None:
    other = OTHER_NUMBA.format(module=module, name=name)
    assert start(small, tmp_path / "home", CHOSEN) == KernelCompiler.__name__
    assert start(small, tmp_path / "home", other + CHOSEN) == "Compiler"


def test_kernels_compiled_in_numbas_own_way_give_the_same(small: Path, tmp_path: Path) -> None:
    other = OTHER_NUMBA.format(module="untyped_passes", name="InlineClosureLikes")
    first, second = (start(small, tmp_path / "home", other + START) for _ in range(2))
    assert (first["hits"], first["result"]) == (0, 7.0)
    assert (second["ready"], second["hits"], second["result"]) == (True, 1, 7.0)
