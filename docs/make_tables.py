"""Rewrite the tables of these pages from the registries, between their markers.

    python docs/make_tables.py             rewrite what is stale
    python docs/make_tables.py --check     change nothing, fail if something is stale
    python docs/make_tables.py --output    show anew what commands say: on the first page, in how-to

A table stands between ``<!-- table NAME -->`` and ``<!-- end of table -->``, what a command says
between ``<!-- output of coopsim … -->`` and ``<!-- end of output -->``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import yaml

from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import CORE, FULL, MECHANISMS
from coopsim.catalogue.rule_registry import RULES
from coopsim.metrics.registry import METRICS
from coopsim.scenario.kinds import (
    PartnershipKind,
    ThreatKind,
    shipped_partnerships,
    shipped_rules,
    shipped_threats,
)
from coopsim.world import ledger
from coopsim.world.fields import FIELDS, Field, fields_of

PAGES: Final = Path(__file__).parent
MARKED: Final = re.compile(r"(<!-- table ([\w-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)
WIDTH: Final = "120"  # of what commands say, in letters
SHOWN: Final = re.compile(
    r"(<!-- output of (coopsim [\w -]+) -->\n\n```\n).*?(```\n\n<!-- end of output -->)", re.DOTALL
)
ENTITIES: Final = {
    "state": "State",
    "dyad": "Ordered pair of states",
    "partnership": "Partnership of a pair",
    "partnership_kind": "Kind of partnership",
    "institution": "Institution",
    "seat": "Seat of a state in an institution",
    "mandate": "Answer of an institution to a strike on a member",
    "threat": "Threat",
    "plan": "Planned strike",
    "impact": "Strike of a threat on a state",
    "attacker": "Attacker",
    "aim": "What an attacker expects of a state",
    "organisation": "Relief organisation",
    "service": "Relief organisation in a state",
    "tally": "Sums over one step",
}
SUMMARIES: Final = {"sum": "sum over steps", "mean": "mean over steps", "last": "last step"}

Cells = Sequence[object]


def table(headings: Cells, rows: Iterable[Cells]) -> str:
    """Return a Markdown table, one line a row."""
    lines = [headings, ["---"] * len(headings), *rows]
    cells = ([str(cell).replace("|", r"\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def number(value: float | None) -> str:
    """Write a number as people do; nothing for None."""
    if value is None:
        return ""
    return f"{value:,.10g}".replace("inf", "∞").replace("-", "−")


def span(low: float, high: float) -> str:
    """Write the smallest and the largest value."""
    return f"{number(low)} to {number(high)}"


def _mechanisms() -> str:
    cases = _cases_by_mechanism()
    rows: list[Cells] = []
    for profile in (CORE, FULL):
        mine = [each for each in MECHANISMS.values() if each.profile == profile]
        rows += [
            (
                f"`{each.name}`",
                each.meaning,
                f"`{each.equation}`",
                each.source,
                each.asked_by,
                each.phase,
                ", ".join(cases[each.name]),
                len(each.parameters),
            )
            for each in mine
        ]
        numbers = [one for each in mine for one in each.parameters.values()]
        n_fitted = sum(one.calibrated for one in numbers)
        total = f"{len(numbers)}, of which {n_fitted} may be fitted"
        rows.append((f"*{profile}: {len(mine)}*", "", "", "", "", "", "", total))
    headings = (
        "mechanism", "what it does", "central equation", "source", "asked for by",
        "acts first in", "worked case", "parameters",
    )  # fmt: skip
    return table(headings, rows)


def _cases_by_mechanism() -> dict[str, list[str]]:
    """Link each mechanism to the cases, worked out by hand, that show it."""
    found: dict[str, list[str]] = {name: [] for name in MECHANISMS}
    for path in sorted((PAGES.parent / "tests" / "cases").glob("*.yaml")):
        for case in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            link = f"[{path.stem}](../tests/cases/{path.name})"
            if case["mechanism"] in found and link not in found[case["mechanism"]]:
                found[case["mechanism"]].append(link)
    return found


def _choices() -> str:
    rows = [
        (
            f"`{each.name}`",
            each.of,
            each.meaning,
            f"`{each.equation}`",
            each.returns,
            ", ".join(each.terms),
            each.source,
        )
        for rules in RULES.values()
        for each in rules.values()
    ]
    return table(("rule", "of", "what it does", "score", "returns", "terms", "source"), rows)


def _choice_numbers() -> str:
    rows = [
        (
            f"`{rule.name}`: `{each.name}`",
            number(each.default),
            span(each.low, each.high),
            span(*each.prior),
            each.unit,
            each.meaning,
            each.source,
        )
        for rules in RULES.values()
        for rule in rules.values()
        for each in rule.parameters.values()
    ]
    return table(("number", "default", "allowed", "prior", "unit", "meaning", "source"), rows)


def _governed() -> str:
    rows = [
        (f"`{name}`", told["rule"], told["returns"], told["together"])
        for name, told in read_catalogue("words").plain()["decisions"].items()
    ]
    return table(("decision", "decided by", "returns", "decided together by"), rows)


def _parameters() -> str:
    headings = ("parameter", "default", "allowed", "prior", "unit", "may fit", "meaning", "source")
    return table(
        headings,
        (
            (
                f"`{each.mechanism}.{each.name}`",
                number(each.default),
                span(each.low, each.high),
                span(*each.prior),
                each.unit,
                "yes" if each.calibrated else "",
                each.meaning,
                each.source,
            )
            for mechanism in MECHANISMS.values()
            for each in mechanism.parameters.values()
        ),
    )


def _entities() -> str:
    def names(block: str, is_given: bool) -> str:
        return ", ".join(each.name for each in fields_of(block) if each.given == is_given)

    return table(
        ("entity", "the scenario gives", "the model computes"),
        ((title, names(block, True), names(block, False)) for block, title in ENTITIES.items()),
    )


def _fields_of(block: str) -> str:
    def row(each: Field) -> Cells:
        origin = "computed"
        if each.given:
            origin = "given" if each.default is None else f"given, else {number(each.default)}"
        bounds = span(each.low, each.high)
        return (f"`{each.name}`", each.unit, bounds, origin, each.meaning, each.source)

    headings = ("field", "unit", "range", "origin", "meaning", "source")
    return table(headings, map(row, fields_of(block)))


def _metrics_table() -> str:
    def over_a_run(summary: str, over: tuple[str, str] | None) -> str:
        return f"sum of `{over[0]}` / sum of `{over[1]}`" if over else SUMMARIES[summary]

    headings = ("metric", "title", "unit", "range", "in each step", "over a run", "source")
    return table(
        headings,
        (
            (
                f"`{each.name}`",
                each.title,
                each.unit,
                span(each.low, each.high),
                each.formula,
                over_a_run(each.summary, each.over),
                each.source,
            )
            for each in METRICS.values()
        ),
    )


def _kinds(kinds: dict[str, ThreatKind] | dict[str, PartnershipKind]) -> str:
    """Lay kinds out side by side: one column a kind, one row an attribute."""
    attributes = [kind.model_dump(exclude={"title"}) for kind in kinds.values()]
    rows = ((f"`{key}`", *(_attribute(each[key]) for each in attributes)) for key in attributes[0])
    return table(("", *(f"`{name}`: {kind.title}" for name, kind in kinds.items())), rows)


def _attribute(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else str(value)


def _rules() -> str:
    return table(
        ("rule", "meaning", "quorum", "abstention band"),
        (
            (f"`{name}`", rule.meaning, number(rule.quorum), number(rule.abstention_band))
            for name, rule in shipped_rules().items()
        ),
    )


def _events() -> str:
    words = read_catalogue("words").plain()["events"]
    rows = (
        (f"`{kind}`", words[kind]["meaning"], subject, size)
        for kind, subject, size in ledger.EVENTS
    )
    return table(("event", "what happened", "subject", "size"), rows)


def _decisions() -> str:
    words = read_catalogue("words").plain()
    rows: list[Cells] = []
    for kind, subject, terms in ledger.DECISIONS:
        said = words["decisions"][kind]
        rows.append((f"`{kind}`", said["meaning"], f"`{said['equation']}`", subject))
        weighed = words["terms"][said["terms"]]
        rows += [
            (f"`{kind}`: {term}", weighed[term]["meaning"], f"`{weighed[term]['equation']}`", "")
            for term in terms
        ]
    return table(("decision, and its terms", "meaning", "equation", "subject"), rows)


def _directions() -> str:
    """Return the table of what `coopsim directions --json > docs/directions.json` found."""
    found = json.loads((PAGES / "directions.json").read_text(encoding="utf-8"))
    rows = []
    for each in found["effects"]:
        small, reason = number(each["smallest"]), each["open"]
        wanted = {"+": f"above {small}", "-": f"below −{small}", "0": f"within ±{small}"}
        mean, low, high = (
            "" if each[name] is None else number(float(f"{each[name]:.3g}"))
            for name in ("mean", "low", "high")
        )
        holds = "yes" if each["holds"] else f"**no**. {reason}".rstrip(". ") + "."
        rows.append(
            (
                each["title"], each["condition"], f"`{each['metric']}`", wanted[each["sign"]],
                f"{mean} ({low} to {high})", f"{each['share']:.0%}", holds,
            )
        )  # fmt: skip
    headings = ("direction", "condition", "metric", "expected", "effect", "draws", "holds")
    return table(headings, rows)


TABLES: Final[dict[str, Callable[[], str]]] = {
    "mechanisms": _mechanisms,
    "rules": _choices,
    "rule-numbers": _choice_numbers,
    "governed": _governed,
    "parameters": _parameters,
    "entities": _entities,
    **{f"fields-{block}": partial(_fields_of, block) for block in FIELDS},
    "metrics": _metrics_table,
    "threat-kinds": lambda: _kinds(shipped_threats()),
    "partnership-kinds": lambda: _kinds(shipped_partnerships()),
    "decision-rules": _rules,
    "events": _events,
    "decisions": _decisions,
    "directions": _directions,
}


def rewritten(page: str) -> str:
    """Return a page with its tables made anew.

    Raises:
        ValueError: A marker names no table, or has no end.
    """
    n_markers = page.count("<!-- table ")
    page, n_tables = MARKED.subn(lambda found: found[1] + _made(found[2]) + found[3], page)
    if n_tables != n_markers:
        raise ValueError("a table has no end, or its name is malformed")
    return page


def _made(name: str) -> str:
    if name not in TABLES:
        raise ValueError(f'no table "{name}"; there are: {", ".join(TABLES)}')
    return TABLES[name]()


def refresh(folder: Path, *, only_check: bool = False) -> list[str]:
    """Rewrite the pages of a folder whose tables are stale; return their names.

    Args:
        folder: where the pages are; folders inside it are not visited.
        only_check: name them, and change nothing.
    """
    stale = []
    for path in sorted(folder.glob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = rewritten(before)
        if after != before:
            stale.append(path.name)
            if not only_check:
                path.write_text(after, encoding="utf-8")
    return stale


def show_output(page: Path) -> None:
    """Put what commands say now in the place of what they said when a page was written."""
    before = page.read_text(encoding="utf-8")
    after = SHOWN.sub(lambda found: found[1] + said_by(found[2]) + found[3], before)
    page.write_text(after, encoding="utf-8")


def said_by(command: str) -> str:
    """Run a command in an empty folder; return what it says, without trailing spaces."""
    words = [sys.executable, "-m", *command.split()]
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, "COLUMNS": WIDTH},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    # Talk about compiling comes before the next command to try, and only the first time.
    _, upcoming, commands = done.stderr.partition("Next:")
    lines = (done.stdout + upcoming + commands).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def main(arguments: Sequence[str]) -> int:
    """Rewrite or check the pages; return the exit code."""
    if "--output" in arguments:
        for page in (PAGES.parent / "README.md", *sorted(PAGES.glob("how-to/*.md"))):
            show_output(page)
        return 0
    only_check = "--check" in arguments
    stale = refresh(PAGES, only_check=only_check)
    sys.stdout.writelines(f"{'stale' if only_check else 'rewritten'}: {name}\n" for name in stale)
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
