"""What a scenario would be with further changes: from a complete scenario to another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coopsim.documents import Node
from coopsim.errors import Fault, Place
from coopsim.scenario.addressing import Address
from coopsim.scenario.layers import spelled_out
from coopsim.scenario.overrides import setting_layers, without_layers
from coopsim.scenario.removal import lay
from coopsim.scenario.rendering import DEFAULT
from coopsim.scenario.resolving import validated
from coopsim.scenario.schema import Scenario
from coopsim.scenario.settling import settled


def altered(
    scenario: Scenario, *, set: Mapping[str, object] | None = None, without: Sequence[str] = ()
) -> Scenario:
    """Return a scenario with further changes, checked as if it had been loaded with them.

    Args:
        scenario: what to begin with; it stays as it is.
        set: values by path, such as ``{"states[FRA].defence_share": 0.02}``.
        without: mechanisms to switch off.

    Raises:
        InputError: with every fault of the changes, and of what comes of them.
    """
    faults: list[Fault] = []
    root = as_node(scenario)
    layers = [*setting_layers(set or {}, faults), *without_layers(without, faults)]
    for layer in layers:
        root = lay(root, spelled_out(layer), faults)
    return validated(settled(root), faults)


def as_node(scenario: Scenario) -> Node:
    """Return every value of a scenario as it stands in its resolved file, with its origin."""
    return _node(scenario.values(), (), scenario)


def _node(value: Any, here: Address, scenario: Scenario) -> Node:
    origin = scenario._origins.get(here, DEFAULT)
    # A fault that only shows in what comes of a change has no better place.
    place = Place(f"the scenario {scenario.name}", 1, 1)
    if isinstance(value, dict):
        value = {key: _node(each, (*here, key), scenario) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_node(each, (*here, at), scenario) for at, each in enumerate(value)]
    return Node(value, place, place, origin)
