"""Write a report as one HTML page that needs no network: plotly is written into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Final

from plotly.offline import get_plotlyjs

from coopsim.figures.theme import THEMES
from coopsim.reports.parts import Claim, Exhibit, Report, Source

# Tells a report, which may be written anew, from a file of somebody else's.
MARK: Final = "<!doctype html>\n<!-- report of coopsim -->\n"
_MOST_ROWS: Final = 400


def page(report: Report) -> str:
    """Return the page; equal reports give equal pages."""
    major = "".join(_figure(each) for each in report.exhibits if not each.is_minor)
    minor = "".join(_figure(each) for each in report.exhibits if each.is_minor)
    others = f'<h2>Other outcomes</h2>\n<div class="minor">\n{minor}</div>\n' if minor else ""
    question = f'<p class="question">{escape(report.question)}</p>\n' if report.question else ""
    return (
        f'{MARK}<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>\n{_part('page.css')}</style>\n"
        f"<script>{_inside(get_plotlyjs())}</script>\n</head>\n<body>\n<main>\n<header>\n"
        f'<p class="kind">{escape(report.name)}</p>\n<h1>{escape(report.title)}</h1>\n{question}'
        f'</header>\n<section class="answer" aria-label="Answer">\n'
        f"{''.join(map(_claim, report.answer))}</section>\n{major}{others}"
        f"<h2>What was varied</h2>\n{_terms(report.design)}"
        f"<h2>How sure this is</h2>\n{_list(report.doubts)}"
        f"<h2>Where each number comes from</h2>\n{_trace(report)}"
        f"<h2>How it was made</h2>\n{_terms(report.manifest)}"
        f"</main>\n<script>{_part('page.js')}</script>\n</body>\n</html>\n"
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _inside(script: str) -> str:
    """Keep a script from ending its element early."""
    return script.replace("</", "<\\/")


def _traced(source: Source) -> str:
    return f'data-source="{escape(source.file)}" data-rows="{source.spelled()}"'


def _claim(claim: Claim) -> str:
    return f"<p {_traced(claim.source)}>{escape(claim.text)}</p>\n"


def _figure(each: Exhibit) -> str:
    drawn = {name: each.draw(theme).to_plotly_json() for name, theme in THEMES.items()}
    text = json.dumps(drawn, cls=_encoder(), separators=(",", ":"))
    return (
        f'<figure id="{escape(each.key)}" {_traced(each.source)}>\n<h3>{escape(each.title)}</h3>\n'
        f'<p class="below">{escape(each.below)}</p>\n'
        f'<div class="plot" role="img" aria-label="{escape(each.title)}"></div>\n'
        f'<script type="application/json">{_inside(text)}</script>\n{_details(each)}</figure>\n'
    )


def _encoder() -> type[json.JSONEncoder]:
    from plotly.utils import PlotlyJSONEncoder

    encoder: type[json.JSONEncoder] = PlotlyJSONEncoder
    return encoder


def _details(each: Exhibit) -> str:
    left = len(each.table) - _MOST_ROWS
    more = f"<p>{left:,} more rows: --csv writes all.</p>" if left > 0 else ""
    table = _table(each.headings, each.table[:_MOST_ROWS])
    return f"<details><summary>Its numbers</summary>\n{table}{more}</details>\n"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f'<div class="scroll"><table>\n<tr>{head}</tr>\n{body}</table></div>\n'


def _terms(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>\n" for name, text in pairs)
    return f"<dl>\n{rows}</dl>\n"


def _list(texts: Sequence[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{escape(text)}</li>\n" for text in texts) + "</ul>\n"


def _trace(report: Report) -> str:
    claims = [(f"Sentence {at}", each.source) for at, each in enumerate(report.answer, start=1)]
    figures = [(each.title, each.source) for each in report.exhibits]
    rows = [
        (name, source.file, source.what, _shown(source)) for name, source in [*claims, *figures]
    ]
    return _table(("what", "file", "made from", "rows (first:end:step)"), rows)


def _shown(source: Source) -> str:
    longest = 60
    text = source.spelled()
    return text if len(text) <= longest else text[:longest] + " …"
