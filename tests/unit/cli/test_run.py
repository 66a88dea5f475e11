from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from coopsim.cli import main
from coopsim.runs import one
from coopsim.runs.store import read
from unit.cli.samples import SMALL, kept, small


def results(folder: Path, *words: str) -> Any:
    return json.loads((kept(folder, *words) / "manifest.json").read_text(encoding="utf-8"))


def test_a_run_tells_what_happened_and_where_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["run", small(tmp_path), "-o", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Three states\nDo partners help?\n")
    assert "Collective response" in out
    assert "Partners met " in out
    assert out.endswith(f"\nResults are in {folder}\n")
    assert f"Next: coopsim run {tmp_path}/small.yaml --without response\n" in err
    assert f"coopsim verify {folder}\n" in err
    assert main(["verify", str(folder)]) == 0


def test_flags_say_what_is_run(tmp_path: Path) -> None:
    setting = "states[FIN].defence_share=0.05"
    words = ["--seed", "7", "--steps", "2", "--replicates", "3", "--variant", "calm"]
    manifest = results(tmp_path, *words, "--set", setting, "--without", "trust")
    what = manifest["what"]
    assert (what["seed"], what["steps"], what["replicates"]) == (7, 2, 3)
    resolved = (tmp_path / "out" / "scenario.resolved.yaml").read_text(encoding="utf-8")
    assert "severity: 0.1  # variant calm" in resolved
    assert "defence_share: 0.05  # --set" in resolved
    assert "scale: 0.0  # --without" in resolved


def test_the_scenario_decides_where_no_flag_does(tmp_path: Path) -> None:
    text = SMALL + "seed: 5\nreplicates: 2\n"
    assert main(["run", small(tmp_path, text), "-o", str(tmp_path / "out"), "-q"]) == 0
    facts = read(tmp_path / "out").facts
    assert (facts.seed, facts.replicates, facts.steps) == (5, 2, 3)


def test_without_a_folder_results_are_named_after_scenario_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = datetime.now().replace(microsecond=0)
    assert main(["run", small(tmp_path), "-q"]) == 0
    (folder,) = (tmp_path / "results").iterdir()
    assert capsys.readouterr() == (f"results/{folder.name}\n", "")
    written = datetime.strptime(folder.name, "small-%Y%m%d-%H%M%S")
    assert before <= written <= datetime.now()


def test_machines_get_every_metric(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--json", "--replicates", "2", "-v", "-o", str(tmp_path / "out")]
    assert main(["run", small(tmp_path), *words]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["scenario"], told["seed"], told["steps"], told["replicates"]) == ("small", 0, 3, 2)
    assert told["folder"] == str(tmp_path / "out")
    assert told["answer"].startswith("Partners met ")
    assert told["metrics"]["strikes"]["unit"] == "strikes"
    assert told["metrics"]["strikes"]["n"] == 2
    assert told["outcome"][0]["mean"] == told["metrics"]["strikes"]["mean"]
    assert "written in" in err


def test_details_are_for_those_who_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", small(tmp_path), "-v", "-o", str(tmp_path / "out")]) == 0
    out, err = capsys.readouterr()
    assert "written in" in err
    assert "written in" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--variant", "calmer"], 'no variant "calmer"; did you mean "calm"?'),
        (["--set", "states[FIN].defense_share=1"], 'did you mean "defence_share"?'),
        (["--set", "states[FIN].defence_share"], 'there is no "="'),
        (["--without", "trusts"], 'did you mean "trust"?'),
        (["--seed", str(2**70)], "seed"),
    ],
)
def test_a_wrong_flag_is_told_and_nothing_is_written(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", small(tmp_path), "-o", str(tmp_path / "out"), *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_refused_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def must_not_run(*_: object, **__: object) -> None:
        pytest.fail("the scenario was run")

    monkeypatch.setattr(one, "run", must_not_run)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["run", small(tmp_path), "-o", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "small.yaml"]


def test_an_interrupted_run_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(one, "run", interrupted)
    assert main(["run", small(tmp_path), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]


def test_what_was_left_out_already_is_not_proposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert main(["run", small(tmp_path), "-o", out, "--without", "response"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == f"Next: coopsim verify {out}"
