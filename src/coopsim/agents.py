"""A state as a Mesa agent: a window on one row of the world that holds no numbers itself."""

from __future__ import annotations

import math
from typing import Any, Protocol

import mesa
import numpy as np

from coopsim.errors import CoopsimError, suggestion
from coopsim.scenario.founding import Names
from coopsim.scenario.schema import State
from coopsim.world.blocks import dyad, partnership, state
from coopsim.world.fields import Field, fields_of
from coopsim.world.world import TO, World

# Mesa ships no types.
AgentSet = Any


class Host(Protocol):
    """Name what a state needs of its model."""

    world: World
    names: Names
    described: tuple[State, ...]

    def state(self, name: str) -> StateAgent:
        """Return a state by its id."""
        ...

    @property
    def agents(self) -> AgentSet:
        """Return all agents."""
        ...


class StateAgent(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types: its classes are Any
    """Look at one state of a model's world, and change it.

    Every number of a state in the world is an attribute with the name that scenarios and results
    use: ``gdp_busd``, ``readiness_now``, ``budget_stress`` … ``help(StateAgent)`` lists them with
    unit, range and meaning. Reading takes the number of this moment; writing changes the world,
    and a number outside its range is refused with a ValueError.

    What the step works out anew (``income``, ``need``, ``capacity`` …) is overwritten by the next
    step. What was derived when the world was founded (distances, differences of regime) stays as
    it was when a state's place or democracy is changed.

    Args:
        model: the model whose world holds the state.
        row: its row in the world.

    >>> import coopsim
    >>> model = coopsim.CooperationModel("baseline", rng=1)
    >>> france = model.state("FRA")
    >>> france.name, france.region, france.gdp_busd
    ('France', 'Western Europe', 3030.0)
    >>> france.defence_share = 0.03
    >>> france.defence_share = 3
    Traceback (most recent call last):
        ...
    ValueError: FRA.defence_share must be between 0 and 1 [share of GDP] (got 3)
    >>> france.trust_in("DEU") > france.trust_in("IND")
    True
    >>> [partner.id for partner in model.state("JPN").partners("defence_treaty")]
    ['USA']
    """

    model: Host

    def __init__(self, model: Host, row: int) -> None:
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        return f"<StateAgent {self.id}: {self.name}>"

    @property
    def id(self) -> str:
        """Return the short name that the scenario gives it, such as FRA."""
        return self.model.names.states[self.row]

    @property
    def name(self) -> str:
        """Return the name for figures and tables."""
        return str(self.model.described[self.row].name)

    @property
    def region(self) -> str:
        """Return the part of the world that the scenario puts it in; may be empty."""
        return str(self.model.described[self.row].region)

    def trust_in(self, other: str | StateAgent) -> float:
        """Return its trust in another state, from 0 to 1.

        Raises:
            CoopsimError: there is no such state, or it is itself.
        """
        return float(self.model.world.dyads[dyad.TRUST, self._edge(other)])

    def towards(self, other: str | StateAgent) -> dict[str, float]:
        """Return all that it holds towards another state, by the names of ``world.blocks.dyad``.

        Raises:
            CoopsimError: there is no such state, or it is itself.
        """
        column = self.model.world.dyads[:, self._edge(other)].tolist()
        return {each.name: column[each.index] for each in fields_of(dyad.BLOCK)}

    def partners(self, kind: str | None = None) -> AgentSet:
        """Return the states that it has a partnership with, as an AgentSet by id.

        Sitting in one institution makes no partnership.

        Args:
            kind: only partnerships of this kind, such as ``defence_treaty``; any kind if None.

        Raises:
            CoopsimError: there is no such kind of partnership.
        """
        world, known = self.model.world, self.model.names.kinds
        if kind is not None and kind not in known:
            raise _unknown("kind of partnership", kind, known)
        kinds = slice(None) if kind is None else [known.index(kind)]
        own = self._edges()
        tied = np.any(world.partnerships[partnership.DEPTH, kinds, own] > 0.0, axis=0)
        rows = set(world.edges[TO, own][tied].tolist())
        return self.model.agents.select(
            lambda agent: isinstance(agent, StateAgent) and agent.row in rows
        )

    def remove(self) -> None:
        """Refuse: the world would go on with the state, unseen.

        Raises:
            CoopsimError: always.
        """
        raise CoopsimError(
            f"{self.id} can't be removed from a running model; leave it out of the scenario: "
            f'load(…, set={{"states[{self.id}]": None}})'
        )

    def _edges(self) -> slice:
        first, last = self.model.world.row_start[self.row : self.row + 2].tolist()
        return slice(first, last)

    def _edge(self, other: str | StateAgent) -> int:
        """Return the edge from this state to another."""
        target = other if isinstance(other, StateAgent) else self.model.state(other)
        own = self._edges()
        found = np.flatnonzero(self.model.world.edges[TO, own] == target.row)
        if len(found) == 0:
            raise CoopsimError(f"{self.id} holds nothing towards {target.id}")
        return int(own.start + found[0])


def state_row(name: str, names: Names) -> int:
    """Return the row of a state.

    Raises:
        CoopsimError: there is no state of that id.
    """
    if name not in names.states:
        raise _unknown("state", name, names.states)
    return names.states.index(name)


def _unknown(what: str, name: str, known: tuple[str, ...]) -> CoopsimError:
    hint = suggestion(name, known)
    message = f'there is no {what} "{name}" in this scenario'
    return CoopsimError(f"{message}; {hint}" if hint else message)


def _window(field: Field) -> property:
    """Make the attribute of one field: it reads and writes the agent's row of the world."""
    row = field.index

    def read(agent: StateAgent) -> float:
        return float(agent.model.world.states[row, agent.row])

    def write(agent: StateAgent, value: float) -> None:
        if not (math.isfinite(value) and field.low <= value <= field.high):
            raise ValueError(f"{agent.id}.{field.name} must be {_range(field)} (got {value})")
        agent.model.world.states[row, agent.row] = value

    return property(read, write, doc=f"{field.meaning} It is {_range(field)}.")


def _range(field: Field) -> str:
    unit = "" if field.unit == "1" else f" [{field.unit}]"
    if math.isinf(field.high):
        return f"at least {field.low:g}{unit}"
    return f"between {field.low:g} and {field.high:g}{unit}"


for _field in fields_of(state.BLOCK):
    setattr(StateAgent, _field.name, _window(_field))
