from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coopsim.errors import InputError
from coopsim.runs.executors import on_dask, on_threads, usable_cores


def slow_first(number: int, halted: Callable[[], bool]) -> int:
    """Take longer for the jobs that come first."""
    assert not halted()
    time.sleep(0.02 / (1 + number))
    return number * number


@pytest.mark.parametrize("workers", [1, 4])
def test_results_come_in_the_order_of_jobs(workers: int) -> None:
    assert list(on_threads(slow_first, range(12), workers)) == [n * n for n in range(12)]


def test_jobs_run_side_by_side() -> None:
    # Passes only if both wait for each other at the same time.
    barrier = threading.Barrier(2, timeout=20)

    def together(number: int, _: Callable[[], bool]) -> int:
        barrier.wait()
        return number

    assert list(on_threads(together, range(4), 2)) == [0, 1, 2, 3]


def test_no_more_jobs_are_handed_out_than_are_soon_done() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    results = on_threads(lambda number, _: number, numbers(), 1)
    assert next(results) == 0
    assert len(asked) <= 8
    results.close()


def test_jobs_that_nobody_waits_for_are_halted() -> None:
    halted_after: list[float] = []

    def endless(number: int, halted: Callable[[], bool]) -> int:
        began = time.perf_counter()
        while number > 0 and not halted():
            time.sleep(0.001)
        halted_after.append(time.perf_counter() - began)
        return number

    results = on_threads(endless, range(3), 2)
    assert next(results) == 0
    results.close()
    assert len(halted_after) >= 2


def test_the_error_of_a_job_comes_in_its_turn() -> None:
    def failing(number: int, _: Callable[[], bool]) -> int:
        if number == 2:
            raise ArithmeticError("the third job fails")
        return number

    results = on_threads(failing, range(5), 2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ArithmeticError, match="the third job fails"):
        next(results)


def test_there_is_at_least_one_core() -> None:
    assert usable_cores() >= 1


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r'Dask is not installed; pip install "coopsim\[dask\]"'):
        next(on_dask(slow_first, range(2), "tcp://127.0.0.1:1"))


def test_what_is_no_scheduler_is_refused_at_once(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: its refusals not tested")
    with pytest.raises(InputError, match=r"nofile\.json: is no address, and there is no"):
        next(on_dask(slow_first, range(2), "nofile.json"))
    for text in ("junk", "{}", "[1]", '{"address'):
        file = tmp_path / "scheduler.json"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="is not the file of a Dask scheduler"):
            next(on_dask(slow_first, range(2), str(file)))
