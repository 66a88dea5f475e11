"""Take what tells two scenarios apart into changes that can be made one without the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from coopsim.analysis.attribution import Change
from coopsim.errors import Fault, InputError
from coopsim.scenario import Scenario

# Nothing of this happens in the world.
_WORDS: Final = ("name", "title", "question", "about", "answer", "start", "seed", "replicates")
# Things with ids: of states, one key of all of them is a change; of others, each thing is one.
_BY_KEY: Final = ("states",)
_BY_ID: Final = ("institutions", "threats")
_LENGTH: Final = ("steps", "step_months")


def changes_between(first: Scenario, second: Scenario) -> list[Change]:
    """Return the changes that make the second scenario from the first.

    One change is: a mechanism; one key of the states, in all of them; an institution; a threat;
    or all that differs in another part, such as the partnerships.

    Raises:
        InputError: They differ in which states, institutions or threats there are: what names
            these must change with them.
    """
    before, after = first.values(), second.values()
    faults = [
        Fault(None, part, "the two scenarios don't have the same ones", "give changes as flags")
        for part in (*_BY_KEY, *_BY_ID)
        if _ids(before, part) != _ids(after, part)
    ]
    if faults:
        raise InputError(faults)
    found: dict[str, dict[str, Any]] = {}
    for part in sorted(after.keys() - {*_WORDS, *_LENGTH}):
        if before[part] != after[part]:
            for title, path, value in _differing(part, before[part], after[part]):
                found.setdefault(title, {})[path] = value
    return [Change(title, settings) for title, settings in found.items()]


def _ids(values: dict[str, Any], part: str) -> list[str]:
    return sorted(each["id"] for each in values[part])


def _differing(part: str, before: Any, after: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the title of the change to which each differing value belongs, its path and value."""
    if part in (*_BY_KEY, *_BY_ID):
        old = {each["id"]: each for each in before}
        for each in after:
            here = f"{part}[{each['id']}]"
            for key, value in each.items():
                if value != old[each["id"]][key]:
                    title = f"{part}: {key}" if part in _BY_KEY else here
                    yield title, f"{here}.{key}", value
    elif part == "mechanisms":
        for name, numbers in after.items():
            for key, value in numbers.items():
                if value != before[name][key]:
                    yield f"mechanisms.{name}", f"{part}.{name}.{key}", value
    else:
        yield part, part, after
