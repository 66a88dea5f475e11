"""Read a scenario file together with the tables beside it and the files that it extends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from coopsim.documents import Node, read_yaml
from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.merging import relabelled
from coopsim.scenario.removal import lay
from coopsim.scenario.shelves import is_shipped_name, path_beside, shipped
from coopsim.scenario.tables import with_tables

DEEPEST = 5


@dataclass(slots=True)
class Layers:
    """Hold what a file says, with the files below it already merged in.

    Attributes:
        root: the values, without the keys `extends`, `tables` and `variants`.
        variants: the overrides that may be chosen by name, the extended files' included.
        faults: what was wrong with any of the files.
    """

    root: Node
    variants: dict[str, Node] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def choose(self, name: str, faults: list[Fault]) -> Node:
        """Return the values with the variant of that name laid over them.

        Faults go to `faults`: there is no such variant, or what it changes does not exist.
        """
        if name not in self.variants:
            names = sorted(self.variants)
            there = f"there are: {', '.join(names)}" if names else "the scenario has no variants"
            hint = suggestion(name, names) or there
            faults.append(Fault(None, "--variant", f'no variant "{name:.60}"', hint))
            return self.root
        chosen = relabelled(self.variants[name], f"variant {name}")
        return lay(self.root, chosen, faults)


def read_layers(path: Path, trail: tuple[Path, ...] = ()) -> Layers:
    """Read a file, its tables, and what it extends.

    Args:
        path: the scenario file.
        trail: the files that extend it, resolved, the outermost first.

    Raises:
        InputError: The file itself cannot be read; faults of other files are noted in the result.
    """
    node = read_yaml(path)
    trail = (*trail, path.resolve())
    below, faults = _extended(node, path, trail)
    parts = _without(node, "extends", "variants")
    own = spelled_out(with_tables(parts, path, faults))
    variants = {
        name: spelled_out(with_tables(variant, path, faults))
        for name, variant in _variants(node, faults).items()
    }
    if below is None:
        return Layers(own, variants, faults)
    # A file that extends another is a scenario of its own, with a name of its own.
    root = lay(_without(below.root, "name"), own, faults)
    return Layers(root, {**below.variants, **variants}, [*below.faults, *faults])


def spelled_out(part: Node) -> Node:
    """Write out what is short for something longer, so that layers can be merged.

    ``mechanisms: {trust: off}`` becomes ``{trust: {scale: off}}``: laid over another layer, it
    leaves the parameters there. ``dyads: {FRA-DEU: {trust: 0.8}}`` becomes an entry of the list.
    """
    assert isinstance(part.value, dict)  # Files, variants and settings are mappings.
    keys = dict(part.value)
    mechanisms, dyads = keys.get("mechanisms"), keys.get("dyads")
    if mechanisms and isinstance(mechanisms.value, dict):
        scales = {name: _with_scale(each) for name, each in mechanisms.value.items()}
        keys["mechanisms"] = replace(mechanisms, value=scales)
    if dyads and isinstance(dyads.value, dict) and all("-" in name for name in dyads.value):
        entries = [_with_ends(name, each) for name, each in dyads.value.items()]
        keys["dyads"] = replace(dyads, value=entries)
    return replace(part, value=keys)


def _with_scale(setting: Node) -> Node:
    is_short = setting.value is not None and not isinstance(setting.value, dict)
    return replace(setting, value={"scale": setting}) if is_short else setting


def _with_ends(name: str, facts: Node) -> Node:
    if not isinstance(facts.value, dict):
        return facts
    row, _, column = name.partition("-")
    place = facts.key_place or facts.place
    ends = {
        key: Node(text, place, place, facts.origin) for key, text in (("from", row), ("to", column))
    }
    return replace(facts, value={**ends, **facts.value})


def _extended(node: Node, path: Path, trail: tuple[Path, ...]) -> tuple[Layers | None, list[Fault]]:
    assert isinstance(node.value, dict)  # read_yaml has seen to it.
    named = node.value.get("extends")
    if named is None:
        return None, []

    def refused(message: str, hint: str = "") -> tuple[None, list[Fault]]:
        return None, [Fault(named.place, "extends", message, hint)]

    if not isinstance(named.value, str):
        return refused("must be the name of a scenario or of a file beside this one")
    try:
        target = shipped(named.value) if is_shipped_name(named.value) else path_beside(path, named)
    except InputError as error:
        return None, [replace(fault, path="extends") for fault in error.faults]
    if target is None:
        return refused(f'no shipped scenario "{named.value:.60}"', "a file needs its .yaml")
    if target.resolve() in trail:
        return refused("the files extend each other in a circle")
    if len(trail) > DEEPEST:
        return refused(f"more than {DEEPEST} files that extend each other")
    try:
        return read_layers(target, trail), []
    except InputError as error:
        return None, [_seen_from(named, fault) for fault in error.faults]


def _seen_from(named: Node, fault: Fault) -> Fault:
    """Return the fault of a file; one without a place is told where the file is named."""
    if fault.place is not None:
        return fault
    return Fault(named.place, "extends", f"{fault.path}: {fault.message}", fault.hint)


def _variants(node: Node, faults: list[Fault]) -> dict[str, Node]:
    assert isinstance(node.value, dict)  # read_yaml has seen to it.
    variants = node.value.get("variants")
    if variants is None or variants.value is None:
        return {}
    if not isinstance(variants.value, dict):
        faults.append(Fault(variants.place, "variants", "must hold variants by name"))
        return {}
    for name, variant in variants.value.items():
        if not isinstance(variant.value, dict):
            faults.append(Fault(variant.place, f"variants.{name}", "must hold overrides by key"))
    return {
        name: variant for name, variant in variants.value.items() if isinstance(variant.value, dict)
    }


def _without(node: Node, *dropped: str) -> Node:
    assert isinstance(node.value, dict)  # read_yaml has seen to it.
    return replace(
        node, value={key: entry for key, entry in node.value.items() if key not in dropped}
    )
