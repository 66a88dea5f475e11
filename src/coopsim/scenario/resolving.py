"""From what people wrote to a scenario: files, tables, variant, `--set`, `--without`, in order.

Values keep the place where they were written until the end, so that every fault is told where
it can be mended, and all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coopsim.documents import Node
from coopsim.errors import Fault, InputError
from coopsim.scenario.intervening import checked
from coopsim.scenario.layers import Layers, read_layers, spelled_out
from coopsim.scenario.overrides import setting_layers, without_layers
from coopsim.scenario.own_rules import running_code
from coopsim.scenario.population import with_population
from coopsim.scenario.removal import lay
from coopsim.scenario.schema import Scenario
from coopsim.scenario.settling import settled
from coopsim.scenario.shelves import find
from coopsim.scenario.validating import in_order


def load(
    source: str | Path,
    *,
    variant: str | None = None,
    set: Mapping[str, object] | None = None,
    without: Sequence[str] = (),
    allow_code: bool = False,
) -> Scenario:
    """Read a scenario file and check it.

    Args:
        source: a path, or the name of a shipped scenario such as ``baseline``.
        variant: which of the file's variants to use.
        set: values by path, such as ``{"states[FRA].defence_share": 0.02}``.
        without: mechanisms to switch off.
        allow_code: whether decision rules of your own, named by module and function, are run.

    Raises:
        InputError: with every fault that was found, each at its place in the files.
    """
    return ScenarioFile(source).scenario(variant, set or {}, without, allow_code=allow_code)


class ScenarioFile:
    """Hold a scenario file as it was read, to make several scenarios of it.

    Args:
        source: a path, or the name of a shipped scenario.

    Raises:
        InputError: The file itself cannot be read.
    """

    def __init__(self, source: str | Path) -> None:
        self._layers = read_layers(find(source))
        self._stem = Path(source).stem

    def scenario(
        self,
        variant: str | None = None,
        settings: Mapping[str, object] | None = None,
        without: Sequence[str] = (),
        *,
        allow_code: bool = False,
    ) -> Scenario:
        """Return the scenario with a variant and overrides; arguments and errors as of `load`."""
        with running_code(allow_code):
            return _resolve(self._layers, self._stem, variant, settings or {}, without)


def check(source: str | Path, *, allow_code: bool = False) -> tuple[Fault, ...]:
    """Return every fault of a scenario file and of each of its variants; none if it is sound."""
    try:
        layers = read_layers(find(source))
    except InputError as error:
        return error.faults
    faults: list[Fault] = []
    for variant in (None, *sorted(layers.variants)):
        try:
            with running_code(allow_code):
                _resolve(layers, Path(source).stem, variant, {}, ())
        except InputError as error:
            faults.extend(error.faults)
    return in_order(faults)


def _resolve(
    layers: Layers,
    stem: str,
    variant: str | None,
    settings: Mapping[str, object],
    without: Sequence[str],
) -> Scenario:
    if layers.faults:
        # Without one of the files, most of what could be said about the others would be wrong.
        raise InputError(in_order(layers.faults))
    faults: list[Fault] = []
    root = layers.root if variant is None else layers.choose(variant, faults)
    root = _named(root, stem)
    root, waiting = _lay_over(root, setting_layers(settings, faults))
    for layer in without_layers(without, faults):
        root = lay(root, layer, faults)
    root = with_population(root, faults)
    # Synthetic states have ids only now.
    for layer in waiting:
        root = lay(root, layer, faults)
    return checked(settled(root), faults)


def _lay_over(root: Node, parts: Iterable[Node]) -> tuple[Node, list[Node]]:
    """Lay parts over the scenario; return it, and the parts that name what does not exist."""
    waiting: list[Node] = []
    for part in parts:
        layer, unknown = spelled_out(part), list[Fault]()
        merged = lay(root, layer, unknown)
        if unknown:
            waiting.append(layer)
        else:
            root = merged
    return root, waiting


def _named(root: Node, stem: str) -> Node:
    """Give the scenario the name of its file, unless it has one."""
    assert isinstance(root.value, dict)  # read_yaml has seen to it.
    if "name" in root.value:
        return root
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "scenario"
    named = Node(name[:64], root.place, None, "name of the file")
    return replace(root, value={"name": named, **root.value})
