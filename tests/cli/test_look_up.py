"""The commands that write a first scenario, and say what there is and what it means."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.process import coopsim, environment
from coopsim.scenario.shelves import shelf


def test_a_new_scenario_validates_and_runs(tmp_path: Path) -> None:
    written = coopsim("new", "nordic", cwd=tmp_path)
    assert (written.code, written.out) == (0, "Wrote nordic.yaml\n")
    checked = coopsim("validate", "nordic.yaml", cwd=tmp_path)
    assert (checked.code, checked.err) == (0, "")
    ran = coopsim("run", "nordic.yaml", "--replicates", "2", "-o", "out", cwd=tmp_path)
    assert ran.code == 0
    assert "Partners supplied " in ran.out
    assert coopsim("new", "nordic", cwd=tmp_path).code == 2


def test_check_jsonschema_reads_the_schema_as_coopsim_does(tmp_path: Path) -> None:
    schema = tmp_path / "scenario.schema.json"
    written = coopsim("schema", "scenario")
    assert (written.code, written.err) == (0, "")
    schema.write_text(written.out, encoding="utf-8")
    wrong = Path(__file__).parents[1] / "faults" / "broken" / "unknown-key.yaml"
    for file, code in ((shelf() / "baseline.yaml", 0), (wrong, 1)):
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert checked.returncode == code, checked.stdout


@pytest.mark.parametrize("topic", ["scenarios", "metrics"])
def test_lists_are_for_people_and_machines(topic: str) -> None:
    told = coopsim("list", topic)
    assert told.code == 0
    assert told.err.startswith("Next: coopsim ")
    machine = coopsim("list", topic, "--json")
    assert (machine.code, machine.err) == (0, "")
    names = [thing["name"] for thing in json.loads(machine.out)]
    assert [line.split()[0] for line in told.out.splitlines()[1:]] == names


def test_a_word_is_explained(tmp_path: Path) -> None:
    told = coopsim("explain", "refusal_weight", cwd=tmp_path)
    assert (told.code, told.err) == (0, "")
    for fact in ("a pure number", "1 to 4", "stylised"):
        assert fact in told.out
    unknown = coopsim("explain", "refusal_wait")
    assert (unknown.code, unknown.out) == (2, "")
    assert 'did you mean "refusal_weight"?' in unknown.err


def test_the_doctor_says_where_compiled_code_is_kept(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    told = coopsim("doctor", "--json", COOPSIM_CACHE_DIR=str(cache))
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert found["python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert found["compiled code"].startswith(
        f"The first run will compile it. Compiled code is kept in {cache}"
    )
