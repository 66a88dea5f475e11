"""Which choices no other beats in all goals: the Pareto front of levers and arms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from coopsim.analysis.fronts import Choice, Verdict, front_of
from coopsim.analysis.swept import Swept
from coopsim.figures.factors import factor_name, value_label
from coopsim.figures.front import Goal, Spot, front
from coopsim.reports.judged import Judged
from coopsim.reports.of_grid import FILE
from coopsim.reports.parts import Claim, Exhibit, Source

_MOST_NAMED = 4
_DRAWN = 2


def front_parts(swept: Swept, outcomes: Sequence[Judged]) -> tuple[Claim, Exhibit]:
    """Say and draw which choices no other beats.

    Args:
        swept: a sweep whose experiment has goals.
        outcomes: all of its outcomes.

    Raises:
        CoopsimError: As `front_of`.
    """
    choices = front_of(swept)
    ways = swept.plan.study.experiment.goals
    goals = [(next(each for each in outcomes if each.name == name), ways[name]) for name in ways]
    source = _source(swept, [outcome.name for outcome, _ in goals])
    return (
        Claim(_sentence(swept, choices, goals), source),
        _exhibit(swept, choices, goals, source),
    )


def _source(swept: Swept, names: Sequence[str]) -> Source:
    rows = np.sort(np.concatenate([swept.rows(name) for name in names]))
    return Source(FILE, rows, f"outcomes {', '.join(names)}, all points and arms")


def _exhibit(
    swept: Swept, choices: Sequence[Choice], goals: Sequence[tuple[Judged, str]], source: Source
) -> Exhibit:
    across, up = (Goal(each.metric, each.title, way == "more") for each, way in goals[:_DRAWN])
    x, y = (goal.name for goal, _ in goals[:_DRAWN])
    spots = [
        Spot(_name(swept, each), each.verdict, each.goals[x], each.goals[y], each.is_best)
        for each in choices
    ]
    several = f"judged by all {len(goals)} goals, drawn by two, " if len(goals) > _DRAWN else ""
    return Exhibit(
        "front", f"Choices by {goals[0][0].inside} and {goals[1][0].inside}",
        f"{several}means of {swept.replicates} replicates with 95 % intervals; "
        "judged by differences on the same luck",
        partial(front, spots, across, up, [each.value for each in Verdict]), source,
        ["choice", *(head for goal, _ in goals for head in (goal.title, "95 % interval")),
         "how it stands"],
        [_row(swept, each, goals) for each in choices],
    )  # fmt: skip


def _row(swept: Swept, choice: Choice, goals: Sequence[tuple[Judged, str]]) -> list[str]:
    cells = [_name(swept, choice)]
    for goal, _ in goals:
        one = choice.goals[goal.name]
        cells += [goal.value(one.mean), f"{goal.value(one.low)} to {goal.value(one.high)}"]
    return [*cells, choice.verdict.value]


def _sentence(swept: Swept, choices: Sequence[Choice], goals: Sequence[tuple[Judged, str]]) -> str:
    found = {verdict: [each for each in choices if each.verdict == verdict] for verdict in Verdict}
    on_it, perhaps = found[Verdict.front], found[Verdict.open]
    wanted = " and ".join(f"{way} {goal.inside}" for goal, way in goals)
    told = [_told(swept, each, goals) for each in _shown(on_it, goals)]
    if not on_it:
        text = f"none of {len(choices)} choices is clearly on the front of {wanted}"
    elif len(on_it) <= _MOST_NAMED:
        verb = "is" if len(on_it) == 1 else "are"
        text = f"of {len(choices)} choices {len(on_it)} {verb} on the front of {wanted}: "
        text += "; ".join(told)
    else:
        text = f"of {len(choices)} choices {len(on_it)} are on the front of {wanted}, from "
        text += f"{told[0]} to {told[-1]}"
    if perhaps:
        verb = "is" if len(perhaps) == 1 else "are"
        more = " more" if on_it else ""
        text += f"; {len(perhaps)}{more} perhaps {verb}, since intervals overlap"
    if found[Verdict.behind]:
        n, all_ = len(found[Verdict.behind]), "all others" if on_it or perhaps else "all"
        text += f"; {all_} ({n}) are clearly behind"
    return text[0].upper() + text[1:] + "."


def _shown(on_it: Sequence[Choice], goals: Sequence[tuple[Judged, str]]) -> list[Choice]:
    """Sort by the first goal, best last."""
    goal, way = goals[0]
    sign = 1.0 if way == "more" else -1.0
    return sorted(on_it, key=lambda each: sign * each.goals[goal.name].mean)


def _told(swept: Swept, choice: Choice, goals: Sequence[tuple[Judged, str]]) -> str:
    values = ", ".join(
        f"{goal.inside} {goal.value(choice.goals[goal.name].mean)}"
        # "Seats 19 seats" would say it twice.
        + (f" {goal.unit}" if goal.unit and goal.unit not in goal.inside else "")
        for goal, _ in goals
    )
    return f"{_name(swept, choice)} ({values})"


def _name(swept: Swept, choice: Choice) -> str:
    dials = {dial.name: dial for dial in swept.varied}
    parts = [
        f"{factor_name(dials[name])} {value_label(dials[name], value)}"
        for name, value in choice.levers.items()
    ]
    return ", ".join([*([choice.arm] if len(swept.plan.arms) > 1 or not parts else []), *parts])
