"""Walk through a step phase by phase, so that a test can look at the world in between.

The phases and their order are read from ``step.advance`` itself. Everything is interpreted.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from coopsim import step as stepping
from coopsim.metrics.registry import METRICS
from coopsim.phases.ties import add_up
from coopsim.scenario.founding import found, size_of
from coopsim.scenario.schema import Scenario
from coopsim.world.ledger import NOTHING, empty
from coopsim.world.world import Numbers, World

# Settings and work space: what is in them says nothing about what happened.
BESIDES = frozenset({"parameters", "scratch", "lists", "luck", "clock"})


def phase_names() -> list[str]:
    """Read off the names of the phases, in the order in which a step calls them."""
    (function,) = ast.parse(inspect.getsource(stepping.advance)).body
    assert isinstance(function, ast.FunctionDef)
    (loop,) = [node for node in function.body if isinstance(node, ast.For)]
    calls = [
        node.value.func.id
        for node in loop.body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
    ]
    return [name for name in calls if name != "begin"]


class Walk:
    """A run that is walked through.

    Attributes:
        world: the world as the last phase left it.
        metrics: the metrics of the last step.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.world = found(scenario, scenario.seed, 0)
        self.metrics: Numbers = np.full(len(METRICS), np.nan)
        self._ledger = empty(size_of(self.world), NOTHING)
        add_up(self.world)

    def step(self, number: int) -> Iterator[str]:
        """Make a step; yield the name of each phase after it."""
        stepping.begin(self.world)
        given: dict[str, Any] = {
            "world": self.world, "ledger": self._ledger, "step": number, "row": self.metrics,
        }  # fmt: skip
        for name in phase_names():
            phase: Callable[..., None] = getattr(stepping, name)
            phase(*(given[each] for each in inspect.signature(phase).parameters))
            yield name


def differences(one: World, other: World) -> set[str]:
    """Name the rows of blocks in which two worlds differ, such as ``states[12]``."""
    return {
        f"{name}[{row}]"
        for name in World._fields
        if name not in BESIDES
        for row, (here, there) in enumerate(
            zip(getattr(one, name), getattr(other, name), strict=True)
        )
        if not np.array_equal(here, there)
    }
