"""Make synthetic states: `count: 20` in an entry of `states`.

The entry's id becomes a prefix (S: S001 to S020), and a number may be written as a range
`{low: 0.01, high: 0.04}`, from which each state draws its own. Draws are keyed by field and id:
asking for more states changes nothing for those that were there before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from coopsim.documents import Node
from coopsim.errors import Fault, abbreviated
from coopsim.scenario.described import STATE
from coopsim.world.fields import FIELDS

MOST_STATES = 10_000
# Ids keep their width, and with it their luck, until there are more than 999.
_DIGITS = 3
_RANGE = frozenset(("low", "high"))
_BOUNDS = {"agenda": (-1.0, 1.0), "salience": (0.0, 1.0)}


def with_population(root: Node, faults: list[Fault]) -> Node:
    """Return the scenario with each entry that has a count replaced by so many states."""
    keys = root.value
    if not isinstance(keys, dict) or not isinstance(keys.get("states", root).value, list):
        return root
    states, seed = keys["states"], _seed(keys.get("seed"))
    entries = states.value if isinstance(states.value, list) else []
    made: list[Node] = []
    for entry in entries:
        if isinstance(entry.value, dict) and "count" in entry.value:
            made.extend(_States(entry, entry.value, seed, faults).make())
        else:
            made.append(entry)
    return replace(root, value={**keys, "states": replace(states, value=made)})


class _States:
    """Make the states of one entry.

    Args:
        entry: the entry of `states`.
        keys: what it holds.
        seed: the scenario's seed.
        faults: where faults go.
    """

    def __init__(self, entry: Node, keys: dict[str, Node], seed: int, faults: list[Fault]) -> None:
        self._entry = entry
        self._keys = keys
        self._seed = seed
        self._faults = faults
        prefix = keys["id"].value if "id" in keys else ""
        self._prefix = prefix if isinstance(prefix, str) else ""

    def make(self) -> list[Node]:
        """Return the states, or none if the count or a range is wrong."""
        count = self._keys["count"]
        number = count.value
        if type(number) is not int or not 1 <= number <= MOST_STATES:
            limits = f"must be a whole number between 1 and {MOST_STATES}"
            self._note(count, "count", f"{limits} (got {abbreviated(count.plain())})")
            return []
        # Judged by its ends: whether a draw is out of bounds must not depend on luck.
        if list(self._wrong_ranges()):
            return []
        digits = max(_DIGITS, len(str(number)))
        return [self._state(f"{i:0{digits}d}") for i in range(1, number + 1)]

    def _state(self, ordinal: str) -> Node:
        keys = {key: node for key, node in self._keys.items() if key != "count"}
        for key, suffix in (("id", ordinal), ("name", f" {ordinal}")):
            if key in keys and isinstance(text := keys[key].value, str):
                keys[key] = replace(keys[key], value=text + suffix)
        address = self._prefix + ordinal
        for key, node in keys.items():
            if _is_range(node):
                keys[key] = self._drawn(node, key, address)
            elif key in _BOUNDS and isinstance(node.value, dict):
                drawn = {
                    issue: self._drawn(each, f"{key}.{issue}", address) if _is_range(each) else each
                    for issue, each in node.value.items()
                }
                keys[key] = replace(node, value=drawn)
        return replace(self._entry, value=keys)

    def _drawn(self, node: Node, field: str, state: str) -> Node:
        low, high = _ends(node)
        return replace(node, value=low + (high - low) * uniform(self._seed, field, state))

    def _wrong_ranges(self) -> Iterator[str]:
        """Note ranges that no value can be drawn from; yield their names."""
        for field, node in self._ranges():
            low, high = _ends(node)
            least, most = _bounds(field)
            if math.isnan(low) or math.isnan(high):
                message = "a range needs a number as low and one as high"
            elif low > high:
                message = f"low must not be above high (got {low:g} and {high:g})"
            elif low < least or high > most:
                limit = f"between {least:g} and {most:g}" if math.isfinite(most) else "at least 0"
                message = f"low and high must be {limit} (got {low:g} and {high:g})"
            else:
                continue
            self._note(node, field, message)
            yield field

    def _ranges(self) -> Iterator[tuple[str, Node]]:
        for key, node in self._keys.items():
            if _is_range(node):
                yield key, node
            elif key in _BOUNDS and isinstance(node.value, dict):
                yield from (
                    (f"{key}.{issue}", each)
                    for issue, each in node.value.items()
                    if _is_range(each)
                )

    def _note(self, node: Node, field: str, message: str) -> None:
        self._faults.append(Fault(node.place, f"states[{self._prefix}].{field}", message))


def uniform(seed: int, field: str, state: str) -> float:
    """Return the uniform draw that founds a field of a state, strictly between 0 and 1."""
    # Imported here, because it brings the compiler, which a scenario without draws can do without.
    from coopsim.compilation import interpreted
    from coopsim.randomness import FOUND, block, open_unit, run_key, stable_id

    k0, k1 = run_key(seed, 0)
    # The address of `draw` with step and ordinal 0, without compiling it for a few calls.
    words = interpreted(block)(k0, k1, FOUND, stable_id(field), stable_id(state), 0)
    return interpreted(open_unit)(words[0], words[1])


def _is_range(node: Node) -> bool:
    return isinstance(node.value, dict) and bool(node.value) and node.value.keys() <= _RANGE


def _ends(node: Node) -> tuple[float, float]:
    ends = node.value if isinstance(node.value, dict) else {}
    low, high = (ends[key].value if key in ends else None for key in ("low", "high"))
    return _number(low), _number(high)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    return float(value)


def _bounds(field: str) -> tuple[float, float]:
    if field in FIELDS[STATE]:
        return FIELDS[STATE][field].low, FIELDS[STATE][field].high
    # A key that holds no number: the schema says so once the number is drawn.
    return _BOUNDS.get(field.partition(".")[0], (-math.inf, math.inf))


def _seed(node: Node | None) -> int:
    seed = node.value if node else 0
    return seed if type(seed) is int and seed >= 0 else 0
