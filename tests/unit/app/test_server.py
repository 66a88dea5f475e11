from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, cast

import numpy as np
import pytest
import uvicorn
from websockets.sync.client import connect
from websockets.typing import Origin

from coopsim.app.packing import pack, unpack
from coopsim.app.server import LOCAL, application, configuration, listening, live_page
from coopsim.app.stage import Stage
from coopsim.errors import CoopsimError, InputError
from unit.app.samples import PATIENCE, awaited
from unit.runs.samples import scenario

STEPS = 8
# Steps of a run that is longer than any buffer, and bytes of a small one.
MANY, LITTLE = 150, 4096
# Bytes for one reader beyond which asyncio makes its writer wait.
HIGH_WATER = 65536


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(scenario(STEPS), 1)
    awaited(made.runs[0], 1)
    yield made
    made.close()


@pytest.fixture
def port(stage: Stage) -> Iterator[int]:
    with listening(0) as listener, served(listener, stage):
        yield int(listener.getsockname()[1])


@contextmanager
def served(listener: socket.socket, stage: Stage) -> Iterator[uvicorn.Server]:
    app = application(live_page(stage), int(listener.getsockname()[1]), stage)
    server = uvicorn.Server(configuration(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield server
    server.should_exit = True
    thread.join()


def tab(port: int, **settings: Any) -> Any:
    origin = Origin(f"http://{LOCAL}:{port}")
    url = f"ws://{LOCAL}:{port}/runs"
    return connect(url, origin=origin, max_size=None, close_timeout=1, **settings)


def heard(socket_: Any, steps: int) -> list[Any]:
    """Receive until so many steps have come; return the packed messages."""
    trees: list[Any] = []
    while sum(tree.get("steps", 0) for tree in trees if "reel" in tree) < steps:
        message = socket_.recv(PATIENCE)
        if isinstance(message, bytes):
            trees.append(unpack(message))
    return trees


def test_a_tab_hears_of_every_step(port: int, stage: Stage) -> None:
    with tab(port) as one:
        one.send(json.dumps({"do": "speed", "value": 1000}))
        one.send(json.dumps({"do": "run"}))
        head, *reels = heard(one, STEPS)
    assert head["seed"] == 1
    assert [reel["reel"] for reel in reels] == sorted(reel["reel"] for reel in reels)
    assert stage.runs[0].is_over


def test_a_tab_that_stalls_stops_nobody_and_catches_up() -> None:
    stage = Stage(scenario(MANY), 1)
    with listening(0) as listener, closing(stage):
        # What the system holds back for a tab that does not read; the tab holds one message.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)
        port = int(listener.getsockname()[1])
        with (
            served(listener, stage) as server,
            socket.socket() as slow,
            tab(port) as other,
        ):
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
            slow.connect((LOCAL, port))
            with tab(port, sock=slow, max_queue=1) as stalled:
                other.send(json.dumps({"do": "speed", "value": 1000}))
                other.send(json.dumps({"do": "run"}))
                sizes = [len(pack(tree)) for tree in heard(other, MANY)]
                held = max(waiting(server))
                _, *reels = heard(stalled, MANY)
    # It was far behind, and what was kept for it is one message beyond what asyncio lets wait.
    assert sum(sizes) > 4 * (HIGH_WATER + 2 * LITTLE)
    assert 0 < held <= HIGH_WATER + max(sizes)
    reached = np.cumsum([reel["steps"] for reel in reels])
    assert [reel["reel"] for reel in reels] == [0, *reached[:-1]]
    assert reached[-1] == MANY


def waiting(server: uvicorn.Server) -> list[int]:
    """Return how many bytes are kept for each tab."""
    tabs: Any = server.server_state.connections
    return [each.transport.get_write_buffer_size() for each in tabs]


def test_a_tab_that_comes_late_hears_what_it_missed(port: int, stage: Stage) -> None:
    stage.obey({"do": "speed", "value": 1000})
    stage.obey({"do": "run"})
    awaited(stage.runs[0], STEPS)
    with tab(port) as late:
        assert heard(late, STEPS)[1]["steps"] == STEPS


@pytest.mark.parametrize("words", ["not json", "[]", '{"do": "dance"}'])
def test_a_complaint_goes_to_the_tab_that_asked(port: int, words: str) -> None:
    with tab(port) as one:
        one.send(words)
        while True:
            message = one.recv(PATIENCE)
            if isinstance(message, str) and "complaint" in message:
                break
    assert "did not understand" in message


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/../../etc/passwd", 404), ("/x", 404)])
def test_there_is_one_page_and_no_way_to_files(port: int, path: str, status: int) -> None:
    connection = http.client.HTTPConnection(LOCAL, port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == status
    assert answer.headers["Cache-Control"] == "no-store"


class FewRuns:
    """Stand for the runs of a sweep: number 3 can't be made again."""

    def page(self, *numbers: int) -> str:
        if 3 in numbers:
            raise CoopsimError("it failed: <b>")
        return f"runs {numbers}"


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/run/5", 200, "runs (5,)"), ("/run/5/2", 200, "runs (5, 2)"),
        ("/run/3", 409, "This run can&#x27;t be shown: it failed: &lt;b&gt;"),
        ("/run/x", 404, ""), ("/run/-1", 404, ""), ("/run/../../etc/passwd", 404, ""),
        ("/runs", 404, ""),
    ],
)  # fmt: skip
def test_runs_of_a_sweep_are_asked_for_by_number(path: str, status: int, text: str) -> None:
    app = application("atlas", 80, reruns=cast("Any", FewRuns()))
    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"o=trust",
             "headers": [(b"host", b"127.0.0.1:80")]}  # fmt: skip
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # what a server would hold besides is not looked at
    assert answers[0]["status"] == status
    assert text in answers[1]["body"].decode()


def test_it_listens_on_this_computer_only() -> None:
    with listening(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_refused_and_passed_over() -> None:
    with socket.create_server((LOCAL, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"--port: port {port} can't be used"):
            listening(port)
