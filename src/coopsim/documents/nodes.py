"""Keep each value together with the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from coopsim.errors import Place, abbreviated

Value: TypeAlias = "bool | int | float | str | list[Node] | dict[str, Node] | None"

# By exact type: true is an int to Python, and not to the user.
_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a mapping",
}


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """Hold one value of a document.

    Attributes:
        value: a scalar, the nodes of a list, or the nodes of a mapping by key.
        place: where the value begins.
        key_place: where its key begins, when it is an entry of a mapping or a cell of a table.
        origin: where it came from in words: "baseline.yaml:22", "--set", "variant austerity".
    """

    value: Value
    place: Place
    key_place: Place | None = None
    origin: str = ""

    def __repr__(self) -> str:
        """Return a short form: the value may be a whole file."""
        return f"Node({abbreviated(self.value)} at {self.place})"

    def plain(self) -> Any:
        """Return the value as nested lists, dicts and scalars, without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def kind(self) -> str:
        """Return what the value is in words for messages: "a number", "a list", "text"."""
        return _KINDS.get(type(self.value), "nothing (null)")
