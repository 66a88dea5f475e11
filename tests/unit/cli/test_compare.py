from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopsim.cli.application import main
from coopsim.cli.compare import scenario_of
from coopsim.errors import InputError
from unit.runs.samples import scenario

VARIANT = "\nvariants:\n  poorer:\n    states: {DEU: {defence_share: 0.004}}\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a scenario with a variant into the present folder; return its name."""
    monkeypatch.chdir(tmp_path)
    text = scenario().resolved_yaml() + VARIANT
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return "small.yaml"


def compared(*words: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """Compare and return what machines are told."""
    assert main(["compare", *words, "--replicates", "2", "--json"]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_a_scenario_is_compared_with_itself_changed(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = compared(file, "--set", "title=new", "--without", "trust", "--seed", "4", capsys=capsys)
    assert (told["first"], told["second"]) == (file, "title=new, without trust")


def test_a_variant_stands_behind_an_at_sign(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    variant = f"{file}@poorer"
    told = compared(file, variant, capsys=capsys)
    assert (told["first"], told["second"]) == (file, variant)
    assert scenario_of(variant).states[0].defence_share == 0.004
    Path(variant).write_text(Path(file).read_text(encoding="utf-8"), encoding="utf-8")
    assert scenario_of(variant).states[0].defence_share == 0.02


def test_quiet_says_the_headline_only(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", file, f"{file}@poorer", "--replicates", "2", "-q", "--outcome", "strikes"]
    assert main(words) == 0
    told = f"{file}@poorer: strikes is the same in every run\n"
    assert capsys.readouterr().out == told


def test_shares_are_shown(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", file, "--set", "states[DEU].defence_share=0.004", "--without", "response"]
    assert main([*words, "--attribute", "--replicates", "2"]) == 0
    assert "What each change adds (all combinations)" in capsys.readouterr().out


def test_a_width_decides_how_many_runs_are_made(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", file, "--without", "trust", "--json"]
    assert main([*words, "--half-width", "0.5", "--outcome", "strikes"]) == 0
    assert json.loads(capsys.readouterr().out)["replicates"] == 50


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "small.yaml: there is nothing to compare with; name a second scenario, or change"),
        (("small.yaml@rich",), '--variant: no variant "rich"; there are: poorer'),
        (("--without", "trust", "--outcome", "trsut"), 'outcome: no such metric "trsut"; did you'),
        (("--without", "trust", "--half-width", "0"), "half-width: must be above 0 (got 0.0)"),
        (("--without", "trust", "--attribute"), "--attribute: there is nothing to share out among"),
        (("--set", "states[QQQ].readiness=1"), "states[QQQ]: no such entry"),
        (("small.yaml", "--replicates", "1"), "--replicates"),
    ],
)
def test_bad_input_is_told(
    file: str, words: tuple[str, ...], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", file, *words]) == 2
    said = capsys.readouterr()
    assert fault in said.err
    assert said.out == ""


def test_an_unknown_scenario_is_an_error() -> None:
    with pytest.raises(InputError, match="no such scenario"):
        scenario_of("nowhere@variant")
