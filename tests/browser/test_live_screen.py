"""A live run: run, paused, changed, branched; in several tabs."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser.looking import View, step_of, wait_for_same_step, wait_for_time, wait_until
from browser.serving import Server

Serving = Callable[..., str]


def without_words(tab: Any) -> None:
    """Let only packed messages through, and no status."""
    tab.connect_to_server().on_message(lambda told: isinstance(told, bytes) and tab.send(told))


def test_a_live_run_is_run_paused_changed_and_branched(
    look: View, serving: Serving, chromium: Any
) -> None:
    # Long enough not to be over before a slow machine has looked.
    url = serving("baseline", "--seed", "1", "--set", "steps=2000")
    page, other = look(url), look(url)
    assert step_of(page) == 0
    page.select_option("select[aria-label=Speed]", "20")
    page.keyboard.press("Tab")
    page.click(".play")
    wait_for_time(page, "time >= 12")
    page.click(".play")
    page.wait_for_selector(".play:has-text('Run')")
    # The other tab was told everything as well.
    wait_for_same_step(page, other)
    reached = step_of(page)

    page.click("button:has-text('Change …')")
    page.click("summary:has-text('Friction')")
    page.fill("input[aria-label='friction.scale']", "9")
    page.click("button:has-text('Change from the next step')")
    assert "Out of range: friction.scale" in page.text_content("dialog")
    page.fill("input[aria-label='friction.scale']", "2")
    page.click("button:has-text('Change from the next step')")
    page.wait_for_selector(".chart text:has-text('Friction = 2')")
    # The change holds from the next step on.
    page.keyboard.press("Space")
    wait_for_time(page, f"time > {reached + 2}")
    page.keyboard.press("Space")
    # A tab that comes late may hear of it before it hears what it sets.
    late = chromium.new_page()
    late.route_web_socket("**/runs", without_words)
    late.goto(url)
    late.wait_for_selector(".chart text:has-text('a change')")
    late.close()

    page.keyboard.press("Home")
    page.click("button:has-text('Change …')")
    page.click("summary:has-text('Institutions')")
    page.fill("input[aria-label='institutions.scale']", "0")
    page.click("button:has-text('Branch from step 0')")
    page.wait_for_selector("#inspector h2:has-text('Two runs compared')")
    wait_until(page, "document.querySelector('#inspector').textContent.includes('They part')")
    page.keyboard.press("Space")
    wait_for_time(page, f"time > {reached + 3}")
    page.keyboard.press("Space")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve a live run to tests that only ask for its page."""
    server = Server("baseline")
    yield server.url
    server.stop()


def test_a_page_says_what_it_waits_for(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    told = {"run": 0, "label": "", "made": 0, "compiling": True, "error": ""}
    page.route_web_socket("**/runs", lambda tab: tab.send(json.dumps({"status": [told]})))
    page.goto(address)
    page.wait_for_selector("#head [role=status]:has-text('Compiling the model')")
    page.close()


def test_a_finished_run_is_served_too(look: View, serving: Serving, folder: object) -> None:
    page = look(f"{serving(str(folder))}#t=12")
    assert step_of(page) == 12


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]
)
def test_foreign_pages_are_refused(address: str, headers: dict[str, str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/", headers=headers)
    assert connection.getresponse().status == 403
    connection.close()
