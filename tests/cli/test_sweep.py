"""`coopsim sweep` in processes of their own: killed, gone on with, and spread over workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.process import coopsim, environment, python
from unit.runs.sweeps.samples import contents

WORLD = """
steps: 12
states:
  - id: S
    count: 6
    gdp_busd: {low: 10, high: 400}
    defence_share: {low: 0.01, high: 0.04}
    personnel_k: {low: 5, high: 50}
    latitude: {low: 30, high: 60}
    longitude: {low: 0, high: 30}
threats: [{id: cyber, kind: cyberattack, rate_per_year: 4, severity: 0.5}]
"""
SWEEP = """
name: tiny
scenario: world.yaml
arms: {all: {}, alone: {without: [response]}}
levers: {budget: {path: mechanisms.budgets.operations_share, times: true, values: [0.5, 1, 2]}}
outcomes: [damage_busd, collective_response, trust]
answer: "Damage was {damage_busd@all:.1f} with help and {damage_busd@alone:.1f} without."
replicates: 200
runs_per_file: 6
"""
KILLS = 20
# Forked from a server that has imported everything, so that each kill takes moments.
KILLING = """
import json, multiprocessing, random, signal, sys, time
from pathlib import Path

def go():
    from coopsim.experiment import read_experiment
    from coopsim.runs.sweeps.plan import Plan
    from coopsim.runs.sweeps.sweeping import Where, sweep
    sweep(Plan(read_experiment("tiny.yaml")), Path("killed"), Where(2))

def main():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["coopsim.experiment", "coopsim.runs.sweeps.sweeping"])
    moments, runs, stored = random.Random(7), Path("killed/runs"), {}
    for _ in range(int(sys.argv[1])):
        # Before anything is computed, or behind one or two more files: wherever the sweep then
        # is, in computing, writing, forcing to the disk, or renaming.
        n_files = len(stored) + moments.randrange(3)
        process = context.Process(target=go)
        process.start()
        while process.is_alive() and len(list(runs.glob("*.parquet"))) < n_files:
            time.sleep(0.0005)
        time.sleep(moments.random() * 0.01)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        now = {path.name: path.stat().st_mtime_ns for path in runs.glob("*.parquet")}
        assert stored.items() <= now.items()
        for name in now:
            assert (runs / name).read_bytes() == Path("whole/runs", name).read_bytes()
        stored = now
    print(json.dumps(stored))

if __name__ == "__main__":
    main()
"""
DASK = """
import os, signal, sys
from pathlib import Path
from distributed import LocalCluster
from coopsim.experiment import read_experiment
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.sweeping import Where, sweep

def main():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        victims = [next(iter(cluster.workers.values())).pid]

        def kill_one(tidings):
            if victims and tidings.done * 2 > tidings.total:
                os.kill(victims.pop(), signal.SIGKILL)

        plan = Plan(read_experiment("tiny.yaml"))
        sweep(plan, Path("dask"), Where(scheduler=cluster.scheduler_address), kill_one)
        assert not victims

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an experiment and its whole sweep, made by one worker."""
    place = tmp_path_factory.mktemp("sweep")
    (place / "world.yaml").write_text(WORLD, encoding="utf-8")
    (place / "tiny.yaml").write_text(SWEEP, encoding="utf-8")
    told = coopsim("sweep", "tiny.yaml", "-o", "whole", "--workers", "1", cwd=place)
    assert told.code == 0, told.err
    assert "1,200 runs, in " in told.out
    assert "Damage was " in told.out
    assert "Results are in whole" in told.out
    return place


def test_two_workers_write_the_same_bytes(folder: Path) -> None:
    told = coopsim("sweep", "tiny.yaml", "-o", "two", "--workers", "2", "--json", cwd=folder)
    assert told.code == 0
    assert json.loads(told.out)["n_runs"] == 1200
    assert contents(folder / "two") == contents(folder / "whole")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_sweep_that_is_killed_goes_on_to_the_same_bytes(folder: Path) -> None:
    (folder / "killing.py").write_text(KILLING, encoding="utf-8")
    killed = python("killing.py", str(KILLS), cwd=folder)
    assert killed.code == 0, killed.err
    stored = json.loads(killed.out)
    assert 0 < len(stored) < 200
    told = coopsim("sweep", "tiny.yaml", "-o", "killed", "--json", cwd=folder)
    assert told.code == 0, told.err
    assert json.loads(told.out)["n_found"] == 6 * len(stored)
    assert contents(folder / "killed") == contents(folder / "whole")
    runs = folder / "killed" / "runs"
    now = {path.name: path.stat().st_mtime_ns for path in runs.glob("*.parquet")}
    # What was stored is never written again.
    assert stored.items() <= now.items()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_two_dask_workers_one_of_them_killed_write_the_same_bytes(folder: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: sweeps on Dask not tested")
    (folder / "on_dask.py").write_text(DASK, encoding="utf-8")
    told = python("on_dask.py", cwd=folder)
    assert told.code == 0, told.err
    assert contents(folder / "dask") == contents(folder / "whole")


def test_ctrl_c_keeps_what_is_done(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coopsim", "sweep", "tiny.yaml", "-o", "stopped"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while not list((folder / "stopped" / "runs").glob("*.parquet")):
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    assert "of 1,200 runs are kept. To go on: coopsim sweep tiny.yaml -o stopped" in err
    assert coopsim("status", "stopped", cwd=folder).out.startswith("tiny: not finished")


def test_status_replay_and_verify_work_on_a_folder_alone(folder: Path) -> None:
    told = coopsim("status", "whole", "--json", cwd=folder)
    assert json.loads(told.out)["runs"] == 1200
    assert json.loads(told.out)["finished"]
    assert coopsim("verify", "whole", cwd=folder).code == 0
    program = "import pandas; print(pandas.read_parquet('whole/runs/000031.parquet').run[4])"
    run = python("-c", program, cwd=folder).out.strip()
    again = coopsim("replay", "whole", "--run", run, "-o", "again", "--json", cwd=folder)
    assert again.code == 0, again.err
    assert json.loads(again.out)["replicate"] == 31
    assert coopsim("verify", "again", cwd=folder).code == 0
    asked = coopsim("why", "again", cwd=folder)
    assert asked.out.startswith("Decisions in replicate 31 "), asked.out + asked.err


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    told = coopsim("sweep", "tiny.yaml", "--dry-run", cwd=folder)
    assert told.code == 0
    assert told.out.startswith("3 points × 2 arms × 200 replicates: 1,200 runs\nTime: about ")
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_broken_experiment_leaves_nothing(folder: Path) -> None:
    (folder / "bad.yaml").write_text(SWEEP.replace("budgets", "budget"), encoding="utf-8")
    told = coopsim("sweep", "bad.yaml", "-o", "bad", cwd=folder)
    assert (told.code, told.out) == (2, "")
    assert "bad.yaml:5:" in told.err
    assert not (folder / "bad").exists()
