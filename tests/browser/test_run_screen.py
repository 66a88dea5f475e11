"""The screen of one run, from an exported file: seen, moved in time, asked."""

from __future__ import annotations

from typing import Any

import pytest

from browser.looking import NOW, PHONE, View, step_of, wait_for_time, wait_until

LAST = 47


def select(page: Any, state: str, other: str | None = None) -> None:
    page.select_option("select[aria-label='State']", label=state)
    if other is not None:
        page.select_option("select[aria-label='Its tie with']", label=other)


def test_the_head_says_what_was_run(look: View, exported: str) -> None:
    page = look(exported)
    assert "Thirty-two states" in page.text_content("h1")
    assert "seed 1, run 0" in page.text_content("#head")
    assert page.locator("#head dl > div").count() >= 4
    assert page.title().endswith("coopsim")


def test_network_and_map_are_drawn(look: View, exported: str) -> None:
    page = look(f"{exported}#t=20")
    inked = """() => {
        const canvas = document.querySelector('#network canvas');
        const own = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return own.filter((value, at) => at % 4 === 3 && value > 0).length / (own.length / 4);
    }"""
    assert page.evaluate(inked) > 0.01
    assert page.locator("#map path").count() > 150
    assert page.locator("#map circle").count() > 5
    assert "Schematic" in page.text_content("#map figcaption")


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        (["ArrowRight"], 11), (["ArrowLeft"], 9), (["End"], LAST), (["Home"], 0),
        (["End", "ArrowRight"], LAST), (["Home", "ArrowLeft"], 0),
    ],
)  # fmt: skip
def test_keys_move_in_time(look: View, exported: str, keys: list[str], step: int) -> None:
    page = look(f"{exported}#t=10")
    for key in keys:
        page.keyboard.press(key)
    assert step_of(page) == step
    assert page.get_attribute(".scrub", "aria-valuenow") == str(step)


def test_shift_and_arrows_go_from_event_to_event(look: View, exported: str) -> None:
    page = look(f"{exported}#t=0")
    page.keyboard.press("Shift+ArrowRight")
    first = step_of(page)
    assert first > 0
    page.keyboard.press("Shift+ArrowLeft")
    assert step_of(page) < first


def test_space_plays_and_pauses(look: View, exported: str) -> None:
    page = look(f"{exported}#t=5")
    page.select_option("select[aria-label=Speed]", "20")
    page.click("h1")
    page.keyboard.press("Space")
    wait_for_time(page, "time > 8")
    page.keyboard.press("Space")
    stopped = step_of(page)
    page.wait_for_timeout(200)
    assert step_of(page) == stopped


def test_the_chart_is_the_scrubber(look: View, exported: str) -> None:
    page = look(exported)
    box = page.locator(".scrub").bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.up()
    assert abs(step_of(page) - LAST / 2) <= 1


def test_a_click_on_the_map_selects_a_state_everywhere(look: View, exported: str) -> None:
    page = look(exported)
    australia = """() => {
        const shapes = [...document.querySelectorAll('#map path')];
        const places = shapes.map((shape) => shape.getBoundingClientRect());
        const at = places.findIndex(({ right, width }) => right > 1050 && width > 50 && width < 90);
        return [places[at].x + places[at].width / 2, places[at].y + places[at].height / 2];
    }"""
    page.mouse.click(*page.evaluate(australia))
    page.wait_for_selector("#inspector h2:has-text('Australia')")
    wait_until(page, "location.hash.includes('s=AUS')")


def test_a_click_on_the_network_selects_what_is_there(look: View, exported: str) -> None:
    page = look(exported)
    box = page.locator("#network canvas").bounding_box()
    # Somewhere a state is met; its place is not known to the test.
    for y in range(40, int(box["height"]) - 60, 24):
        for x in range(30, int(box["width"]) - 30, 24):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if "GDP" in (page.text_content("#tip") or ""):
                name = page.text_content("#tip").split(":")[0]
                page.mouse.click(box["x"] + x, box["y"] + y)
                assert name in page.text_content("#inspector h2")
                return
    pytest.fail("no state was found under the mouse")


def test_a_deep_link_opens_where_it_points(look: View, exported: str) -> None:
    page = look(f"{exported}#t=31&s=POL&p=UKR")
    assert step_of(page) == 31
    assert page.text_content("#inspector h2") == "Poland and Ukraine"
    page.keyboard.press("Escape")
    wait_until(page, "location.hash === '#t=31'")


def test_a_deep_link_into_nothing_does_no_harm(look: View, exported: str) -> None:
    page = look(f"{exported}#t=9999&s=ZZZ&p=<b>")
    assert step_of(page) == LAST
    assert page.text_content("#inspector h2") == "What to look for"


def test_the_inspector_of_a_state(look: View, exported: str) -> None:
    page = look(f"{exported}#t=30")
    select(page, "Poland")
    text = page.text_content("#inspector")
    for part in (
        "Trust in others",
        "Partnerships",
        "Requests and answers",
        "Budget stress",
        "Readiness",
        "NATO",
    ):
        assert part in text
    # What belongs to mechanisms that are off is folded away.
    assert "Approval" not in text
    page.click("#inspector summary:has-text('the same everywhere')")
    page.wait_for_selector("#inspector details:has-text('Approval')")
    assert page.locator("#inspector svg.spark").count() > 10
    page.keyboard.press("j")
    assert page.text_content("#inspector h2") != "Poland"


def test_a_tie_says_why_it_formed(look: View, exported: str) -> None:
    page = look(f"{exported}#t={LAST}")
    select(page, "Poland", "Ukraine")
    cards = page.locator("#inspector .why")
    assert cards.count() > 0
    terms = page.locator("#inspector .why .term")
    assert "Security" in terms.all_text_contents()
    assert terms.first.get_attribute("title")
    assert "threshold" in page.text_content("#inspector")


def test_the_log_filters_and_explains(look: View, exported: str) -> None:
    page = look(f"{exported}#t={LAST}")
    page.select_option("select[aria-label='Kind of event']", "formed")
    lines = page.locator("#log .events li")
    assert all("form" in text for text in lines.all_text_contents())
    page.select_option("select[aria-label='Events of']", "JPN")
    assert all("Japan" in text for text in lines.all_text_contents())
    page.click("#log button:has-text('Why?') >> nth=0")
    assert page.locator("#log .why").count() >= 1
    page.click("#log .events li button.plain >> nth=0")
    page.wait_for_selector("#inspector h2:has-text('Japan')")


def test_colours_and_kinds_can_be_chosen(look: View, exported: str) -> None:
    page = look(f"{exported}#t=30")
    legend = page.text_content("#network figcaption")
    page.select_option("select[aria-label='Colour of the states']", "field:budget_stress")
    assert "Budget stress" in page.text_content("#network figcaption")
    page.select_option("select[aria-label='Kind of partnership']", index=1)
    assert page.text_content("#network figcaption") != legend


def test_a_lane_shows_another_metric(look: View, exported: str) -> None:
    page = look(exported)
    page.select_option("select[aria-label='Metric of lane 1']", "partnerships")
    assert page.locator("select[aria-label='Metric of lane 1']").input_value() == "partnerships"
    assert page.locator(".lane b").first.text_content() not in {"", "–"}


def test_tables_and_matrix_say_the_same_in_words(look: View, exported: str) -> None:
    page = look(f"{exported}#t=30")
    page.keyboard.press("t")
    assert page.locator("dialog tbody >> nth=0").locator("tr").count() == 32
    page.click("dialog button:has-text('Poland') >> nth=0")
    assert page.text_content("#inspector h2").strip().startswith("Poland")
    page.click("button:has-text('Matrix of trust')")
    page.hover("dialog canvas", position={"x": 150, "y": 250})
    assert "Trust of" in page.text_content("dialog")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


@pytest.mark.parametrize(
    ("button", "ending", "begins"),
    [
        ("Network as PNG", ".png", b"\x89PNG"), ("Map as SVG", ".svg", b"<svg"),
        ("Chart as SVG", ".svg", b"<svg"), ("Metrics as CSV", ".csv", b"step,strikes"),
        ("Events as CSV", ".csv", b"step,kind"),
    ],
)  # fmt: skip
def test_what_is_seen_can_be_saved(
    look: View, exported: str, button: str, ending: str, begins: bytes
) -> None:
    page = look(exported)
    page.click("button:has-text('Save …')")
    with page.expect_download() as saving:
        page.click(f"button:has-text('{button}')")
    saved = saving.value
    assert saved.suggested_filename.endswith(ending)
    assert saved.path().read_bytes().startswith(begins)


def test_nothing_is_cut_on_a_phone(look: View, exported: str) -> None:
    page = look(f"{exported}#t=20&s=POL", viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator(".controls").bounding_box()["y"] > 700
    page.tap(".play")
    wait_for_time(page, "time > 21")
    page.tap(".play")
    assert page.locator(NOW).is_visible()
