from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter

import pytest

from coopsim.app.page import SCRIPTS, STATIC, STYLES, joined_scripts, joined_styles, page
from coopsim.figures.theme import DARK, LIGHT

TOP_NAME = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
LONGEST = 400


def policy(text: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    return found[1]


def test_a_page_holds_its_films() -> None:
    text = page("A <title>", [[b"head", b"reel"], [b"other"]])
    assert "<title>A &lt;title&gt;</title>" in text
    films = re.findall(r'<script type="text/plain">([^<]+)</script>', text)
    assert [gzip.decompress(base64.b64decode(each)) for each in films] == [
        b"head", b"reel", b"other",
    ]  # fmt: skip
    assert text.count('<div class="film" hidden>') == 2
    assert "{{" not in text


def test_a_page_holds_an_atlas_and_no_outlines_then() -> None:
    text = page("x", atlas=b"atlas")
    assert re.search(r'<div class="atlas" hidden><script type="text/plain">[^<]+</script>', text)
    assert '<script type="application/json" id="outlines">{}</script>' in text
    assert "connect-src 'none'" in policy(text)


def test_nothing_is_loaded_from_anywhere() -> None:
    text = page("x", [[b"film"]])
    assert re.findall(r'(?:src|href)="(?!#|data:,")', text) == []
    assert re.findall(r"url\(|@import|fetch\(|XMLHttpRequest", text) == []


def test_the_policy_allows_this_script_and_this_style_only() -> None:
    allowed = policy(page("x", [[b"film"]]))
    for kind, content in (("script", joined_scripts()), ("style", joined_styles())):
        hashed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{hashed}';" in allowed
    assert allowed.startswith("default-src 'none';")
    assert "connect-src 'none'" in allowed
    assert "unsafe" not in allowed


def test_only_a_live_page_may_talk_to_its_server() -> None:
    assert "connect-src 'self'" in policy(page("x"))


def test_modules_share_no_name_once_they_are_joined() -> None:
    names = Counter(
        name for file in SCRIPTS for name in TOP_NAME.findall((STATIC / file).read_text("utf-8"))
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_joined_scripts_are_no_modules_any_more() -> None:
    assert re.findall(r"^\s*(?:import|export)\b", joined_scripts(), re.MULTILINE) == []


@pytest.mark.parametrize("file", SCRIPTS)
def test_modules_import_what_they_use_from_where_it_is(file: str) -> None:
    text = (STATIC / file).read_text("utf-8")
    for names, home in re.findall(r'^import \{ ([^}]+) \} from "\./(\S+)";', text, re.MULTILINE):
        exported = (STATIC / home).read_text("utf-8")
        for name in names.split(", "):
            assert re.search(
                rf"^export (?:async )?(?:function|class|const) {name}\b", exported, re.M
            )
            assert len(re.findall(rf"\b{name}\b", text)) > 1, name


def test_every_file_is_used_and_short() -> None:
    files = {path.name for path in STATIC.iterdir()}
    assert files == {*SCRIPTS, *STYLES, "page.html", "outlines.json"}
    for name in (*SCRIPTS, *STYLES):
        assert len((STATIC / name).read_text("utf-8").splitlines()) <= LONGEST, name


@pytest.mark.parametrize("name", ["paper", "ink", "faint", "rule", "edge"])
def test_colours_of_the_page_are_those_of_figures(name: str) -> None:
    pair = f"light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)})"
    assert f"--{name}: {pair};" in joined_styles()


def test_series_have_the_colours_of_figures() -> None:
    for name, light, dark in zip(
        ("one", "two", "three", "four", "five"), LIGHT.series, DARK.series, strict=True
    ):
        assert f"--{name}: light-dark({light}, {dark});" in joined_styles()
