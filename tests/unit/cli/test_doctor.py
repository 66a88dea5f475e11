from __future__ import annotations

import json
import webbrowser
from importlib.metadata import PackageNotFoundError, version

import pytest

from coopsim import compilation
from coopsim.cli import doctor, main


def test_people_read_what_coopsim_stands_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = dict(line.split(maxsplit=1) for line in out.splitlines()[1:])
    assert found["coopsim"] == version("coopsim")
    assert found["numba"] == version("numba")
    assert "optional:" in out
    assert {"python", "system", "cores", "compiled", "browser"} <= found.keys()


def test_machines_read_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["libraries"]["pyarrow"] == version("pyarrow")
    assert found["optional parts"]["test"] == "there"
    assert found["cores"] >= 1


def test_what_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look_up(name: str) -> str:
        if name in {"numba", "ruff"}:
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor, "version", look_up)
    assert main(["doctor"]) == 1
    out, err = capsys.readouterr()
    assert "missing: ruff" in out
    assert err == "missing: numba; install coopsim again\n"


@pytest.mark.parametrize(
    ("is_ready", "told"), [(True, "The model is compiled."), (False, "The first run will compile")]
)
def test_the_state_of_the_compiled_code_is_told(
    is_ready: bool,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(compilation, "is_cached", lambda _: is_ready)
    monkeypatch.setattr(compilation, "cache_state", lambda: "Kept in /somewhere.")
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["compiled code"].startswith(told)


def test_a_broken_compiler_is_a_finding_and_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise OSError("the library is damaged")

    monkeypatch.setattr(compilation, "cache_state", broken)
    assert main(["doctor"]) == 0
    assert "can't be loaded: OSError: the library is damaged" in capsys.readouterr().out


def test_no_browser_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["browser"] == "none found"
