"""The screen of a sweep: its points, what drives them, and each of its runs, made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browser.looking import PHONE, View, wait_until

Serving = Callable[..., str]


def cells(page: Any) -> list[str]:
    """Return the large numbers of a map, as they stand in its cells."""
    found: list[str] = page.locator("#plane rect + text").all_text_contents()
    return found


def test_a_grid_is_a_map_of_cells(look: View, exported_sweep: str) -> None:
    page = look(exported_sweep)
    assert page.text_content("h1") == "A small sweep"
    assert "6 points · 5 runs each" in page.text_content("#head")
    assert len(cells(page)) == 6
    assert all(text.endswith("%") for text in cells(page))
    assert "Change from its lowest to its highest value" in page.text_content("#drivers")
    page.select_option("select[aria-label=Outcome]", label="Trust")
    assert not any(text.endswith("%") for text in cells(page))
    wait_until(page, "location.hash === '#o=trust'")


def test_a_cell_shows_its_numbers_and_runs(look: View, exported_sweep: str) -> None:
    page = look(exported_sweep)
    page.click("#plane rect >> nth=0")
    text = page.text_content("#inspector")
    assert "Budget 0.5 ×, friction 0" in text
    assert "Its 5 runs" in text
    assert "To see a run whole: coopsim view small" in text
    assert page.locator("#inspector .strip circle").count() == 5
    wait_until(page, "location.hash.endsWith('c=0')")
    # A file can't make runs again.
    assert page.locator("#inspector a").count() == 0


def test_keys_choose_cells_and_let_go(look: View, exported_sweep: str) -> None:
    page = look(f"{exported_sweep}#c=0")
    assert "Budget 0.5 ×, friction 0" in page.text_content("#inspector h2")
    page.keyboard.press("ArrowRight")
    assert page.text_content("#inspector h2") == "Budget 1 ×, friction 0"
    page.keyboard.press("ArrowUp")
    assert page.text_content("#inspector h2") == "Budget 1 ×, friction 1"
    page.keyboard.press("Escape")
    assert page.text_content("#inspector h2") == "What was asked"


def test_a_table_says_the_same_in_words(look: View, exported_sweep: str) -> None:
    page = look(exported_sweep)
    page.keyboard.press("t")
    assert page.locator("dialog tbody tr").count() == 6
    page.click("dialog tbody button >> nth=0")
    assert not page.locator("dialog").is_visible()
    assert "Its 5 runs" in page.text_content("#inspector")


def test_all_points_can_be_saved(look: View, exported_sweep: str) -> None:
    page = look(exported_sweep)
    page.click("button:has-text('Save …')")
    with page.expect_download() as saving:
        page.click("button:has-text('All points as CSV')")
    lines = saving.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("point,budget,friction,collective_response,collective_response_low")
    assert len(lines) == 7


@pytest.mark.parametrize("hash_", ["#o=nothing&c=999", "#c=-1", "#c=1.5&a=<b>", "#o="])
def test_a_wrong_link_does_no_harm(look: View, exported_sweep: str, hash_: str) -> None:
    page = look(exported_sweep + hash_)
    assert page.text_content("#inspector h2") == "What was asked"


def test_runs_are_made_again_compared_and_left_again(
    look: View, serving: Serving, sweep: Path
) -> None:
    url = serving(str(sweep))
    page = look(f"{url}#o=damage_busd&c=3")
    wanted = page.text_content("#inspector tr:has-text('highest') td.right >> nth=0")
    page.click("#inspector tr:has-text('highest') a")
    page.wait_for_selector("html[data-ready] .origin", timeout=60_000)
    assert "budget 0.5 ×, friction 1 · run" in page.text_content(".origin")
    page.keyboard.press("End")
    page.select_option("select[aria-label='Metric of lane 1']", "damage_busd")
    page.keyboard.press("t")
    assert page.locator("dialog tbody >> nth=0").locator("tr").count() == 32
    page.keyboard.press("Escape")
    page.click(".origin a")
    page.wait_for_selector("main.sweep #plane rect")
    # Back at the same cell and outcome.
    assert page.text_content("#inspector tr:has-text('highest') td.right >> nth=0") == wanted

    page.click("button:has-text('Compare with another cell')")
    page.keyboard.press("ArrowDown")
    page.click("#inspector a:has-text('Compare') >> nth=0")
    page.wait_for_selector("#inspector h2:has-text('Two runs compared')", timeout=60_000)
    assert "budget 0.5 ×, friction 1, run" in page.text_content("#inspector")
    assert "budget 0.5 ×, friction 0, run" in page.text_content("#inspector")


def test_many_factors_are_lines_and_a_box_is_drawn(look: View, explored: str) -> None:
    page = look(explored)
    assert page.locator("#plane select").count() == 3
    assert page.locator("#plane select").first.locator("option:checked").text_content() == "x"
    assert "above 0.6" in page.text_content("#views .legend")
    assert "It is large where x is." in page.text_content("#drivers")
    page.uncheck("input[type=checkbox]")
    assert "above 0.6" not in page.text_content("#views .legend")
    page.select_option("select[aria-label='Factor of axis 1']", label="z")
    assert page.locator("#plane select").nth(2).locator("option:checked").text_content() == "x"


def test_lines_are_chosen_by_hand_and_by_keys(look: View, explored: str) -> None:
    page = look(explored)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.text_content("#inspector h2").startswith("Point") or "X 0" in page.text_content(
        "#inspector h2"
    )
    first = page.text_content("#inspector h2")
    page.keyboard.press("ArrowLeft")
    assert page.text_content("#inspector h2") != first
    box = page.locator("#plane").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_until(page, "location.hash.includes('c=')")


def test_a_ranking_that_is_not_clear_is_none(look: View, explored: str) -> None:
    page = look(explored)
    places = page.locator("#drivers td.place").all_text_contents()
    assert places == ["1", "2 to 3", "2 to 3"]
    factors = page.locator("#drivers tbody button").all_text_contents()
    assert factors[0] == "x"
    assert "95 % interval" in page.text_content("#drivers thead")


@pytest.mark.parametrize("hash_", ["", "#c=2"])
def test_a_sweep_fits_on_a_phone(
    look: View, exported_sweep: str, explored: str, hash_: str
) -> None:
    for url in (exported_sweep, explored):
        page = look(url + hash_, viewport=PHONE, has_touch=True)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
