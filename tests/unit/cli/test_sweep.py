from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from coopsim.cli import main
from unit.experiment.samples import file
from unit.runs.sweeps.samples import contents

ANSWER = "Damage was {damage_busd:.2f}."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, title="A title", question="Why?", answer=ANSWER)
    return tmp_path


def done(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_sweep_is_told_in_a_few_lines(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = done(["sweep", "small.yaml", "-o", "out"], capsys)
    assert code == 0
    assert re.match(r"A title\nWhy\?\n\n24 runs, in \d+ s\n\nDamage was \d", out)
    assert out.endswith("Results are in out\n")
    again = done(["sweep", "small.yaml", "-o", "out"], capsys)[1]
    assert "24 runs, 24 of them before, in" in again
    assert (here / "out" / "summary.parquet").is_file()


def test_quiet_says_the_folder_only(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = done(["sweep", "small.yaml", "-q"], capsys)
    (folder,) = (here / "results").iterdir()
    assert (code, out, err) == (0, f"results/{folder.name}\n", "")
    assert folder.name.startswith("small-")


def test_machines_get_counts_and_the_answer(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(done(["sweep", "small.yaml", "-o", "out", "--json"], capsys)[1])
    assert (told["folder"], told["experiment"], told["n_runs"]) == ("out", "small", 24)
    assert told["answer"].startswith("Damage was ")
    assert (here / "out").is_dir()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--executor", "dask"], "--scheduler: is required for dask"),
        (["--scheduler", "tcp://x:1"], "--scheduler: means nothing without dask"),
        (["--executor", "dask", "--scheduler", "tcp://x:1", "--workers", "2"],
         "--workers: means nothing for dask"),
    ],
)  # fmt: skip
def test_flags_that_do_not_fit_are_refused(
    here: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = done(["sweep", "small.yaml", "-o", "out", *words], capsys)
    assert (code, out) == (2, "")
    assert message in err
    assert not (here / "out").exists()


def test_a_sweep_in_which_all_fails_has_failed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = [{"metric": "trust", "step": 3}]
    file(here, levers={"steps": {"values": [2, 3]}}, uncertainties={}, outcomes=late)
    code, out, err = done(["sweep", "small.yaml", "-o", "out"], capsys)
    assert code == 1
    assert "8 runs failed: out/failures.parquet says why" in out
    assert "every run failed" in err


def test_a_dry_run_tells_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(here.iterdir())
    code, out, err = done(["sweep", "small.yaml", "--dry-run", "--workers", "2"], capsys)
    assert code == 0
    assert out.startswith("6 points × 4 replicates: 24 runs\nTime: about ")
    assert err == "Nothing was written.\n"
    told = json.loads(done(["sweep", "small.yaml", "--dry-run", "--json"], capsys)[1])
    assert (told["points"], told["arms"], told["replicates"], told["runs"]) == (6, 1, 4, 24)
    assert sorted(here.iterdir()) == before


def test_status_tells_how_far_it_is(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sweep", "small.yaml", "-o", "out", "-q"])
    (here / "out" / "manifest.json").unlink()
    (here / "out" / "runs" / "000003.parquet").unlink()
    capsys.readouterr()
    _, out, err = done(["status", "out"], capsys)
    assert out.startswith("small: not finished\n18 of 24 runs (75%)\ndamage_busd ")
    assert err == "To go on: coopsim sweep EXPERIMENT -o out\n"
    told = json.loads(done(["status", "out", "--json"], capsys)[1])
    assert (told["runs"], told["of"], told["finished"], told["outcome"]["n"]) == (18, 24, False, 3)


def test_a_run_is_replayed_into_a_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from coopsim.runs.parquet import read_parquet

    main(["sweep", "small.yaml", "-o", "out", "-q"])
    before = contents(here / "out")
    run = str(read_parquet(here / "out" / "runs" / "000002.parquet", "runs").texts("run")[4])
    capsys.readouterr()
    code, out, _ = done(["replay", "out", "--run", run, "-o", "again"], capsys)
    assert code == 0
    assert out == (
        "friction: 1\nbudget: 1.0\nPoint 4, arm world, replicate 2: results are in again\n"
    )
    assert contents(here / "out") == before
    assert done(["verify", "again"], capsys)[0] == 0
    code, _, err = done(["replay", "out", "--run", "nothing", "-o", "other"], capsys)
    assert code == 1
    assert 'out holds no run "nothing"' in err


def test_experiments_are_validated_and_listed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert done(["validate", "small.yaml"], capsys)[1] == (
        "small.yaml: ok: 6 points, 1 arm, 4 replicates\n"
    )
    file(here, levers={"budget": {"path": "stpes", "values": [1]}})
    code, _, err = done(["validate", "small.yaml", "--json"], capsys)
    assert (code, err) == (2, "")
    assert "budget-friction" in done(["list", "experiments"], capsys)[1]
    assert json.loads(done(["schema", "experiment"], capsys)[1])["title"] == "Experiment of coopsim"
