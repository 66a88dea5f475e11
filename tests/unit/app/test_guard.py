from __future__ import annotations

import asyncio
from typing import Any

import pytest

from coopsim.app.guard import POLICY_VIOLATION, Guard

OWN = "127.0.0.1:8765"


async def inner(scope: Any, _: Any, send: Any) -> None:
    begun = "websocket.accept" if scope["type"] == "websocket" else "http.response.start"
    await send({"type": begun, "status": 200, "headers": []})


def asked(kind: str, **headers: str) -> dict[str, Any]:
    """Return the first message that a request with such headers is answered with."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def receive() -> dict[str, str]:
        return {"type": f"{kind}.connect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "headers": raw, "method": "GET", "path": "/"}
    asyncio.run(Guard(inner, 8765)(scope, receive, send))
    return sent[0]


@pytest.mark.parametrize("host", [OWN, "localhost:8765"])
def test_the_own_page_is_served_with_strict_headers(host: str) -> None:
    answer = asked("http", host=host)
    assert answer["status"] == 200
    assert dict(answer["headers"])[b"x-content-type-options"] == b"nosniff"
    assert dict(answer["headers"])[b"x-frame-options"] == b"DENY"


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"host": "evil.example"}, {"host": "127.0.0.1"}, {"host": "127.0.0.1:80"},
        {"host": OWN, "origin": "http://evil.example"}, {"host": OWN, "origin": "null"},
        {"host": OWN, "origin": "https://127.0.0.1:8765"},
        {"host": OWN, "sec-fetch-site": "cross-site"},
        {"host": OWN, "sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
def test_foreign_requests_are_refused(headers: dict[str, str]) -> None:
    assert asked("http", **headers)["status"] == 403
    assert asked("websocket", **headers) == {"type": "websocket.close", "code": POLICY_VIOLATION}


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_what_people_type_and_click_is_served(site: str) -> None:
    assert asked("http", **{"host": OWN, "sec-fetch-site": site})["status"] == 200


def test_a_websocket_needs_the_own_origin() -> None:
    assert asked("websocket", host=OWN)["type"] == "websocket.close"
    assert asked("websocket", host=OWN, origin=f"http://{OWN}")["type"] == "websocket.accept"
