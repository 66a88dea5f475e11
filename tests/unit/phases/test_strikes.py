from __future__ import annotations

import pytest

from coopsim.catalogue.mechanisms.dangers import ATTRIBUTION_ON
from coopsim.phases.strikes import duration, hit, severity_drawn
from coopsim.world.blocks import tally, threat
from worlds import A, B, strike, tiny_world


@pytest.mark.parametrize(
    ("months", "step_months", "steps"),
    [(1.0, 1.0, 1.0), (4.0, 1.0, 4.0), (1.5, 1.0, 2.0), (4.0, 3.0, 2.0), (0.1, 12.0, 1.0)],
)
def test_strikes_last_whole_steps(months: float, step_months: float, steps: float) -> None:
    world = tiny_world(2)
    world.threats[threat.DURATION, 0] = months
    assert duration(world.threats, 0, step_months) == steps


@pytest.mark.parametrize(
    ("mean", "spread", "luck", "expected"),
    [
        # 0.5 x (1 + 0.5 x (2 x 0.75 - 1))
        (0.5, 0.5, 0.75, 0.625),
        (0.5, 0.5, 0.5, 0.5),
        (0.8, 1.0, 0.999, 1.0),
        (0.5, 0.0, 0.1, 0.5),
    ],
)
def test_severity_is_drawn_around_its_mean(
    mean: float, spread: float, luck: float, expected: float
) -> None:
    world = tiny_world(2)
    world.threats[[threat.SEVERITY_MEAN, threat.SEVERITY_SPREAD], 0] = mean, spread
    assert severity_drawn(world.threats, 0, luck) == pytest.approx(expected, rel=1e-3)


def test_a_strike_begins() -> None:
    world = tiny_world()
    world.threats[threat.DURATION, 0] = 3.0
    hit(world, 0, A, 0.5, 7, B)
    impact = world.impacts[:, 0, A]
    assert impact[threat.SEVERITY] == 0.5
    assert impact[threat.LEFT] == 3.0
    assert impact[threat.STARTED] == 7.0
    assert impact[threat.ORDINAL] == 1.0
    assert impact[threat.SPONSOR] == B
    assert impact[threat.UNATTRIBUTED] == 0.0
    assert world.tallies[tally.STRIKES] == 1.0


def test_who_was_behind_a_strike_first_stays_behind_it() -> None:
    world = tiny_world()
    strike(world, A, 0.0)  # severity 0.5, nobody's
    hit(world, 0, A, 0.5, 1, B)
    assert world.impacts[threat.SEVERITY, 0, A] == 0.75
    assert world.impacts[threat.SPONSOR, 0, A] == -1.0


@pytest.mark.parametrize(
    ("scale", "ease", "hidden"), [(0.0, 0.2, 0.0), (1.0, 1.0, 0.0), (1.0, 0.2, 1.0)]
)
def test_a_strike_may_hide_where_it_comes_from(scale: float, ease: float, hidden: float) -> None:
    world = tiny_world()
    world.parameters[ATTRIBUTION_ON] = scale
    world.threats[threat.ATTRIBUTION, 0] = ease
    hit(world, 0, A, 0.5, 1, -1)
    assert world.impacts[threat.UNATTRIBUTED, 0, A] == hidden
