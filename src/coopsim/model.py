"""A scenario as a Mesa model: the face that people know, on the compiled step."""

from __future__ import annotations

import math
import operator
from pathlib import Path
from typing import Final, NamedTuple, SupportsIndex

import mesa
import numpy as np

from coopsim.agents import StateAgent, state_row
from coopsim.course import Beginning
from coopsim.errors import CoopsimError, Fault, InputError, suggestion
from coopsim.metrics.registry import METRICS, Metric
from coopsim.randomness import STEP_LIMIT
from coopsim.scenario import Scenario, load
from coopsim.scenario.founding import Names, size_of
from coopsim.step import Tape
from coopsim.world import ledger as book

LEVELS: Final = {
    "nothing": book.NOTHING, "changes": book.CHANGES, "everything": book.EVERYTHING,
}  # fmt: skip


class Event(NamedTuple):
    """Say what happened; names that don't apply are empty.

    Attributes:
        kind: such as ``strike`` or ``help_sent``.
        actor: id of the state that acts or is struck.
        partner: id of the other state, or of the institution.
        subject: id of the threat, the kind of partnership, or the intervention.
        size: severity, billion USD, acts or depth, by kind of event.
        cause: such as ``chance`` or ``obligation``.
    """

    kind: str
    actor: str
    partner: str
    subject: str
    size: float
    cause: str


class Decision(NamedTuple):
    """Say what a state decided, and which terms made it decide so.

    Attributes:
        kind: ``contribute``, ``vote``, ``form`` or ``leave``.
        actor: id of the state that decides.
        partner: id of the state that it decides about.
        subject: id of the threat, or the kind of partnership.
        answer: such as ``yes`` or ``unable``.
        score: sum of the terms; NaN, as all that follows, if nothing was weighed.
        threshold: what the score must beat; luck is in it.
        draw: that luck, between 0 and 1.
        amount: billion USD for help, trust for partnerships.
        terms: what the score is the sum of, by name.
        institution: id of the institution in which a vote was cast, or whose seat it is about.
    """

    kind: str
    actor: str
    partner: str
    subject: str
    answer: str
    score: float
    threshold: float
    draw: float
    amount: float
    terms: dict[str, float]
    institution: str


class CooperationModel(mesa.Model):  # type: ignore[misc]  # Mesa ships no types: its classes are Any
    """Step through a scenario as through any Mesa model.

    The step is that of ``coopsim.run``: with the same scenario and seed its numbers are the same
    to the last bit, as long as nothing is changed between steps. States are agents; each metric
    is an attribute, so that ``DataCollector`` and plots take it by its name. All luck is keyed by
    the seed: Mesa's own ``model.rng`` and ``model.random`` have no effect on the world.

    For many runs use ``coopsim.run``: it is faster, and Mesa 3.3 never forgets a model.

    A model pickles, and goes on as if nothing had been, if its data collector does: give metrics
    by name, and numbers of agents as ``operator.attrgetter("gdp_busd")``.

    Args:
        source: a scenario, the path of its file, or the name of a shipped one.
        rng: seed of all draws, a plain whole number; the scenario's own if None.
        record: what ``events`` and ``decisions`` hold: ``nothing``, ``changes`` (events, and
            decisions that changed or refused something), or ``everything``.

    Attributes:
        founded_from: the scenario; what is changed in the world does not show in it. From 3.5 on,
            Mesa keeps a scenario of another kind in ``model.scenario``, and SolaraViz puts one
            into any argument called ``scenario``: hence these names, also for your subclasses.
        world: the numbers, see ``coopsim.world.world``.
        names: ids of the world's rows.
        described: the states as the scenario describes them, by row.
        metrics: what the last step measured, by name; NaN where there was nothing to measure.
        steps_done: how many steps were made.
        running: False once the scenario's last step was made; stepping on is allowed.

    Raises:
        InputError: the scenario has faults, or the seed or the level is none.

    >>> import coopsim
    >>> model = coopsim.CooperationModel("baseline", rng=1)
    >>> while model.steps_done < 3:
    ...     model.step()
    >>> whole = coopsim.run("baseline", seed=1, replicates=1)
    >>> bool(model.strikes == whole.metrics["strikes"][2])
    True
    >>> poor = model.agents.select(lambda state: state.gdp_busd < 100)
    >>> poor.get("id")
    ['EST', 'LTU', 'LVA']
    >>> model.agents.groupby("region").count()["Northern Europe"]
    8
    """

    def __init__(
        self,
        source: Scenario | str | Path,
        rng: SupportsIndex | None = None,
        *,
        record: str = "changes",
    ) -> None:
        if record not in LEVELS:
            hint = suggestion(record, LEVELS) or f"one of: {', '.join(LEVELS)}"
            raise InputError([Fault(None, "record", f'no such level "{record}"', hint)])
        scenario = source if isinstance(source, Scenario) else load(source)
        seed = scenario.seed if rng is None else operator.index(rng)
        # Founded first: it refuses a bad seed in words, and Mesa with a traceback of NumPy.
        beginning = Beginning(scenario)
        size = size_of(beginning.world)
        self._course = beginning.course(seed, 0, book.empty(size, LEVELS[record]))
        self.world = self._course.world
        super().__init__(rng=seed)
        self.founded_from = scenario
        self.names: Names = beginning.names
        by_id = {each.id: each for each in scenario.states}
        self.described = tuple(by_id[name] for name in self.names.states)
        # The states of a step are the world's own; only metrics need a place.
        self._tape = Tape(np.empty((1, len(METRICS))), np.empty((0, *self.world.states.shape)))
        self._happened, self._decided = self._course.drain()
        self.metrics = dict.fromkeys(METRICS, math.nan)
        self.steps_done = 0
        self._states: dict[int, StateAgent] = {}
        self._let_in()

    def state(self, name: str) -> StateAgent:
        """Return a state by its id.

        Raises:
            CoopsimError: there is none of that id, or not yet.
        """
        row = state_row(name, self.names)
        if row not in self._states:
            enters = self.described[row].enters
            raise CoopsimError(f"{name} is not there yet; it enters in step {enters}")
        return self._states[row]

    def step(self) -> None:
        """Advance the world by one step and measure it.

        Raises:
            CoopsimError: so many steps were made that luck would repeat itself.
        """
        if self.steps_done >= STEP_LIMIT:
            raise CoopsimError(f"a model has at most {STEP_LIMIT:,} steps")
        following = self.steps_done + 1
        self._course.advance(self._tape, following)
        self._happened, self._decided = self._course.drain()
        self.steps_done = following
        self.metrics = dict(zip(METRICS, self._tape.metrics[0].tolist(), strict=True))
        self.running = following < self.founded_from.steps
        self._let_in()

    def _let_in(self) -> None:
        """Make an agent of each state that is there in the next step and has none yet."""
        for row in np.flatnonzero(self._course.is_there()).tolist():
            if row not in self._states:
                self._states[row] = StateAgent(self, row)

    @property
    def events(self) -> list[Event]:
        """Return what happened in the last step, in order; none if nothing is recorded."""
        names = self.names
        found = []
        for row in self._happened.tolist():
            kind, about, _ = book.EVENTS[int(row[book.KIND])]
            organs = int(row[book.KIND]) in book.BY_INSTITUTION
            found.append(
                Event(
                    kind,
                    _named(row[book.ACTOR], names.states),
                    _named(row[book.PARTNER], names.institutions if organs else names.states),
                    _named(row[book.SUBJECT], self._subjects(about)),
                    row[book.SIZE],
                    book.CAUSES[int(row[book.CAUSE])],
                )
            )
        return found

    @property
    def decisions(self) -> list[Decision]:
        """Return the recorded decisions of the last step; none if nothing is recorded."""
        return [self._decision(row) for row in self._decided.tolist()]

    def _decision(self, row: list[float]) -> Decision:
        kind, about, terms = book.DECISIONS[int(row[book.KIND])]
        names, about_seats = self.names, int(row[book.KIND]) in book.IN_INSTITUTION
        return Decision(
            kind,
            _named(row[book.ACTOR], names.states),
            _named(row[book.PARTNER], names.states),
            _named(row[book.SUBJECT], self._subjects(about)),
            book.ANSWERS[int(row[book.ANSWER])],
            row[book.SCORE],
            row[book.THRESHOLD],
            row[book.DRAW],
            row[book.AMOUNT],
            # A row has room for the kind with the most terms.
            dict(zip(terms, row[book.FIRST_TERM : book.BODY], strict=False)),
            _named(row[book.BODY], names.institutions) if about_seats else "",
        )

    def _subjects(self, about: str) -> tuple[str, ...]:
        names = self.names
        known = {"partnership": names.kinds, "intervention": names.interventions}
        return known.get(about, names.threats)


def _named(row: float, names: tuple[str, ...]) -> str:
    return "" if row == book.NOBODY else names[int(row)]


def _measurement(metric: Metric) -> property:
    """Make the attribute of one metric."""

    def read(model: CooperationModel) -> float:
        return model.metrics[metric.name]

    unit = "" if metric.unit == "1" else f" [{metric.unit}]"
    return property(read, doc=f"{metric.title}{unit}: {metric.formula}")


for _metric in METRICS.values():
    setattr(CooperationModel, _metric.name, _measurement(_metric))
