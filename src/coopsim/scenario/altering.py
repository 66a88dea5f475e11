"""What a scenario would be with further changes: from a complete scenario to another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coopsim.errors import Fault
from coopsim.scenario.intervening import checked
from coopsim.scenario.layers import spelled_out
from coopsim.scenario.overrides import setting_layers, without_layers
from coopsim.scenario.removal import lay
from coopsim.scenario.schema import Scenario
from coopsim.scenario.settling import settled
from coopsim.scenario.unfolding import unfolded


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
