"""Everybody can use it: axe finds nothing, and motion and colours follow what people asked for."""

from __future__ import annotations

from typing import Any

import pytest

from browser.looking import DESK, PHONE, View

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

VIEWS = {
    "light": {"viewport": DESK, "color_scheme": "light"},
    "dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
}
# Places in a run, with the heading that the details have there.
PLACES = {
    "t=30": "What to look for",
    "t=30&s=POL": "Poland",
    "t=30&s=POL&p=UKR": "Poland and Ukraine",
}


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(look: View, exported: str, view: str) -> None:
    page = look(exported, **VIEWS[view])
    for place, heading in PLACES.items():
        page.evaluate(f"location.hash = '{place}'")
        page.wait_for_selector(f"#inspector h2:has-text('{heading}')")
        page.wait_for_timeout(200)
        assert violations(page) == [], place


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_in_the_sheets_and_in_a_comparison(
    look: View, compared: str, view: str
) -> None:
    page = look(f"{compared}#t=30", **VIEWS[view])
    assert violations(page) == []
    page.keyboard.press("t")
    assert violations(page) == []


def test_the_page_takes_the_colours_that_are_asked_for(look: View, exported: str) -> None:
    page = look(exported, color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.select_option("select[aria-label='Colours of the page']", "dark")
    assert page.evaluate(paper) != light


def test_everything_can_be_reached_by_tab(look: View, exported: str) -> None:
    page = look(exported)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.ariaLabel || document.activeElement.id"))
    assert {"Colour of the states", "Time", "State", "Events of", "Kind of event"} <= reached


def test_without_motion_bars_do_not_move(look: View, exported: str) -> None:
    page = look(f"{exported}#s=POL", reduced_motion="reduce")
    moved = "getComputedStyle(document.querySelector('.bar')).transitionDuration"
    assert page.evaluate(moved) == "0s"


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_the_screen_of_a_sweep(
    look: View, explored: str, exported_sweep: str, view: str
) -> None:
    for url in (explored, exported_sweep):
        page = look(url, **VIEWS[view])
        assert violations(page) == []
        page.evaluate("location.hash = 'c=3'")
        page.wait_for_selector("#inspector h2:not(:has-text('What was asked'))")
        assert violations(page) == []
        # The table of all points is the same, whatever is chosen.
        page.keyboard.press("t")
        assert violations(page) == []
