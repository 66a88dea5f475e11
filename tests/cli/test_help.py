"""Help is quick, and says what there is."""

from __future__ import annotations

from importlib.metadata import entry_points, version

import pytest

from cli.process import coopsim, python

PROMISED = ("run", "new", "list", "explain", "schema", "validate", "verify", "doctor")
# A schema is JSON already, and a new scenario is a file.
WITHOUT_JSON = ("new", "schema")
# Without these help takes a third of a second, see benchmarks/startup.py.
HEAVY = ("numba", "numpy", "pandas", "mesa", "pyarrow", "pydantic", "yaml", "plotly")


def test_help_names_every_command() -> None:
    told = coopsim("--help")
    assert (told.code, told.err) == (0, "")
    for command in PROMISED:
        assert f" {command} " in told.out


def test_help_loads_nothing_heavy() -> None:
    driver = (
        "import sys; from coopsim.cli import main; main(['--help']);"
        f"print('loaded', [name for name in {HEAVY} if name in sys.modules])"
    )
    assert python("-c", driver).out.splitlines()[-1] == "loaded []"


def test_the_command_alone_shows_help() -> None:
    alone = coopsim()
    assert (alone.code, alone.err) == (0, "")
    assert "Usage: coopsim" in alone.out


def test_the_version_is_that_of_the_package() -> None:
    assert coopsim("--version") == (0, f"coopsim {version('coopsim')}\n", "")


@pytest.mark.parametrize("command", PROMISED)
def test_every_command_explains_itself(command: str) -> None:
    told = coopsim(command, "--help", COLUMNS="200")
    assert (told.code, told.err) == (0, "")
    assert f"Usage: coopsim {command}" in told.out
    for option in ("--quiet", "-q", "--verbose", "-v"):
        assert option in told.out
    assert ("--json" in told.out) is (command not in WITHOUT_JSON)


def test_run_has_the_promised_flags() -> None:
    told = coopsim("run", "--help", COLUMNS="200").out
    promised = "-o --seed --steps --replicates --variant --set --without"
    assert [flag for flag in promised.split() if f"{flag} " not in told] == []


def test_the_installed_command_is_the_same() -> None:
    (command,) = entry_points(group="console_scripts", name="coopsim")
    assert command.value == "coopsim.cli:main"


@pytest.mark.parametrize(
    ("typed", "place", "offered"),
    [
        ("coopsim ru", "1", ["run"]),
        ("coopsim run base", "2", ["baseline"]),
        ("coopsim run baseline --without inst", "4", ["institutions"]),
        ("coopsim run baseline --variant aus", "4", ["austerity"]),
        ("coopsim list exp", "2", ["experiments"]),
        ("coopsim explain refusal", "2", ["refusal_weight"]),
    ],
)
def test_the_shell_completes(typed: str, place: str, offered: list[str]) -> None:
    told = coopsim(_COOPSIM_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=place)
    assert told.out.split() == offered
