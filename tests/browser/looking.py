"""How the tests look at a page: what may go wrong is written down, waiting is done once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NOW = ".controls output"


class View(Protocol):
    def __call__(self, url: str, **settings: Any) -> Any: ...


@dataclass
class Watched:
    """A page, and what went wrong on it."""

    page: Any
    faults: list[str] = field(default_factory=list)


def opened(browser: Any, url: str, **settings: Any) -> Watched:
    own = url.partition("#")[0]
    # The own server is reached over a network too; a file needs none.
    context = browser.new_context(
        **{"viewport": DESK, "offline": own.startswith("file:"), **settings}
    )
    watched = Watched(context.new_page())
    page = watched.page
    page.on("pageerror", lambda error: watched.faults.append(f"error: {error}"))
    page.on("console", lambda said: heard(watched, said))
    page.on("request", lambda request: note(watched, own, request.url))
    page.goto(url)
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    return watched


def heard(watched: Watched, said: Any) -> None:
    if said.type == "error":
        watched.faults.append(said.text)


def note(watched: Watched, own: str, url: str) -> None:
    if not url.startswith((own, "data:", "blob:")):
        watched.faults.append(f"asked for {url}")


def step_of(page: Any) -> int:
    return int(page.text_content(NOW).split()[1])


def wait_until(page: Any, script: str) -> None:
    """Wait until a script gives true. Playwright's own way is stopped by the page's policy."""
    for _ in range(400):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"in 20 seconds this did not come true: {script}")


def wait_for_time(page: Any, condition: str) -> None:
    """Wait until the present step, ``time``, meets a condition such as ``time > 8``."""
    wait_until(
        page, f"(time => {condition})(Number(document.querySelector('.scrub').ariaValueNow))"
    )


def wait_for_same_step(page: Any, other: Any) -> None:
    """Wait until two tabs show the same step: a step may still be made or drawn after a pause."""
    for _ in range(400):
        if step_of(page) == step_of(other):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"in 20 seconds they did not agree: {step_of(page)}, {step_of(other)}")
