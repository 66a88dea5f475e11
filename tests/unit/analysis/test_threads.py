from __future__ import annotations

import threading
import time

import pytest

from coopsim.analysis.threads import spread


def test_results_come_in_the_order_of_the_things() -> None:
    def slow_if_first(n: int) -> int:
        time.sleep(0.05 if n == 0 else 0.0)
        return n * n

    assert list(spread(slow_if_first, range(20))) == [n * n for n in range(20)]


def test_work_is_done_in_other_threads() -> None:
    assert threading.get_ident() not in set(spread(lambda _: threading.get_ident(), range(4)))


def test_what_has_not_begun_is_not_done_once_something_failed() -> None:
    done: list[int] = []

    def fail_at_once(n: int) -> None:
        if n == 0:
            raise ValueError("no luck")
        time.sleep(0.01)
        done.append(n)

    with pytest.raises(ValueError, match="no luck"):
        list(spread(fail_at_once, range(500)))
    assert len(done) < 400


def test_stopping_early_leaves_the_rest_undone() -> None:
    done: list[int] = []

    def take_down(n: int) -> int:
        time.sleep(0.002)
        done.append(n)
        return n

    found = spread(take_down, range(500))
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined] # an iterator to callers, a generator in fact
    assert len(done) < 400
