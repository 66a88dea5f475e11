"""Let only pages of this server talk to it.

It listens on 127.0.0.1, but any page that a browser shows may try to reach that address, under
this name (then its Origin is foreign) or under one that an attacker bends to it (then the Host).
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS: Final = ("127.0.0.1", "localhost")
HEADERS: Final = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cache-control": b"no-store",
}
# What a WebSocket is closed with when a rule forbids it (RFC 6455).
POLICY_VIOLATION: Final = 1008


class Guard:
    """Stand before an application and refuse foreign hosts and origins.

    Args:
        app: what is guarded.
        port: where the server listens.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in OWN_HOSTS}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif self._is_own(scope):
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            refusal = PlainTextResponse("This page is for this computer only.\n", 403)
            await refusal(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return False
        # Pictures and frames of foreign pages are asked for without an origin.
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return False
        origin: str | None = headers.get("origin")
        # Only browsers send an origin, and they send it whenever a page opens a WebSocket.
        if origin is None:
            return str(scope["type"]) == "http"
        return origin in self._origins


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS.items()]
        await send(message)

    return sending
