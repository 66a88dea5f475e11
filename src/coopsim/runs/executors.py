"""Where the work of a sweep is done: threads here, or Dask's workers wherever they are.

An executor is given numbers of jobs and hands the results back in that order, whoever finished
first, so that nothing that is made of them depends on timing.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from coopsim.errors import Fault, InputError

Result = TypeVar("Result")
# One piece of work, by its number: the same number gives the same result. It raises once the
# function that it is given says that nobody waits any more.
Job: TypeAlias = Callable[[int, Callable[[], bool]], Result]
# Close it to give up what is under way.
Results: TypeAlias = Generator[Result, None, None]
# Jobs handed out for each worker: one in work, the others so that none waits for the slowest.
_AHEAD: Final = 4
# A job that was lost with so many workers is given up.
_LIVES: Final = 10
_PATIENCE: Final = "30s"
_ADDRESS: Final = re.compile(r"([a-z]+://)?.+:\d+(/.*)?")


def usable_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        # A container or a batch system may allow fewer than the machine has.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def on_threads(job: Job[Result], numbers: Iterable[int], workers: int) -> Results[Result]:
    """Do jobs on threads of this process; compiled code lets several run at once.

    Closing the iterator, or an error in it, stops the jobs that are under way.
    """
    # A thread cannot be ended from outside; it has to look now and then.
    halt = threading.Event()
    pool = ThreadPoolExecutor(workers, "sweep")
    try:
        yield from _in_order(
            # What is allowed here, such as running a rule of the user's own, is allowed there.
            lambda number: pool.submit(copy_context().run, job, number, halt.is_set),
            numbers,
            _AHEAD * workers,
        )
    finally:
        halt.set()
        pool.shutdown(wait=True, cancel_futures=True)


def on_dask(job: Job[Result], numbers: Iterable[int], scheduler: str) -> Results[Result]:
    """Do jobs on the workers of a Dask cluster; what is lost with a worker is done again.

    Args:
        job: sent once to every worker, also to those that come later.
        numbers: of the jobs.
        scheduler: address such as tcp://host:8786, or the path of a scheduler file.

    Raises:
        InputError: Dask is not installed, or no scheduler answers.
    """
    distributed = _distributed()
    client = _client(distributed, scheduler)
    try:
        yield from _with_client(distributed, client, job, numbers)
    finally:
        client.close()


def _with_client(
    distributed: Any, client: Any, job: Job[Result], numbers: Iterable[int]
) -> Iterator[Result]:
    key = f"coopsim-{os.getpid()}-{id(job)}"

    class Tools(distributed.WorkerPlugin):  # type: ignore[misc]  # Dask is typed as Any here
        """Hold the job on a worker: a plugin also reaches workers that join later."""

        name = key
        idempotent = False

        def do(self, number: int) -> Result:
            return job(number, _never)

    client.register_plugin(Tools())
    n_workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    try:
        yield from _in_order(
            # Not pure: Dask must not take the result of another sweep for this one's.
            lambda number: client.submit(_at_worker, key, number, pure=False, retries=_LIVES),
            numbers,
            _AHEAD * n_workers,
        )
    finally:
        client.unregister_worker_plugin(key)


def _at_worker(key: str, number: int) -> Any:
    from distributed import get_worker

    tools: Any = get_worker().plugins[key]
    return tools.do(number)


def _never() -> bool:
    return False


def _in_order(submit: Callable[[int], Any], numbers: Iterable[int], ahead: int) -> Iterator[Any]:
    """Keep so many jobs handed out; yield results in the order of numbers."""
    # Waiting for the oldest keeps the order; others go on meanwhile, as many as are handed out.
    out: deque[Any] = deque()
    try:
        for number in numbers:
            out.append(submit(number))
            if len(out) >= ahead:
                yield out.popleft().result()
        while out:
            yield out.popleft().result()
    finally:
        for future in out:
            future.cancel()


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        hint = 'pip install "coopsim[dask]"'
        raise InputError([Fault(None, "--executor", "Dask is not installed", hint)]) from None
    return distributed


def _client(distributed: Any, scheduler: str) -> Any:
    address = _address(scheduler)
    try:
        return distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with: dask scheduler, and workers with: dask worker ADDRESS"
        raise _refused(
            scheduler, f"no Dask scheduler answers there: {error!s:.120}", hint
        ) from None


def _address(scheduler: str) -> str:
    """Return the address of a scheduler, from its file if it is one.

    Dask itself would wait a minute for what is no address, and trip over what is no such file.
    """
    hint = "an address looks like tcp://127.0.0.1:8786; a scheduler writes its file when it starts"
    if not Path(scheduler).is_file():
        if not _ADDRESS.fullmatch(scheduler):
            raise _refused(scheduler, "is no address, and there is no such file", hint)
        return scheduler
    try:
        return str(json.loads(Path(scheduler).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, LookupError, TypeError):
        raise _refused(scheduler, "is not the file of a Dask scheduler", hint) from None


def _refused(scheduler: str, message: str, hint: str) -> InputError:
    return InputError([Fault(None, f"--scheduler {scheduler}", message, hint)])
