"""The pages say what the code says: tables, equations, order, sources, links and commands."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from contracts.measures import ROOT, Source, sources
from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import MECHANISMS
from coopsim.cli.application import app
from coopsim.metrics.registry import METRICS
from coopsim.scenario.kinds import shipped_partnerships, shipped_threats
from coopsim.world.fields import FIELDS

DOCS = ROOT / "docs"
MODEL = (DOCS / "model.md").read_text(encoding="utf-8")
SUBMODELS = "".join(
    (DOCS / f"submodels-{part}.md").read_text(encoding="utf-8") for part in ("core", "full")
)
BIBLIOGRAPHY = (DOCS / "bibliography.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("scenarios/**/*.md")])
# Names and a year: "Jackson and Wolinsky 1996", "Salmon et al. 2011".
WORK = re.compile(r"[A-Z][\w-]+(?: and [A-Z][\w-]+| et al\.)? (?:1[89]|20)\d\d(?![\w:-])")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
FIRST_SCREEN = 24
FILE_LINES = 400


@pytest.fixture(scope="module")
def make_tables() -> ModuleType:
    """Load the script that makes the tables."""
    spec = importlib.util.spec_from_file_location("make_tables", DOCS / "make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(text: str) -> str:
    return " ".join(text.split())


def equations(source: Source) -> list[str]:
    """List the lines that a file's own docstring sets apart by indentation."""
    text = ast.get_docstring(source.tree) or ""
    return [plain(line) for line in text.splitlines() if line.startswith("    ")]


def cited_works() -> dict[str, str]:
    """Map each work that a registry or a docstring cites to one place that cites it."""
    stated = [each.source for each in MECHANISMS.values()]
    stated += [one.source for each in MECHANISMS.values() for one in each.parameters.values()]
    stated += [each.source for each in METRICS.values()]
    stated += [field.source for block in FIELDS.values() for field in block.values()]
    stated += [each.source for each in shipped_threats().values()]
    stated += [each.source for each in shipped_partnerships().values()]
    words = read_catalogue("words").plain()
    stated += [decision["source"] for decision in words["decisions"].values()]
    found = {work: text for text in stated for work in WORK.findall(text)}
    for file in sources(ROOT, "src"):
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                for work in WORK.findall(plain(ast.get_docstring(node) or "")):
                    found.setdefault(work, file.name)
    return found


def anchors(page: Path) -> set[str]:
    """List the anchors that the headings of a page get."""
    lines = page.read_text(encoding="utf-8").splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {"#" + re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def dangling(page: Path) -> list[str]:
    """List the links of a page into this project that lead nowhere."""
    found = []
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / file if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{page.name}: {file}{anchor}")
    return found


# ------------------------------------------------------------------------------- tables


def test_tables_are_fresh(make_tables: ModuleType) -> None:
    assert make_tables.refresh(DOCS, only_check=True) == [], "run: python docs/make_tables.py"


def test_each_table_stands_on_a_page(make_tables: ModuleType) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    assert [name for name in make_tables.TABLES if f"<!-- table {name} -->" not in text] == []


def test_a_stale_table_is_found_and_made_anew(make_tables: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "model.md"
    page.write_text(MODEL.replace("| 0.05 to 0.4 |", "| 0.05 to 0.5 |"), encoding="utf-8")
    assert make_tables.refresh(tmp_path, only_check=True) == ["model.md"]
    assert make_tables.refresh(tmp_path) == ["model.md"]
    assert page.read_text(encoding="utf-8") == MODEL


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- table metrics -->\n| a |\n", "has no end"),
        ("<!-- table unknown -->\n<!-- end of table -->\n", 'no table "unknown"'),
    ],
)
def test_a_wrong_marker_is_refused(make_tables: ModuleType, page: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_tables.rewritten(page)


# ------------------------------------------------------------- equations, order, sources


def test_the_model_page_has_the_equations_of_the_code() -> None:
    page = plain(MODEL + SUBMODELS)
    files = [
        file
        for file in sources(ROOT, "src")
        if file.name.startswith(("src/coopsim/phases/", "src/coopsim/decisions/"))
    ]
    found = [(file.name, line) for file in files for line in equations(file)]
    assert len(found) > 20
    assert [pair for pair in found if pair[1] not in page] == []


def test_the_model_page_has_the_phases_in_the_order_of_the_step() -> None:
    (step,) = [file for file in sources(ROOT, "src") if file.name == "src/coopsim/step.py"]
    called = {
        node.name: calls(node) for node in step.tree.body if isinstance(node, ast.FunctionDef)
    }
    # Between what prepares a step and what writes it down stand the phases.
    names = called["advance"]
    phases = names[names.index("begin") + 1 : names.index("keep")]
    assert re.findall(r"^\| (?:\d+ )?\| `(\w+)` \|", MODEL, re.MULTILINE) == phases


def calls(function: ast.FunctionDef) -> list[str]:
    """List the functions that a function calls by their names, in the order of its lines."""
    return [
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def test_each_work_that_is_cited_is_in_the_bibliography() -> None:
    works = cited_works()
    assert len(works) > 10
    assert {
        work: place for work, place in works.items() if f"**{work}.**" not in BIBLIOGRAPHY
    } == {}


def test_each_work_in_the_bibliography_was_opened_somewhere() -> None:
    entries = [plain(part) for part in re.split(r"^- |^#", BIBLIOGRAPHY, flags=re.MULTILINE)]
    works = [entry for entry in entries if entry.startswith("**")]
    assert len(works) > 15
    assert [entry for entry in works if not re.search(r"Opened: (<http|the abstract)", entry)] == []


# ------------------------------------------------------------------- links and commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(page: Path) -> None:
    assert dangling(page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Of *this*, and that\n[a](#of-this-and-that) [b](#c) [d](e.md)\n", "utf-8")
    assert dangling(page) == ["page.md: #c", "page.md: e.md"]


def test_the_first_screen_has_the_two_commands() -> None:
    first = README.splitlines()[:FIRST_SCREEN]
    assert any(line.startswith("make run") for line in first)
    assert any(line.startswith("make test") for line in first)


def test_each_command_on_the_pages_exists() -> None:
    shipped = {
        each.name or each.callback.__name__ for each in app.registered_commands if each.callback
    }
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    blocks = "".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    typed = set(re.findall(r"^(?:Next:)? *coopsim (\w+) ", blocks, re.MULTILINE))
    assert {"run", "validate", "verify"} <= typed <= shipped


@pytest.mark.compiled
def test_the_first_page_shows_what_the_baseline_says(make_tables: ModuleType) -> None:
    told, _, _ = make_tables.said_by("coopsim run baseline").partition("Results are in")
    assert "Collective response" in told
    assert told in README, "run: python docs/make_tables.py --output"


def test_pages_are_short() -> None:
    lengths = {page.name: len(page.read_text(encoding="utf-8").splitlines()) for page in PAGES}
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}
