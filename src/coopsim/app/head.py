"""Write the head of a film: who takes part, what is measured, and what the words mean."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from string import Formatter
from typing import Any, Final

import numpy as np

from coopsim.app.film import Packed, edges_of, field_words, made_with, metric_words
from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import MECHANISMS
from coopsim.errors import CoopsimError
from coopsim.figures.layout import MOST_STATES, Place, arranged, filling
from coopsim.scenario.founding import Names, names_of
from coopsim.scenario.schema import Scenario, State
from coopsim.world.world import World

Pairs = Mapping[tuple[str, str], float]
# Metrics shown first when the answer of a scenario names fewer.
KEY_FIGURES: Final = 4


def head_of(
    scenario: Scenario, world: World, *, seed: int, replicate: int, closeness: Pairs
) -> Packed:
    """Describe a run before its first step.

    Args:
        scenario: what is run.
        world: its world.
        seed: seed of all draws.
        replicate: which of the runs of that seed.
        closeness: of pairs of states, from 0 to 1: close ones are drawn near each other.

    Raises:
        CoopsimError: there are more states than anybody could see.
    """
    names = names_of(scenario)
    if len(names.states) > MOST_STATES:
        raise CoopsimError(
            f"at most {MOST_STATES} states can be shown, and here are {len(names.states)}"
        )
    places = spread(arranged(names.states, {**_nearness(scenario), **closeness}))
    return {
        "coopsim": made_with(),
        "seed": seed,
        "replicate": replicate,
        "scenario": _told(scenario),
        "shown": shown_metrics(scenario),
        "states": [_state(scenario, name, places[name]) for name in names.states],
        "institutions": _by_id(scenario.institutions, names.institutions, "id", "name"),
        "threats": _by_id(scenario.threats, names.threats, "id", "name", "kind"),
        "kinds": _kinds(scenario, names),
        "metrics": metric_words(),
        "fields": field_words(),
        "edges": edges_of(world),
        "mechanisms": _mechanisms(scenario),
        "words": read_catalogue("words").plain(),
    }


def spread(places: Mapping[str, Place]) -> dict[str, Place]:
    """Move places half-way to an even spread along each axis, so that few far ones cost no room."""
    found = np.array(list(places.values())).reshape(-1, 2)
    ranks = found.argsort(axis=0).argsort(axis=0)
    even = 2.0 * ranks / max(1, len(found) - 1) - 1.0
    return dict(zip(places, filling(found + even), strict=True))


def _nearness(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Hold all states together a little, and neighbours on the globe more."""
    states = sorted(scenario.states, key=lambda each: each.id)
    pairs = combinations(states, 2)
    return {(one.id, other.id): 0.02 + 0.1 * _near(one, other) for one, other in pairs}


def _near(one: State, other: State) -> float:
    """Return 1 for two states at one place, falling to 0 for those half the world apart."""
    across = abs(one.longitude - other.longitude) % 360.0
    apart = math.hypot(one.latitude - other.latitude, min(across, 360.0 - across))
    return max(0.0, 1.0 - apart / 60.0)


def closeness_at_start(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Judge closeness by what ties states before the first step."""
    close: dict[tuple[str, str], float] = {}
    groups = [(each.members, 1.0) for each in scenario.partnerships]
    # Fellow members are many: at full weight they would all fall on one spot.
    groups += [(each.members, 0.3) for each in scenario.institutions]
    for members, weight in groups:
        for one, other in combinations(sorted(members), 2):
            close[one, other] = max(weight, close.get((one, other), 0.0))
    return close


def shown_metrics(scenario: Scenario) -> list[str]:
    """Choose the metrics shown first: those that the scenario's answer speaks of."""
    asked = [name for _, name, _, _ in Formatter().parse(scenario.answer) if name]
    others = [each["name"] for each in metric_words()]
    return list(dict.fromkeys([*asked, *others]))[: max(KEY_FIGURES, len(set(asked)))]


def _told(scenario: Scenario) -> Packed:
    """Return what a scenario says about itself, as a whole."""
    shown = ("name", "title", "question", "about", "start", "steps", "step_months", "issues")
    return {name: getattr(scenario, name) for name in shown}


def _state(scenario: Scenario, name: str, place: Place) -> Packed:
    state = next(each for each in scenario.states if each.id == name)
    return {
        "id": state.id, "name": state.name, "region": state.region, "agenda": state.agenda,
        "latitude": state.latitude, "longitude": state.longitude,
        "x": round(place.x, 4), "y": round(place.y, 4),
    }  # fmt: skip


def _by_id(things: Any, ids: tuple[str, ...], *shown: str) -> list[Packed]:
    """Describe things in the order of their rows; free rows have no more than their id."""
    known = {each.id: each for each in things}
    return [
        {name: getattr(known[one], name) if one in known else one for name in shown} for one in ids
    ]


def _kinds(scenario: Scenario, names: Names) -> list[Packed]:
    kinds = scenario.kinds_in_play()
    return [
        {"id": name, "name": kinds[name].title, "meaning": kinds[name].meaning}
        for name in names.kinds
    ]


def _mechanisms(scenario: Scenario) -> list[Packed]:
    """Describe every mechanism with its scale and its numbers in this scenario."""
    shown = ("name", "unit", "low", "high", "meaning")
    return [
        {
            "name": each.name,
            "meaning": each.meaning,
            "scale": scenario.mechanisms[each.name].scale,
            "parameters": [
                {
                    **{name: getattr(number, name) for name in shown},
                    "prior": list(number.prior),
                    "value": scenario.mechanisms[each.name].parameters[number.name],
                }
                for number in each.parameters.values()
            ],
        }
        for each in MECHANISMS.values()
    ]
