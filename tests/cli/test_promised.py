"""What is promised to be there is there: names, files and columns, in processes of their own."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cli.process import coopsim, python
from coopsim.world.ledger import DECISIONS

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests" / "faults" / "sound.yaml"
TABLES = {
    "metrics": ["replicate", "step"],
    "states": ["replicate", "step", "state"],
    "partnerships": ["replicate", "id", "kind", "members", "formed", "ended", "why"],
    "events": ["replicate", "step", "kind", "actor", "partner", "size", "cause"],
}
DECISION = ["replicate", "step", "actor", "partner", "score", "threshold", "draw"]
KINDS = [kind for kind, _, _ in DECISIONS]

API = """
import coopsim
scenario = coopsim.load("scenarios/baseline.yaml", set={"states[FRA].defence_share": 0.02})
record = coopsim.run(scenario, seed=1, replicates=2, steps=6)
for name in ("metrics", "states", "partnerships", "events", "decisions"):
    print(name, type(getattr(record, name)).__name__, len(getattr(record, name)) > 0)
for snapshot in coopsim.play(scenario, seed=1):
    if snapshot.step == 5:
        break
model = coopsim.CooperationModel(scenario, rng=1)
for _ in range(6):
    model.step()
print(snapshot.metrics["damage_busd"] == record.metrics["damage_busd"][5] == model.damage_busd)
print(scenario.without("institutions").mechanisms["institutions"].scale)
"""
BUG = """
import sys
from coopsim.cli import main
from coopsim.runs import one
one.run = None
sys.exit(main(["run", sys.argv[1]]))
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a sound scenario and return the folder of its results."""
    folder = tmp_path_factory.mktemp("promised") / "out"
    ran = coopsim("run", str(SOUND), "-o", str(folder), "--steps", "4", "-v")
    assert ran.code == 0
    # Details are no results, and only for those who ask.
    assert "Run in " in ran.err
    return folder


def test_a_folder_holds_every_promised_file(results: Path) -> None:
    found = {path.relative_to(results).as_posix() for path in results.rglob("*") if path.is_file()}
    decisions = {f"decisions/{kind}.parquet" for kind in KINDS}
    tables = {f"{name}.parquet" for name in TABLES}
    assert found == {"manifest.json", "scenario.resolved.yaml", *tables, *decisions}


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_promised_columns(results: Path, name: str) -> None:
    assert set(TABLES[name]) <= set(pq.read_schema(results / f"{name}.parquet").names)


@pytest.mark.parametrize(("kind", "terms"), [(kind, terms) for kind, _, terms in DECISIONS])
def test_decisions_have_a_column_for_each_term(
    results: Path, kind: str, terms: tuple[str, ...]
) -> None:
    columns = pq.read_schema(results / "decisions" / f"{kind}.parquet").names
    assert set(DECISION) <= set(columns)
    assert set(terms) <= set(columns)


def test_the_manifest_says_what_made_the_results(results: Path) -> None:
    manifest = json.loads((results / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["coopsim"] == version("coopsim")
    assert manifest["results_version"] >= 1
    assert manifest["draw_version"] >= 1
    assert {"scenario_sha256", "seed"} <= manifest["what"].keys()
    assert {"command", "started", "seconds", "system", "processor"} <= manifest["run"].keys()
    assert {"python", "numpy", "numba", "pyarrow"} <= manifest["run"]["versions"].keys()
    assert all(len(each["content_sha256"]) == 64 for each in manifest["tables"].values())


def test_the_resolved_scenario_is_a_scenario(results: Path) -> None:
    told = coopsim("validate", str(results / "scenario.resolved.yaml"))
    assert (told.code, told.err) == (0, "")


def test_the_installed_command_runs(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("coopsim")
    told = python(str(script), "--version", cwd=tmp_path)
    assert told == (0, f"coopsim {version('coopsim')}\n", "")


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("mechanisms", "friction"),
        ("threats", "cyberattack"),
        ("partnerships", "defence_treaty"),
        ("institutions", "unanimity"),
        ("decisions", "contribute"),
    ],
)
def test_what_is_listed_can_be_explained(topic: str, name: str) -> None:
    listed = coopsim("list", topic, "--json")
    assert (listed.code, listed.err) == (0, "")
    meanings = {each["name"]: each["meaning"] for each in json.loads(listed.out)}
    assert name in meanings
    told = coopsim("explain", name, "--json")
    assert (told.code, told.err) == (0, "")
    assert meanings[name] in {each["meaning"] for each in json.loads(told.out)}


def test_experiments_are_a_topic() -> None:
    assert coopsim("list", "experiments").code == 0


def test_a_bug_ends_with_3_and_says_how_to_report_it(tmp_path: Path) -> None:
    told = python("-c", BUG, str(SOUND), cwd=tmp_path)
    assert (told.code, told.out) == (3, "")
    assert "bug" in told.err
    assert "report" in told.err
    assert list(tmp_path.iterdir()) == []


def test_python_has_the_promised_names() -> None:
    told = python("-c", API, cwd=ROOT)
    assert (told.code, told.err) == (0, "")
    frames = ("metrics", "states", "partnerships", "events", "decisions")
    assert told.out.splitlines() == [*(f"{name} DataFrame True" for name in frames), "True", "0.0"]
