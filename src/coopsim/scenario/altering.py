"""What a scenario would be with further changes: from a complete scenario to another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from coopsim.documents import Node
from coopsim.errors import Fault, Place, abbreviated
from coopsim.scenario.intervening import KEY, checked
from coopsim.scenario.layers import spelled_out
from coopsim.scenario.overrides import SET, WITHOUT, setting_layers, without_layers
from coopsim.scenario.removal import lay
from coopsim.scenario.schema import Scenario
from coopsim.scenario.settling import settled
from coopsim.scenario.unfolding import node_of, unfolded

BRANCH: Final = "branch"


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
    root = unfolded(scenario)
    layers = [*setting_layers(set or {}, faults), *without_layers(without, faults)]
    for layer in layers:
        root = lay(root, spelled_out(layer), faults)
    return checked(settled(root), faults)


def intervened(
    scenario: Scenario, step: int, settings: Mapping[str, object], without: Sequence[str]
) -> Scenario:
    """Return a scenario with one more intervention, after all that it has.

    Args:
        scenario: what to begin with; it stays as it is.
        step: the step before which the intervention comes.
        settings: values by path, plain or as `read_settings` returns them.
        without: mechanisms to switch off.

    Raises:
        InputError: with every fault of the intervention.
    """
    entry = node_of({"name": BRANCH, "at": step}, BRANCH, {("name",): BRANCH, ("at",): BRANCH})
    assert isinstance(entry.value, dict)  # It was made of one.
    keys = {
        **entry.value,
        "set": replace(entry, value={path: _typed(path, settings[path]) for path in settings}),
        "without": replace(entry, value=[_named(name) for name in without], origin=WITHOUT),
    }
    root = unfolded(scenario)
    assert isinstance(root.value, dict)  # Scenarios are mappings.
    entries = root.value[KEY].value
    assert isinstance(entries, list)
    more = replace(root.value[KEY], value=[*entries, replace(entry, value=keys)])
    # What comes earlier stays as it is, and was checked with the scenario.
    return checked(replace(root, value={**root.value, KEY: more}), [], since=step)


def _typed(path: str, value: object) -> Node:
    """Return a value with the place where it was typed, or could have been."""
    if isinstance(value, Node):
        return value
    argument = Place(SET, 1, 1, f"{path}={abbreviated(value)}")
    return replace(node_of(value, SET, {(): SET}), place=argument, key_place=argument)


def _named(mechanism: str) -> Node:
    place = Place(WITHOUT, 1, 1, mechanism)
    return Node(mechanism, place, None, WITHOUT)
