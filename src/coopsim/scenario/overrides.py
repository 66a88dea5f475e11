"""Understand overrides: `--set PATH=VALUE` and `--without MECHANISM`.

A path leads through keys and entries: `states[FRA].defence_share`, `threats[0].severity`,
`mechanisms.trust.refusal_weight`. An entry is named by its id or by its position from 0; a pair
of states as `dyads[FRA-DEU].trust`, which is the same as an entry added at the end of `dyads`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from coopsim.catalogue.registry import MECHANISMS
from coopsim.documents import Node, read_yaml_value
from coopsim.errors import Fault, InputError, Place, abbreviated, suggestion

SET = "--set"
WITHOUT = "--without"
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_PATH = re.compile(rf"{_KEY}(\[[A-Za-z0-9_-]+\])*(\.{_KEY}(\[[A-Za-z0-9_-]+\])*)*")
_PART = re.compile(r"[A-Za-z0-9_-]+")
_FORM = "write PATH=VALUE, such as states[FRA].defence_share=0.02"
# The same below a key, as in `set:` of an intervention.
PATH_FORM = "write PATH: VALUE, such as states[FRA].defence_share: 0.02"
_DEEPEST = 20


def read_settings(arguments: Sequence[str]) -> dict[str, Node]:
    """Read the arguments of `--set`: text `PATH=VALUE`, the value in YAML.

    Returns:
        The values by path, as `load(set=...)` takes them; of two for one path the last.

    Raises:
        InputError: One or more arguments have another form.
    """
    settings: dict[str, Node] = {}
    faults: list[Fault] = []
    for argument in arguments:
        path, equals, value = argument.partition("=")
        if not equals:
            faults.append(Fault(Place(SET, 1, 1, argument), "", 'there is no "="', _FORM))
            continue
        try:
            # Blanks in the place of the path keep the columns of the argument.
            node = read_yaml_value(" " * (len(path) + 1) + value, SET)
        except InputError as error:
            faults.extend(_in_argument(fault, argument) for fault in error.faults)
            continue
        settings[path.strip()] = _placed(node, argument)
    if faults:
        raise InputError(faults)
    return settings


def setting_layers(settings: Mapping[str, object], faults: list[Fault]) -> Iterator[Node]:
    """Yield each setting as a part to be laid over the scenario; note those of a wrong form."""
    for path, value in settings.items():
        node = value if isinstance(value, Node) else None
        argument = node.place.text if node else f"{path}={_shown(value)}"
        place = Place(SET, 1, len(path) + 2, argument)
        if not _PATH.fullmatch(path):
            faults.append(Fault(Place(SET, 1, 1, argument), "", "this is not a path", _FORM))
            continue
        try:
            yield _nested(path, node or _node(value, place, _DEEPEST), argument)
        except TypeError as error:
            faults.append(Fault(place, path, str(error)))


def without_layers(names: Iterable[str], faults: list[Fault]) -> Iterator[Node]:
    """Yield each mechanism that is left out as a part that sets its scale to 0."""
    for name in names:
        place = Place(WITHOUT, 1, 1, name)
        if name in MECHANISMS:
            off = Node(0.0, place, place, WITHOUT)
            setting = Node({"scale": off}, place, place, WITHOUT)
            mechanisms = Node({name: setting}, place, place, WITHOUT)
            yield Node({"mechanisms": mechanisms}, place, None, WITHOUT)
        else:
            hint = suggestion(name, MECHANISMS) or f"there are: {', '.join(MECHANISMS)}"
            faults.append(Fault(place, "", "no such mechanism", hint))


def layer_of(path: str, value: Node) -> Node | None:
    """Return a value from a file as a part to be laid over a scenario; None if path is none."""
    if not _PATH.fullmatch(path):
        return None
    key_place = value.key_place or value.place
    for part in reversed(_PART.findall(path)):
        value = Node({part: replace(value, key_place=key_place)}, key_place, None, value.origin)
    return value


def _nested(path: str, value: Node, argument: str) -> Node:
    """Return `a[b].c` with a value as the mapping `{a: {b: {c: value}}}`."""
    shift = len(argument) - len(argument.lstrip())
    for part in reversed(list(_PART.finditer(path))):
        key_place = Place(SET, 1, part.start() + 1 + shift, argument)
        entry = replace(value, key_place=key_place)
        value = Node({part.group(): entry}, key_place, None, SET)
    return value


def _node(value: object, place: Place, depth: int) -> Node:
    if depth == 0:
        raise TypeError("is nested too deeply")
    # Numbers of NumPy are floats, or are refused by name; nothing is converted.
    match value:
        case None | bool() | int() | float() | str():
            return Node(value, place, None, SET)
        case Mapping():
            keys = {str(key): _node(each, place, depth - 1) for key, each in value.items()}
            entries = {key: replace(each, key_place=place) for key, each in keys.items()}
            return Node(entries, place, None, SET)
        case list() | tuple():
            return Node([_node(each, place, depth - 1) for each in value], place, None, SET)
    raise TypeError(f"must be a number, text, a list or a mapping (got {abbreviated(value)})")


def _shown(value: object) -> str:
    return value[:60] if isinstance(value, str) else abbreviated(value)


def _in_argument(fault: Fault, argument: str) -> Fault:
    return replace(fault, place=fault.place and replace(fault.place, text=argument))


def _placed(node: Node, argument: str) -> Node:
    """Return a node whose places show the whole argument."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _placed(entry, argument) for key, entry in value.items()}
    elif isinstance(value, list):
        value = [_placed(entry, argument) for entry in value]
    key_place = node.key_place and replace(node.key_place, text=argument)
    return replace(node, value=value, place=replace(node.place, text=argument), key_place=key_place)
