"""The kinds that are shipped as data: threats, partnerships and decision rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from coopsim.documents import Node, read_yaml


@cache
def read_catalogue(name: str) -> Node:
    """Read a shipped catalogue, once.

    Args:
        name: ``threats``, ``partnerships`` or ``institutions``.

    Returns:
        A mapping of the kinds by name, in the order of the file.

    Raises:
        InputError: There is no such catalogue, or it was damaged.
    """
    return read_yaml(Path(__file__).with_name(f"{name}.yaml"))
