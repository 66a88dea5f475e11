"""Two runs on one clock."""

from __future__ import annotations

from browser.looking import PHONE, View, step_of


def test_two_runs_are_compared_on_one_clock(look: View, compared: str) -> None:
    page = look(f"{compared}#t=30")
    text = page.text_content("#inspector")
    assert "Two runs compared" in text
    assert "with-nato" in text
    assert "without-nato" in text
    assert "95 % interval of the difference over 3 whole runs" in text
    assert page.locator(".chart path[stroke-dasharray]").count() == 3


def test_the_first_step_in_which_they_part_can_be_gone_to(look: View, compared: str) -> None:
    page = look(f"{compared}#t=30")
    page.click("#inspector button.link")
    assert step_of(page) < 30
    assert page.locator("#inspector li").count() >= 1


def test_ties_of_one_run_only_are_told_apart(look: View, compared: str) -> None:
    page = look(f"{compared}#t=40")
    assert "only without-nato" in page.text_content("#network figcaption")
    assert "ties exist only in" in page.text_content("#inspector")


def test_differences_move_with_time(look: View, compared: str) -> None:
    page = look(f"{compared}#t=5")
    before = page.text_content("#inspector table")
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert page.text_content("#inspector table") != before


def test_a_comparison_fits_on_a_phone(look: View, compared: str) -> None:
    page = look(f"{compared}#t=30", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
