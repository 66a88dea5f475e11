"""Ask what a change does: from a scenario, another one or changes of it to their comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from coopsim.analysis.attribution import (
    FEWEST,
    Change,
    Progress,
    attribute,
    runs_needed,
    with_changes,
)
from coopsim.analysis.comparison import Comparison, Goal, compare
from coopsim.analysis.separating import changes_between
from coopsim.documents import Node
from coopsim.errors import Fault, InputError, abbreviated
from coopsim.scenario import Scenario

NOTHING: Final = "nothing changed"


def changes_of(settings: Mapping[str, object], without: Sequence[str]) -> list[Change]:
    """Return each setting, and each mechanism that is left out, as one change."""
    return [
        *(Change(f"{path}={_shown(value)}", {path: value}) for path, value in settings.items()),
        *(Change(f"without {name}", without=(name,)) for name in without),
    ]


def ask(
    first: Scenario,
    second: Scenario | None = None,
    changes: Sequence[Change] = (),
    *,
    seed: int | None = None,
    steps: int | None = None,
    replicates: int | None = None,
    goal: Goal | None = None,
    shares: bool = False,
    titles: tuple[str, str] = ("", ""),
    progress: Progress | None = None,
) -> Comparison:
    """Compare a scenario with another one, or with itself changed, on the same luck.

    Args:
        first: what is compared with.
        second: what the changes are made to; the first scenario if None.
        changes: what else is changed in the second.
        seed: seed of all draws of both; that of the first scenario if None.
        steps: steps of each run; those of the scenarios if None.
        replicates: how many runs of each; with a goal the most that are made of each.
        goal: run batches of pairs until an outcome is known so well.
        shares: share the difference out: among the changes and the second scenario, or, if there
            are no changes, among what tells the second scenario from the first.
        titles: what to call the two scenarios; their names if "".
        progress: called with the runs done, and with those that may become necessary.

    Raises:
        InputError: A change is none, a number is out of range, or the two can't be compared.
    """
    parts = _parts(first, second, changes, shares, titles[1])
    if shares and len(parts) < FEWEST:
        message = f"there is nothing to share out among {len(parts)} changes"
        raise InputError([Fault(None, "--attribute", message, f"give at least {FEWEST}")])
    names = titles[0] or first.name, _title(second, changes, titles[1])
    runs = runs_needed(len(parts), 1) if shares else 0
    found = compare(
        first, with_changes(second or first, changes), seed=seed, steps=steps,
        replicates=replicates, goal=goal, titles=names,
        progress=progress and (lambda done, most: progress(2 * done, (2 + runs) * most)),
    )  # fmt: skip
    if not shares:
        return found
    n = 2 * found.replicates
    shared = attribute(
        first, parts, seed=found.seed, steps=found.steps, replicates=found.replicates,
        progress=progress and (lambda done, total: progress(n + done, n + total)),
    )  # fmt: skip
    return replace(found, attribution=shared)


def _parts(
    first: Scenario,
    second: Scenario | None,
    changes: Sequence[Change],
    shares: bool,
    title: str,
) -> list[Change]:
    """Return the changes that lead from the first scenario to what it is compared with."""
    if second is None:
        return list(changes)
    if changes:
        return [Change(title or second.name, instead=second), *changes]
    # Comparing needs no changes; two scenarios that can't be taken apart can still be compared.
    return changes_between(first, second) if shares else []


def _title(second: Scenario | None, changes: Sequence[Change], title: str) -> str:
    told = [each.title for each in changes]
    if second is not None:
        told.insert(0, title or second.name)
    return ", ".join(told) or NOTHING


def _shown(value: object) -> str:
    plain = value.plain() if isinstance(value, Node) else value
    return plain if isinstance(plain, str) else abbreviated(plain)
