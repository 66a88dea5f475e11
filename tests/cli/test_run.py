"""`coopsim run` and what belongs to it, in processes of their own: each takes a second or two."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.process import Ended, coopsim, environment, python

SOUND = Path(__file__).parents[1] / "faults" / "sound.yaml"
MUST_NOT_LOAD = ("pandas", "mesa", "networkx", "plotly")
DRIVER = f"""
import sys
from coopsim.cli import main
code = main(sys.argv[1:])
sys.stderr.write(f"loaded {{[name for name in {MUST_NOT_LOAD} if name in sys.modules]}}")
sys.exit(code)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the run of this module was made."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def ran(folder: Path) -> Ended:
    """Run a sound scenario with every flag at once."""
    words = ["run", str(SOUND), "-o", "out", "--seed", "3", "--steps", "6", "--replicates", "2"]
    words += ["--variant", "calm", "--without", "trust", "--json"]
    setting = "states[EST].defence_share=0.05"
    return python("-c", DRIVER, *words, "--set", setting, cwd=folder)


def test_every_flag_counts(ran: Ended, folder: Path) -> None:
    assert ran.code == 0
    told = json.loads(ran.out)
    facts = {name: told[name] for name in ("scenario", "seed", "steps", "replicates", "folder")}
    assert facts == {
        "scenario": "sound",
        "seed": 3,
        "steps": 6,
        "replicates": 2,
        "folder": "out",
    }
    resolved = (folder / "out" / "scenario.resolved.yaml").read_text(encoding="utf-8")
    for written in ("variant calm", "0.05  # --set", "0.0  # --without"):
        assert written in resolved


def test_neither_pandas_nor_mesa_is_loaded(ran: Ended) -> None:
    assert ran.err.splitlines()[-1] == "loaded []"


def test_what_was_typed_is_kept(ran: Ended, folder: Path) -> None:
    assert ran.code == 0
    manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run"]["command"][:2] == ["coopsim", "run"]
    assert "--without" in manifest["run"]["command"]


def test_results_can_be_verified(ran: Ended, folder: Path) -> None:
    assert ran.code == 0
    whole = coopsim("verify", "out", cwd=folder)
    assert (whole.code, whole.err) == (0, "")
    assert whole.out.startswith("out: whole and untouched")
    (folder / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    touched = coopsim("verify", "out", cwd=folder)
    assert (touched.code, touched.err) == (1, "")
    assert "notes.txt: was not written by coopsim" in touched.out
    (folder / "out" / "notes.txt").unlink()


def test_a_folder_that_is_not_empty_is_refused(ran: Ended, folder: Path) -> None:
    assert ran.code == 0
    before = sorted(os.listdir(folder / "out"))
    refused = coopsim("run", str(SOUND), "-o", "out", cwd=folder)
    assert (refused.code, refused.out) == (2, "")
    assert "out is not empty" in refused.err
    assert sorted(os.listdir(folder / "out")) == before


def test_a_shipped_scenario_is_found_from_any_folder(tmp_path: Path) -> None:
    told = coopsim(
        "run",
        "baseline",
        "--replicates",
        "1",
        "--steps",
        "3",
        cwd=tmp_path,
        FORCE_COLOR="1",
        NO_COLOR="1",
    )
    assert told.code == 0
    (results,) = (tmp_path / "results").iterdir()
    assert re.fullmatch(r"baseline-\d{8}-\d{6}", results.name)
    assert f"Results are in results/{results.name}" in told.out
    for word in ("Collective response", "Obligations honoured", "Trust after the last step"):
        assert word in told.out
    # Bold is no colour; foreground and background are.
    assert re.findall(r"\x1b\[(?:\d+;)*[34]\d", told.out + told.err) == []
    assert "Next: coopsim run baseline --without institutions" in told.err


def test_quiet_says_the_folder_only(tmp_path: Path) -> None:
    told = coopsim("run", str(SOUND), "-q", "-o", "kept", "--steps", "2", cwd=tmp_path)
    assert told == (0, "kept\n", "")


def test_a_first_run_says_that_it_compiles_and_can_be_interrupted(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coopsim", "run", str(SOUND), "-o", "out"],
        cwd=tmp_path,
        env=environment(COOPSIM_CACHE_DIR=str(tmp_path / "cache")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Compiling the model: this happens once")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    assert err.startswith("Interrupted")
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]
