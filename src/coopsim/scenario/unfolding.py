"""A scenario as the tree of values from which it could have been read."""

from __future__ import annotations

from typing import Any

from coopsim.documents import Node
from coopsim.errors import Place
from coopsim.scenario.addressing import Address
from coopsim.scenario.rendering import DEFAULT, Origins
from coopsim.scenario.schema import Scenario


def unfolded(scenario: Scenario) -> Node:
    """Return every value of a scenario as it stands in its resolved file, with its origin."""
    return node_of(scenario.values(), f"the scenario {scenario.name}", scenario._origins)


def node_of(value: Any, where: str, origins: Origins, here: Address = ()) -> Node:
    """Return a plain value as nodes.

    Args:
        value: nested mappings, lists and scalars.
        where: what faults name in the place of a file.
        origins: where values came from, by address; the others are defaults.
        here: the address of the value.
    """
    # Nothing in it is known to have a line; a fault that only shows in it has no better place.
    place = Place(where, 1, 1)
    origin = origins.get(here, DEFAULT)
    if isinstance(value, dict):
        value = {key: node_of(each, where, origins, (*here, key)) for key, each in value.items()}
    elif isinstance(value, list):
        value = [node_of(each, where, origins, (*here, at)) for at, each in enumerate(value)]
    return Node(value, place, place, origin)
