"""Say which value of a scenario is meant, and find where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from coopsim.documents import Node
from coopsim.documents.nodes import Value
from coopsim.errors import Fault, Place

# Keys and positions that lead from the root to a value.
Address: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a fault of a value that has yet to be found in the files.

    Attributes:
        address: the value; its last parts need not exist.
        message: what is wrong.
        hint: what to write instead, or "".
        at_key: whether the key is wrong and not the value.
    """

    address: Address
    message: str
    hint: str = ""
    at_key: bool = False


def located(root: Node, finding: Finding) -> Fault:
    """Return a finding as a fault at its place; what is missing is told at its mapping's key."""
    nodes = list(_along(root, finding.address))
    # The root is no part of the address, hence one node more.
    is_missing = len(nodes) <= len(finding.address)
    place = _key_place(nodes[-1]) if is_missing or finding.at_key else nodes[-1].place
    return Fault(place, spoken(root, finding.address), finding.message, finding.hint)


def spoken(root: Node, address: Address) -> str:
    """Return an address as people write it: ``states[EST].defence_share``."""
    words = ""
    for depth, part in enumerate(address):
        if isinstance(part, str):
            words += f".{part}" if words else part
            continue
        nodes = list(_along(root, address[: depth + 1]))
        name = name_of(nodes[-1]) if len(nodes) == depth + 2 else ""
        words += f"[{name or part}]"
    return words


def name_of(entry: Node) -> str:
    """Return the name of an entry of a list: its id, or FROM-TO of a dyad; "" if it has none."""
    if not isinstance(entry.value, dict):
        return ""
    texts = {
        key: node.value
        for key in ("id", "from", "to")
        if (node := entry.value.get(key)) and isinstance(node.value, str)
    }
    if "id" in texts:
        return texts["id"]
    return f"{texts['from']}-{texts['to']}" if len(texts) == len(("from", "to")) else ""


def origins(root: Node) -> dict[Address, str]:
    """Return where each value came from, for scalars and for lists."""
    return dict(_origins(root, ()))


def _origins(node: Node, address: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(node.value, dict):
        for key, entry in node.value.items():
            yield from _origins(entry, (*address, key))
        return
    yield address, node.origin
    if isinstance(node.value, list):
        for position, entry in enumerate(node.value):
            yield from _origins(entry, (*address, position))


def _along(root: Node, address: Address) -> Iterator[Node]:
    """Yield the nodes on the way, the root first, as far as the way exists."""
    node = root
    yield node
    for part in address:
        inner = _inside(node.value, part)
        if inner is None:
            return
        node = inner
        yield node


def _inside(value: Value, part: str | int) -> Node | None:
    if isinstance(value, dict):
        return value.get(part) if isinstance(part, str) else None
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


def _key_place(node: Node) -> Place:
    return node.key_place or node.place
