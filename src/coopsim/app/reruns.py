"""Pages of single runs of a sweep: each is made again when somebody asks to see it."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any, Final

import numpy as np

from coopsim.analysis.swept import Swept
from coopsim.app.atlas import levers_first
from coopsim.app.film import Packed
from coopsim.app.page import page
from coopsim.app.replay import Film, film_of
from coopsim.figures.factors import factor_name, value_label
from coopsim.runs.sweeps.replaying import insist_on, run_number, scenario_of

# Going back and forth between a few runs is what people do.
_KEPT: Final = 8
# A point of forty parameters would fill the head of a page.
_MOST_NAMED: Final = 3


class Reruns:
    """Make runs of a sweep again, one at a time.

    Args:
        swept: the sweep.
    """

    def __init__(self, swept: Swept) -> None:
        self._swept = swept
        # Tabs ask when they like, and each run takes a processor.
        self._one_at_a_time = threading.Lock()
        self._film = lru_cache(_KEPT)(self._made)

    def page(self, *numbers: int) -> str:
        """Return the page of a run, or of two compared with each other.

        Args:
            numbers: of the runs in the sweep, from 0.

        Raises:
            CoopsimError: There is no such run.
            InputError: It failed in the sweep.
            ResultsError: It comes to other numbers than in the sweep.
        """
        with self._one_at_a_time:
            films = [self._film(number) for number in numbers]
        if len(films) > 1:
            films = [_named(film) for film in films]
        return page(films[0].title, [film.parts() for film in films])

    def _made(self, number: int) -> Film:
        plan = self._swept.plan
        found = run_number(self._swept.place, plan, number)
        run = plan.run(number)
        film, frames = film_of(scenario_of(found), plan.seed, run.luck)
        insist_on(found, np.concatenate([frame.raw.metrics for frame in frames]))
        film.head["origin"] = self._origin(run.cell, run.replicate)
        return film

    def _origin(self, cell: int, replicate: int) -> Packed:
        """Say where in the sweep a run stands."""
        swept = self._swept
        point, arm = swept.plan.cell(cell)
        several = len(swept.plan.arms) > 1
        varied = levers_first(swept) if len(swept.varied) <= _MOST_NAMED else []
        values: list[str] = [
            f"{factor_name(dial)} {value_label(dial, swept.values(dial.name)[point])}"
            for dial in varied
        ]
        where = values or ([f"point {point}"] if swept.varied else [])
        return {
            "cell": cell,
            "where": ", ".join([*([arm] if several else []), *where]),
            "run": replicate,
        }


def _named(film: Film) -> Film:
    """Call a film by where its run stands."""
    origin: dict[str, Any] = film.head["origin"]
    label = ", ".join(part for part in (origin["where"], f"run {origin['run']}") if part)
    return Film({**film.head, "label": label}, film.reel)
