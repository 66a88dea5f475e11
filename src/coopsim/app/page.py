"""Put the page together: one file with all it needs, which asks nobody for anything.

The scripts under ``static`` are modules for whoever reads them; a page that is opened from a
disk may not load modules, so they are joined into one script in the order of SCRIPTS.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from coopsim.app.packing import as_text

STATIC: Final = Path(__file__).parent / "static"
STYLES: Final = ("theme.css", "layout.css", "parts.css")
# Each uses only names of those before it.
SCRIPTS: Final = (
    "reading.js", "film.js", "wording.js", "scene.js", "shapes.js", "compare.js",
    "painting.js", "network.js", "map.js", "chart.js", "log.js", "why.js", "inspector.js",
    "saving.js", "tables.js", "themes.js", "player.js", "watching.js", "atlas.js", "heat.js",
    "parallel.js", "drivers.js", "cell.js", "sweep.js", "main.js",
)  # fmt: skip
_IMPORT: Final = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT: Final = re.compile(r"^export (?=async |class |const |function |let )", re.MULTILINE)


def page(title: str, films: Sequence[Sequence[bytes]] = (), atlas: bytes | None = None) -> str:
    """Return the page.

    Args:
        title: for the tab.
        films: films that it holds, each as its packed parts.
        atlas: a packed atlas of a sweep, in their place; without any it asks the server.
    """
    script, style = joined_scripts(), joined_styles()
    held = [_held("film", parts) for parts in films]
    if atlas is not None:
        held = [_held("atlas", [atlas])]
    connections = "'none'" if held else "'self'"
    # A browser refuses whatever else somebody may smuggle into the file.
    policy = (
        f"default-src 'none'; script-src 'sha256-{_sha256(script)}'; "
        f"style-src 'sha256-{_sha256(style)}'; img-src data: blob:; connect-src {connections}; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": policy,
        "TITLE": html.escape(title),
        "STYLE": style,
        "HELD": "".join(held),
        # A sweep has no map.
        "OUTLINES": "{}" if atlas is not None else _read("outlines.json"),
        "SCRIPT": script,
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda found: parts[found[1]], _read("page.html"))


@cache
def joined_scripts() -> str:
    """Return all scripts as one, in strict mode and in a scope of its own."""
    bodies = (_EXPORT.sub("", _IMPORT.sub("", _read(name))) for name in SCRIPTS)
    return '"use strict";(() => {\n' + "\n".join(bodies) + "})();"


@cache
def joined_styles() -> str:
    """Return all styles as one."""
    return "\n".join(map(_read, STYLES))


def _held(kind: str, parts: Sequence[bytes]) -> str:
    texts = (f'<script type="text/plain">{as_text(part)}</script>' for part in parts)
    return f'<div class="{kind}" hidden>{"".join(texts)}</div>\n'


@cache
def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
