"""Why a question never came up: the first condition that was not met, by kind of decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from coopsim.analysis.replaying import Case, History, edge_between
from coopsim.catalogue.mechanisms.core import INSTITUTIONS_ON, PARTNERING_ON, RESPONSE_ON
from coopsim.catalogue.mechanisms.politics import RATIFICATION_ON
from coopsim.phases.mandates import ADOPTED
from coopsim.world.blocks import dyad
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import membership as ms
from coopsim.world.blocks import partnership as ps
from coopsim.world.blocks import politics as pol
from coopsim.world.blocks import threat as th
from coopsim.world.world import Numbers


class Scene(NamedTuple):
    """Hold what was missing: who did not decide about whom, when, in which world.

    Attributes:
        case: the run.
        history: the world before and after the step.
        step: when.
        i: row of the state that did not decide.
        j: row of the state that it did not decide about.
        subject: id of the threat or kind of partnership, or "" for any.
    """

    case: Case
    history: History
    step: int
    i: int
    j: int
    subject: str

    @property
    def who(self) -> str:
        """Return the id of the state that did not decide."""
        return self.case.names.states[self.i]

    @property
    def whom(self) -> str:
        """Return the id of the other state."""
        return self.case.names.states[self.j]

    def rows(self, names: tuple[str, ...]) -> list[int]:
        """Return the row of the subject among names, or all rows."""
        return [n for n, name in enumerate(names) if self.subject in {"", name}]


Condition = Callable[[Scene], str]


def unmet(kind: str, scene: Scene) -> str:
    """Return the first condition of a kind of decision that was not met, as a sentence.

    Empty if this kind has none that can be told from the world, or all were met.
    """
    return next((said for condition in CONDITIONS.get(kind, ()) if (said := condition(scene))), "")


def _switched_on(place: int, name: str) -> Condition:
    """Make the condition that a mechanism is on."""

    def condition(scene: Scene) -> str:
        is_off = scene.history.after.parameters[place] <= 0.0
        return f"the mechanism {name} is off" if is_off else ""

    return condition


def _asked_at_all(scene: Scene) -> str:
    """Ask whether the other state was struck, and could not meet the need itself."""
    impacts, threats = scene.history.after.impacts, scene.case.names.threats
    rows = scene.rows(threats)
    if np.any(impacts[th.REQUEST, rows, scene.j] > 0.0):
        return ""
    struck = [threats[h] for h in rows if impacts[th.NEED, h, scene.j] > 0.0]
    if not struck:
        return f"{scene.whom} was not struck by {scene.subject or 'any threat'} and asked nobody"
    needs = float(np.sum(impacts[th.NEED, rows, scene.j]))
    return (
        f"{scene.whom} asked nobody: what {' and '.join(struck)} took, {needs:.2g} billion USD, it "
        "met itself, or help was on its way or its institutions paid"
    )


def _was_asked(scene: Scene) -> str:
    """Ask whether the other state has a way to ask this one."""
    world = scene.history.before
    if world.dyads[dyad.CHANNEL, edge_between(world, scene.i, scene.j)] > 0.0:
        return ""
    return (
        f"{scene.whom} did not ask {scene.who}: the two shared no institution, and no partnership "
        "through which partners ask for help"
    )


def _sit_together(scene: Scene) -> str:
    """Ask whether both are members of an institution."""
    if _common(scene):
        return ""
    return f"{scene.who} and {scene.whom} shared no institution that could vote on it"


def _has_a_say(scene: Scene) -> str:
    """Ask whether no lead nation decides alone."""
    leads = [
        int(lead) if (lead := scene.history.before.institutions[inst.LEAD, m]) >= 0 else scene.i
        for m in _common(scene)
    ]
    if scene.i in leads:
        return ""
    return f"{scene.case.names.states[leads[0]]} decides alone in the institution they share"


def _undecided(scene: Scene) -> str:
    """Ask whether no mandate stands already."""
    mandates, names = scene.history.before.mandates, scene.case.names
    for m in _common(scene):
        for h in scene.rows(names.threats):
            if (
                mandates[inst.SINCE, m, h, scene.j] >= 0.0
                and mandates[inst.STATUS, m, h, scene.j] == ADOPTED
            ):
                since = int(mandates[inst.SINCE, m, h, scene.j])
                return f"{names.institutions[m]} had decided in step {since} to help {scene.whom}"
    return ""


def _not_yet_there(scene: Scene) -> str:
    """Ask whether there is a kind of partnership that the two neither have nor signed."""
    world = scene.history.before
    e, rows = edge_between(world, scene.i, scene.j), scene.rows(scene.case.names.kinds)
    there = (world.partnerships[ps.DEPTH] > 0.0) | (world.partnerships[pol.WAITING] > 0.0)
    if not np.all(there[rows, e]):
        return ""
    what = f"the partnership {scene.subject}" if scene.subject else "every kind of partnership"
    return f"{scene.who} and {scene.whom} had or had signed {what} already"


def _there(scene: Scene) -> str:
    """Ask whether the two have a partnership that one could leave, from before this step."""
    world = scene.history.before
    e, rows = edge_between(world, scene.i, scene.j), scene.rows(scene.case.names.kinds)
    if np.any(world.partnerships[ps.DEPTH, rows, e] > 0.0):
        return ""
    what = f"the partnership {scene.subject}" if scene.subject else "any partnership"
    return f"{scene.who} and {scene.whom} did not have {what}"


def _met(scene: Scene) -> str:
    """Say that the pair did not review its relations: else the question would be recorded."""
    return (
        f"{scene.who} and {scene.whom} did not meet in step {scene.step}: a pair reviews its "
        "relations only now and then"
    )


def _signed(scene: Scene) -> str:
    """Ask whether something is signed that this side has not ratified."""
    world = scene.history.before
    e, rows = edge_between(world, scene.i, scene.j), scene.rows(scene.case.names.kinds)
    waiting = world.partnerships[pol.WAITING, rows, e] > 0.0
    if not np.any(waiting):
        return f"{scene.who} and {scene.whom} had signed nothing that waited to be ratified"
    if np.all(world.partnerships[pol.RATIFIED, rows, e][waiting] > 0.0):
        return f"{scene.who} had ratified it before"
    return f"a new government in {scene.who} did not want what the old one had signed"


def _common(scene: Scene) -> list[int]:
    """Return the rows of the institutions in which both sat before the step, no coalitions."""
    world = scene.history.before
    seats: Numbers = world.seats[inst.MEMBER]
    both = (seats[:, scene.i] > 0.0) & (seats[:, scene.j] > 0.0)
    return [int(m) for m in np.flatnonzero(both & (world.institutions[ms.COALITION] <= 0.0))]


# In the order in which the model looks at them.
CONDITIONS: Final[dict[str, tuple[Condition, ...]]] = {
    "contribute": (_switched_on(RESPONSE_ON, "response"), _asked_at_all, _was_asked),
    "vote": (
        _switched_on(INSTITUTIONS_ON, "institutions"),
        _sit_together,
        _asked_at_all,
        _undecided,
        _has_a_say,
    ),
    "form": (_switched_on(PARTNERING_ON, "partnering"), _not_yet_there, _met),
    "leave": (_switched_on(PARTNERING_ON, "partnering"), _there, _met),
    "ratify": (_switched_on(RATIFICATION_ON, "ratification"), _signed),
}
