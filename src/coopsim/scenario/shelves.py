"""Find scenario files: shipped ones by name, others by path."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from coopsim.documents import Node
from coopsim.errors import Fault, InputError, suggestion

_PACKAGE = Path(__file__).parents[1]
# In an installed package scenarios lie inside it, in a checkout at its top.
_CHECKOUT = _PACKAGE.parents[1]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def find(source: str | Path) -> Path:
    """Return the file that a user means by a path or by the name of a shipped scenario.

    Raises:
        InputError: It is a name, and no scenario of that name is shipped.
    """
    path = Path(source)
    # A folder named like a scenario, say of its results, must not hide the scenario.
    if path.is_file() or isinstance(source, Path) or not is_shipped_name(source):
        return path
    found = shipped(source)
    if found is None:
        names = shipped_names()
        files = sorted(each.name for each in Path.cwd().glob("*.yaml"))
        there = f"shipped are: {', '.join(names)}" if names else ""
        hint = suggestion(source, [*names, *files]) or there
        raise InputError([Fault(None, source, "no such scenario, shipped or here", hint)])
    return found


def is_shipped_name(text: str) -> bool:
    """Say whether a text can be the name of a shipped scenario, and is no path."""
    return _NAME.fullmatch(text) is not None


def shipped(name: str) -> Path | None:
    """Return the file of a shipped scenario; None if there is none of that name."""
    path = shelf() / f"{name}.yaml"
    if name not in shipped_names():
        return None
    here = Path.cwd()
    # Faults and comments then name the file as a user in the checkout would.
    return path.relative_to(here) if path.is_relative_to(here) else path


def shipped_names() -> list[str]:
    """List the names of the shipped scenarios, sorted."""
    return sorted(path.stem for path in shelf().glob("*.yaml"))


def path_beside(file: Path, named: Node) -> Path:
    """Return the path of a file that another one names.

    It lies in the folder of that file, below it, or one folder up and down again: a scenario
    can then be moved and sent with all that belongs to it, and reads nothing else.

    Raises:
        InputError: The text leads elsewhere.
    """
    text = str(named.value)
    deepest = depth = 0
    # By the words and not by the disk: links are the user's own business.
    for part in PurePosixPath(text).parts:
        depth += -1 if part == ".." else 1
        deepest = min(deepest, depth)
    if text.startswith("/") or "\\" in text or ":" in text or deepest < -1:
        message = f'must lead to a file beside this one (got "{text:.60}")'
        hint = "write it as seen from this file's folder, with / and at most one ../"
        raise InputError([Fault(named.place, "", message, hint)])
    # Without "..", so that faults show the path as a user would write it.
    return Path(os.path.normpath(file.parent / text))


def shelf(of: str = "scenarios") -> Path:
    """Return the folder in which scenarios, or experiments, are shipped; it need not exist."""
    inside = _PACKAGE / of
    return inside if inside.is_dir() else _CHECKOUT / of
