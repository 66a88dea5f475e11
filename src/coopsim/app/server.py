"""Serve pages on this computer: a film, a sweep with its runs, or live runs by WebSocket."""

from __future__ import annotations

import asyncio
import gc
import html
import json
import socket
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from coopsim.app.film import reel_of
from coopsim.app.guard import Guard
from coopsim.app.live import LiveRun
from coopsim.app.packing import pack
from coopsim.app.page import page
from coopsim.app.reruns import Reruns
from coopsim.app.stage import Stage
from coopsim.errors import CoopsimError, Fault, InputError

LOCAL: Final = "127.0.0.1"
PORT: Final = 8765
# Steps sent in one message, so that a tab that comes late shows something soon.
STEPS_A_MESSAGE: Final = 50
_APOLOGY: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>No run – coopsim</title>'
    '<p>{}</p><p><a href="/">Back to the sweep</a></p></html>\n'
)
# The largest wish: every number of every mechanism.
LARGEST_WISH: Final = 100_000


def application(
    text: str, port: int, stage: Stage | None = None, reruns: Reruns | None = None
) -> ASGIApp:
    """Make the application: one page, and what it may ask for.

    Args:
        text: the page.
        port: where it will listen.
        stage: live runs; None if the page shows something finished.
        reruns: the runs of a sweep; None if the page shows no sweep.
    """

    async def front(_: Request) -> Response:
        return HTMLResponse(text)

    routes: list[Any] = [Route("/", front)]
    if stage is not None:
        routes.append(WebSocketRoute("/runs", _Watching(stage).serve))
    if reruns is not None:
        again = partial(_again, reruns)
        routes += [Route("/run/{one:int}", again), Route("/run/{one:int}/{other:int}", again)]

    return Guard(Starlette(routes=routes), port)


async def _again(reruns: Reruns, request: Request) -> Response:
    """Answer with the page of a run of a sweep, or say why it can't be made again."""
    numbers = [int(request.path_params[name]) for name in ("one", "other")
               if name in request.path_params]  # fmt: skip
    try:
        return HTMLResponse(await asyncio.to_thread(reruns.page, *numbers))
    except CoopsimError as error:
        text = f"This run can't be shown: {error}"
        return HTMLResponse(_APOLOGY.format(html.escape(text)), 409)


def live_page(stage: Stage) -> str:
    """Return the page that asks this server for runs."""
    scenario = stage.runs[0].scenario
    return page(scenario.title or scenario.name)


def listening(port: int | None) -> socket.socket:
    """Return a socket that listens on this computer only.

    Args:
        port: which one; None for PORT, or a free one if that is taken.

    Raises:
        InputError: The port is taken.
    """
    try:
        return socket.create_server((LOCAL, PORT if port is None else port))
    except OSError as error:
        if port is None:
            return socket.create_server((LOCAL, 0))
        message = f"port {port} can't be used: {error.strerror}"
        raise InputError((Fault(None, "--port", message, "leave it out for a free one"),)) from None


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until somebody interrupts it.

    Args:
        app: what to serve.
        listener: where.
        ready: called when pages can be asked for.
    """
    server = _Server(configuration(app), ready)
    # Each full collection would go through all that was loaded, and hold every run and tab up for
    # a third of a second.
    gc.freeze()
    server.run(sockets=[listener])


def configuration(app: ASGIApp) -> uvicorn.Config:
    """Return how an application is served."""
    return uvicorn.Config(
        # An interruption is the way to end it: what it cuts off would be told as errors.
        app, log_level="critical", access_log=False, server_header=False, lifespan="off",
        # Tabs stay connected for as long as they are open, also those that sleep.
        ws_max_size=LARGEST_WISH, ws_ping_interval=None, timeout_graceful_shutdown=1,
        # Nothing leaves this computer: packing tightly would only cost time.
        ws_per_message_deflate=False,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """Call somebody when it has begun to listen."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


# Tabs that keep up ask for the same steps at about the same time.
@lru_cache(maxsize=8)
def _reel(run: LiveRun, number: int, first: int, until: int) -> bytes:
    return pack({"run": number, **reel_of(run.frames[first:until], run.names)})


class _Watching:
    """Serve one stage to any number of tabs, each at its own pace."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def serve(self, tab: WebSocket) -> None:
        """Send a tab all that happens, and do what it asks for, until it leaves."""
        await tab.accept()
        news, loop = asyncio.Event(), asyncio.get_running_loop()
        news.set()

        def wake() -> None:
            # The runs are made in threads of their own, which may outlive the loop.
            if not loop.is_closed():
                loop.call_soon_threadsafe(news.set)

        stop = self._stage.listen(wake)
        sending = asyncio.create_task(self._send(tab, news))
        try:
            await self._receive(tab)
        except WebSocketDisconnect:
            pass
        finally:
            stop()
            sending.cancel()

    async def _receive(self, tab: WebSocket) -> None:
        while True:
            text = await tab.receive_text()
            try:
                wish = json.loads(text)
            except ValueError:
                wish = {}
            # A branch makes a world and runs it for a while: not here, where all tabs wait.
            complaint = await asyncio.to_thread(self._stage.obey, wish)
            if complaint:
                await tab.send_text(json.dumps({"complaint": complaint}))

    async def _send(self, tab: WebSocket, news: asyncio.Event) -> None:
        sent: dict[int, int] = {}
        try:
            while True:
                await news.wait()
                news.clear()
                for number, run in list(zip(self._stage.numbers, self._stage.runs, strict=False)):
                    if number not in sent:
                        await tab.send_bytes(pack({"run": number, "label": run.label, **run.head}))
                        sent[number] = 0
                    # Not those made meanwhile: a run that is quicker than its sending would never
                    # let its status through, and so could not be paused.
                    made = len(run.frames)
                    while sent[number] < made:
                        until = min(made, sent[number] + STEPS_A_MESSAGE)
                        await tab.send_bytes(_reel(run, number, sent[number], until))
                        sent[number] = until
                await tab.send_text(json.dumps(self._stage.status()))
        except (WebSocketDisconnect, RuntimeError):
            # The tab has gone; `serve` hears of it too.
            return
