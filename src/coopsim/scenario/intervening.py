"""Apply interventions to scenarios: what is given afterwards, and whether a run can take it.

An intervention can set whatever ``--set`` can and a world holds in numbers. Who takes part, how
long a run is, and who is tied to whom at its start can't change in its middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from coopsim.documents import Node
from coopsim.errors import Fault, InputError, abbreviated, suggestion
from coopsim.scenario.addressing import Address, Finding, located
from coopsim.scenario.answers import metric_names
from coopsim.scenario.interventions import Condition, Intervention
from coopsim.scenario.layers import spelled_out
from coopsim.scenario.overrides import PATH_FORM, layer_of, without_layers
from coopsim.scenario.removal import lay
from coopsim.scenario.schema import Scenario
from coopsim.scenario.settling import settled
from coopsim.scenario.unfolding import node_of, unfolded
from coopsim.scenario.validating import in_order, validated

KEY: Final = "interventions"
# What a world holds in numbers that can be written anew; and what in it makes it the world it is.
CHANGEABLE: Final = ("mechanisms", "kinds", "states", "dyads", "institutions", "threats")
FIXED: Final = {
    "states": ("id", "enters"),
    "dyads": ("from", "to", "both_ways"),
    "institutions": ("id", "members"),
    "threats": ("id", "schedule"),
}
# Parts of the address of an entry, such as states[FRA].
_ENTRY: Final = 2


def checked(root: Node, faults: list[Fault], *, since: int = 0) -> Scenario:
    """Return the scenario of complete values, if there are no faults, its interventions included.

    Args:
        root: every layer laid over the others, its dyads settled.
        faults: those found on the way.
        since: interventions before this step are known to be sound.

    Raises:
        InputError: with these faults and those of the values, each at its place.
    """
    scenario = validated(root, faults)
    found = list(_faults(root, scenario, since)) if scenario.interventions else []
    if found:
        raise InputError(in_order(found))
    return scenario


def after(scenario: Scenario, intervention: Intervention) -> Scenario:
    """Return what a scenario would give if an intervention were part of it from the start.

    Raises:
        InputError: That is no sound scenario; one intervention may spoil another.
    """
    faults: list[Fault] = []
    told = intervention.model_dump(mode="json", by_alias=True)
    laid = _laid(_bare(unfolded(scenario)), node_of(told, "an intervention", {}), faults)
    return validated(settled(laid), faults)


def _faults(root: Node, scenario: Scenario, since: int) -> Iterator[Fault]:
    assert isinstance(root.value, dict)  # The scenario was made from it.
    entries = root.value[KEY].value
    assert isinstance(entries, list)
    scheduled = bare = _bare(root)
    by_time = sorted(enumerate(scenario.interventions), key=lambda each: each[1].at or 0)
    for number, each in by_time:
        yield from (located(root, finding) for finding in _findings(number, each, scenario.steps))
        found: list[Fault] = []
        # What waits for a metric may come before all others.
        laid = settled(_laid(scheduled if each.when is None else bare, entries[number], found))
        if (each.at or 0) >= since:
            found += _faults_of_world(laid, entries[number], scenario)
        if each.when is None and not found:
            scheduled = laid
        yield from (replace(fault, path=f"{KEY}[{number}]: {fault.path}") for fault in found)


def _findings(number: int, each: Intervention, steps: int) -> Iterator[Finding]:
    here = (KEY, number)
    if each.at is None and each.when is None:
        yield Finding((*here, "at"), "is required", "the step before which it comes, or `when`")
    if each.at is not None and each.at >= steps:
        message = f"after the last step, which is {steps - 1} (got {each.at})"
        yield Finding((*here, "at"), message)
    if not each.set and not each.without:
        yield Finding((*here, "set"), "is required", "what it changes; or `without`")
    if each.when is not None:
        yield from _in_condition((*here, "when"), each.when)


def _in_condition(here: Address, when: Condition) -> Iterator[Finding]:
    known = metric_names()
    if when.metric not in known:
        hint = suggestion(when.metric, known) or "coopsim list metrics shows what there is"
        message = f"no such metric (got {abbreviated(when.metric)})"
        yield Finding((*here, "metric"), message, hint)
    if (when.below is None) is (when.above is None):
        yield Finding(here, "needs one bound", "write below: or above:")


def _faults_of_world(laid: Node, entry: Node, scenario: Scenario) -> list[Fault]:
    """Return what is wrong with the scenario that an intervention would make."""
    try:
        changed = validated(laid, [])
    except InputError as error:
        return list(error.faults)
    if _cast(changed) == _cast(scenario):
        return []
    message = "changes who or what there is, which a run can't do in its middle"
    return [Fault(entry.place, "set", message)]


def _cast(scenario: Scenario) -> list[set[str]]:
    """Return the names of everything that has rows in a world."""
    # As sets, because the order in a file means nothing.
    parts = (scenario.states, scenario.institutions, scenario.threats)
    return [*({each.id for each in part} for part in parts), set(scenario.partnership_kinds())]


def _bare(root: Node) -> Node:
    assert isinstance(root.value, dict)  # Scenarios are mappings.
    return replace(root, value={key: each for key, each in root.value.items() if key != KEY})


def _laid(base: Node, entry: Node, faults: list[Fault]) -> Node:
    """Lay what an intervention changes over the values of a scenario."""
    assert isinstance(entry.value, dict)  # The schema has seen to it.
    settings = entry.value.get("set")
    for path, value in _keys(settings).items():
        layer = layer_of(path, value)
        if layer is None:
            faults.append(Fault(value.key_place, path, "this is not a path", PATH_FORM))
            continue
        refused = list(_untouchable(layer))
        faults.extend(refused)
        # What is refused would only bring faults that follow from it.
        base = base if refused else lay(base, spelled_out(layer), faults)
    without = entry.value.get("without")
    for name in without.value if without and isinstance(without.value, list) else ():
        found: list[Fault] = []
        for layer in without_layers([str(name.value)], found):
            base = lay(base, layer, faults)
        faults.extend(replace(fault, place=name.place, path="without") for fault in found)
    return base


def _untouchable(layer: Node) -> Iterator[Fault]:
    """Yield a fault for each value that can't change in the middle of a run."""
    for address, node in _leaves(layer, ()):
        top, path = str(address[0]), ".".join(map(str, address))
        place = node.key_place or node.place
        if top not in CHANGEABLE:
            hint = f"an intervention can change: {', '.join(CHANGEABLE)}"
            yield Fault(place, path, "can't change in the middle of a run", hint)
        elif any(part in FIXED.get(top, ()) for part in address):
            yield Fault(place, path, "can't change in the middle of a run")
        elif node.value is None and len(address) <= _ENTRY:
            yield Fault(place, path, "can't be taken away in the middle of a run")


def _leaves(node: Node, here: Address) -> Iterator[tuple[Address, Node]]:
    if isinstance(node.value, dict):
        for key, each in node.value.items():
            yield from _leaves(each, (*here, key))
    elif isinstance(node.value, list) and node.value and len(here) < _ENTRY:
        for at, each in enumerate(node.value):
            yield from _leaves(each, (*here, at))
    else:
        yield here, node


def _keys(node: Node | None) -> dict[str, Node]:
    return node.value if node and isinstance(node.value, dict) else {}
