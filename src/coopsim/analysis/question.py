"""Ask what a change does: from a scenario, another one or changes of it to their comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from coopsim.analysis.attribution import Change, Progress, attribute, runs_needed
from coopsim.analysis.comparison import Comparison, Goal, compare
from coopsim.analysis.separating import changes_between
from coopsim.documents import Node
from coopsim.errors import Fault, InputError, abbreviated
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered

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
    names = titles[0] or first.name, titles[1] or (second or first).name
    all_changes = list(changes)
    if second is not None and changes:
        all_changes.insert(0, Change(names[1], instead=second))
    elif second is not None and shares:
        all_changes = changes_between(first, second)
    settings = {path: value for each in changes for path, value in each.set.items()}
    without = [name for each in changes for name in each.without]
    base = second or first
    other = altered(base, set=settings, without=without) if changes else base
    told = ", ".join(each.title for each in changes) or NOTHING
    called = f"{names[1]}, {told}" if second and changes else names[1] if second else told
    if shares and len(all_changes) < 2:
        message = f"there is nothing to share out among {len(all_changes)} changes"
        raise InputError([Fault(None, "--attribute", message, "give at least two")])
    runs = runs_needed(len(all_changes), 1) if shares else 0
    found = compare(
        first, other, seed=seed, steps=steps, replicates=replicates, goal=goal,
        titles=(names[0], called),
        progress=progress and (lambda done, most: progress(2 * done, (2 + runs) * most)),
    )  # fmt: skip
    if not shares:
        return found
    n = 2 * found.replicates
    shared = attribute(
        first, all_changes, seed=found.seed, steps=found.steps, replicates=found.replicates,
        progress=progress and (lambda done, total: progress(n + done, n + total)),
    )  # fmt: skip
    return replace(found, attribution=shared)


def _shown(value: object) -> str:
    plain = value.plain() if isinstance(value, Node) else value
    return plain if isinstance(plain, str) else abbreviated(plain)
