"""`coopsim doctor`: say what coopsim stands on, for people with a problem and for bug reports."""

from __future__ import annotations

import os
import platform
import re
import webbrowser
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any, Final

from coopsim.cli.options import Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns
from coopsim.errors import CoopsimError

PACKAGE: Final = "coopsim"
MISSING: Final = "missing"
_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)[^;]*(?:;.*extra == ['\"](\w+)['\"])?")


def doctor(as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """Say what coopsim stands on: versions, compiled code, cores, browser, optional parts.

    The exit code is 1 if something that it needs is missing.
    """
    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    needed, parts = libraries()
    found = {
        PACKAGE: version(PACKAGE),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count() or 1,
        "libraries": needed,
        "compiled code": _compiled_code(),
        "browser": _browser(),
        "optional parts": {part: _state(members) for part, members in parts.items()},
    }
    if as_json:
        talk.hand_over(found)
    else:
        _show(found, talk)
    absent = sorted(name for name, state in needed.items() if state == MISSING)
    if absent:
        raise CoopsimError(f"missing: {', '.join(absent)}; install coopsim again")


def libraries() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the versions of what coopsim needs, and of what its optional parts need."""
    needed: dict[str, str] = {}
    parts: dict[str, dict[str, str]] = {}
    for requirement in requires(PACKAGE) or ():
        match = _REQUIREMENT.match(requirement)
        assert match is not None  # Every requirement begins with a name.
        name, part = match.groups()
        (parts.setdefault(part, {}) if part else needed)[name] = _version(name)
    return needed, parts


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return MISSING


def _state(members: dict[str, str]) -> str:
    absent = [name for name, state in members.items() if state == MISSING]
    return f"{MISSING}: {', '.join(absent)}" if absent else "there"


def _compiled_code() -> str:
    try:
        from coopsim.compilation import cache_state, is_cached
        from coopsim.step import advance

        when = "The model is compiled." if is_cached(advance) else "The first run will compile it."
        return f"{when} {cache_state()}"
    except Exception as error:  # noqa: BLE001 -- whatever is broken here is what the user looks for
        return f"The model can't be loaded: {type(error).__name__}: {error!s:.200}"


def _browser() -> str:
    # Only for `coopsim view`; a server without a browser is in good health.
    try:
        return getattr(webbrowser.get(), "name", "there")
    except webbrowser.Error:
        return "none found"


def _show(found: dict[str, Any], talk: Talk) -> None:
    table = columns("What", "Found")
    for name, state in found.items():
        if isinstance(state, dict):
            for inner, each in state.items():
                table.add_row(inner if name == "libraries" else f"optional: {inner}", each)
        else:
            table.add_row(name, str(state))
    talk.show(table)
