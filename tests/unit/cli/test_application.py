from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from coopsim import scenario
from coopsim.cli import main
from coopsim.errors import CoopsimError, ResultsError
from unit.cli.samples import small


def failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def test_the_version_is_a_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"coopsim {version('coopsim')}\n", "")


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    alone = capsys.readouterr()
    assert main(["-h"]) == 0
    assert capsys.readouterr().out.split() == alone.out.split()
    assert "Usage: coopsim" in alone.out
    assert alone.err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run"], "Missing argument 'SCENARIO'"),
        (["rum"], "No such command 'rum'"),
        (["run", "baseline", "--sed", "3"], "No such option"),
        (["run", "baseline", "--seed", "three"], "Invalid value for '--seed'"),
        (["run", "baseline", "--seed", "-1"], "Invalid value for '--seed'"),
        (["run", "baseline", "--steps", "0"], "Invalid value for '--steps'"),
        (["run", "baseline", "--replicates", "0"], "Invalid value for '--replicates'"),
        (["verify", "/no/such/folder"], "does not exist"),
    ],
)
def test_what_cannot_be_read_ends_with_2(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert err.splitlines()[-1].startswith("See: coopsim")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (CoopsimError("the run failed"), 1, "the run failed"),
        (ResultsError("the folder is damaged"), 1, "the folder is damaged"),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (MemoryError(), 1, "not enough memory"),
        (KeyError("refusal"), 3, "KeyError: 'refusal'"),
        (KeyboardInterrupt(), 130, "Interrupted"),
    ],
)
def test_each_way_to_end_has_its_code(
    error: BaseException,
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(scenario, "check", failing(error))
    assert main(["validate", small(tmp_path)]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "setting", "is_whole"),
    [
        ([], "", False),
        ([], "0", False),
        ([], "1", True),
        (["-v"], "", True),
        (["--verbose"], "", True),
    ],
)
def test_a_bug_is_told_whole_on_request(
    words: list[str],
    setting: str,
    is_whole: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COOPSIM_TRACEBACK", setting)
    monkeypatch.setattr(scenario, "check", failing(ZeroDivisionError("x" * 1000)))
    assert main(["validate", small(tmp_path), *words]) == 3
    err = capsys.readouterr().err
    assert ("Traceback" in err) is is_whole
    assert ("x" * 301 in err) is is_whole
    assert "Please report it" in err
