"""A rule of the user's own may be run by every command that founds a scenario, if it is told so."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from coopsim.cli import main
from coopsim.cli.application import app
from unit.cli.samples import small

# They read results, and shipped scenarios, but found none of the user's.
FOUND_NOTHING = {
    "status", "verify", "new", "list", "explain", "schema", "directions", "doctor",
    "validate-model", "recover",
}  # fmt: skip
RULE = "def kind(terms, parameters):\n    return terms[0]\n\n\nkind.terms = ('affinity',)\n"


def commands() -> dict[str, set[str]]:
    """Name the options of each command."""
    group = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in group.commands.items()  # type: ignore[attr-defined]  # it is a group
    }


def test_every_command_that_founds_a_scenario_can_be_allowed_to_run_code() -> None:
    refusing = {name for name, options in commands().items() if "--allow-code" not in options}
    assert refusing == FOUND_NOTHING


def test_a_command_runs_code_only_while_it_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one_of_mine", "another_of_mine"):
        (tmp_path / f"{name}.py").write_text(RULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    path = Path(small(tmp_path))
    plain = path.read_text(encoding="utf-8")
    path.write_text(f"{plain}decision: {{rule: one_of_mine:kind}}\n", encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    assert "add --allow-code if you trust it" in capsys.readouterr().err
    assert main(["validate", str(path), "--allow-code"]) == 0
    # What one command was allowed to read, another one is not.
    path.write_text(f"{plain}decision: {{rule: another_of_mine:kind}}\n", encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    assert "add --allow-code if you trust it" in capsys.readouterr().err
