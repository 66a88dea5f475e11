"""What every mechanism owes: off and on it acts where it says, and nowhere before.

On equal luck the world with a mechanism and the world without it are the same until the first
phase that the mechanism changes. From then on the metrics on which it acts differ.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from coopsim.catalogue.registry import MECHANISMS
from coopsim.metrics.registry import METRICS
from coopsim.scenario import load
from kinds.stepping import Walk, differences, phase_names

WORKBENCH = Path(__file__).with_name("workbench.yaml")
STEPS = 36


@cache
def history(without: str) -> tuple[np.ndarray, ...]:
    """Return the metrics of each step of the workbench without a mechanism."""
    walk = Walk(load(WORKBENCH, without=[without] if without else []))
    rows = []
    for number in range(STEPS):
        for _ in walk.step(number):
            pass
        rows.append(walk.metrics.copy())
    return tuple(rows)


def first_difference(name: str) -> tuple[int, str, set[str]]:
    """Return step, phase and rows in which the worlds with and without a mechanism part.

    What partnerships add up to differs from the beginning, before any phase has made use of it.
    """
    one, other = Walk(load(WORKBENCH)), Walk(load(WORKBENCH, without=[name]))
    given = differences(one.world, other.world)
    for number in range(STEPS):
        for phase, _ in zip(one.step(number), other.step(number), strict=True):
            found = differences(one.world, other.world) - given
            if found:
                return number, phase, found
    pytest.fail(f"the workbench is the same with and without {name}")


def test_everything_is_on_at_the_workbench() -> None:
    settings = load(WORKBENCH).mechanisms
    assert [name for name, each in settings.items() if each.scale == 0.0] == []


@pytest.mark.parametrize("name", MECHANISMS)
def test_nothing_before_the_stated_phase_differs(name: str) -> None:
    phases = phase_names()
    number, phase, rows = first_difference(name)
    stated = MECHANISMS[name].phase
    assert phases.index(phase) >= phases.index(stated), (number, phase, rows)


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_stated_metrics_differ(name: str) -> None:
    with_it, without = history(""), history(name)
    same = [
        metric
        for metric in MECHANISMS[name].moves
        if all(
            np.array_equal(one[METRICS[metric].index], other[METRICS[metric].index], equal_nan=True)
            for one, other in zip(with_it, without, strict=True)
        )
    ]
    assert same == []
