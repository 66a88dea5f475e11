"""Find files of scenarios and experiments: shipped ones by name, others by path."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from coopsim.documents import Node
from coopsim.errors import Fault, InputError, suggestion

SCENARIOS = "scenarios"
EXPERIMENTS = "experiments"
_PACKAGE = Path(__file__).parents[1]
# In an installed package scenarios lie inside it, in a checkout at its top.
_CHECKOUT = _PACKAGE.parents[1]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def find(source: str | Path, of: str = SCENARIOS) -> Path:
    """Return the file that a user means by a path or by the name of something shipped.

    Args:
        source: the path or the name.
        of: the shelf, ``scenarios`` or ``experiments``.

    Raises:
        InputError: It is a name, and nothing of that name is shipped.
    """
    path = Path(source)
    # A folder named like a scenario, say of its results, must not hide the scenario.
    if path.is_file() or isinstance(source, Path) or not is_shipped_name(source):
        return path
    found = shipped(source, of)
    if found is None:
        names = shipped_names(of)
        files = sorted(each.name for each in Path.cwd().glob("*.yaml"))
        there = f"shipped are: {', '.join(names)}" if names else ""
        hint = suggestion(source, [*names, *files]) or there
        raise InputError(
            [Fault(None, source, f"no such {of.removesuffix('s')}, shipped or here", hint)]
        )
    return found


def is_shipped_name(text: str) -> bool:
    """Say whether a text can be the name of a shipped scenario, and is no path."""
    return _NAME.fullmatch(text) is not None


def shipped(name: str, of: str = SCENARIOS) -> Path | None:
    """Return the file of something shipped; None if there is nothing of that name."""
    path = shelf(of) / f"{name}.yaml"
    if name not in shipped_names(of):
        return None
    here = Path.cwd()
    # Faults and comments then name the file as a user in the checkout would.
    return path.relative_to(here) if path.is_relative_to(here) else path


def shipped_names(of: str = SCENARIOS) -> list[str]:
    """List the names of what is shipped, sorted."""
    return sorted(path.stem for path in shelf(of).glob("*.yaml"))


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


def shelf(of: str = SCENARIOS) -> Path:
    """Return the folder in which scenarios, or experiments, are shipped; it need not exist."""
    inside = _PACKAGE / of
    return inside if inside.is_dir() else _CHECKOUT / of
