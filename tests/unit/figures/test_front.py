from __future__ import annotations

from coopsim.figures.front import MOST_NAMES, Goal, Spot, front
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval

ACROSS = Goal(METRICS["collective_response"], "Collective response", True)
UP = Goal(METRICS["damage_busd"], "Damage", False)
NAMES = ("on the front", "perhaps on the front", "behind the front")


def spot(name: str, verdict: str, x: float, y: float, *, is_best: bool = False) -> Spot:
    across, up = (Interval(each, each - 0.1, each + 0.1, 9) for each in (x, y))
    return Spot(name, verdict, across, up, is_best)


SPOTS = [
    spot("budget 2 ×, rule gdp_share, dues 0.001", NAMES[0], 0.5, 3, is_best=True),
    spot("budget 1 ×", NAMES[0], 0.2, 1, is_best=True),
    spot("budget 0.5 ×", NAMES[2], 0.1, 4),
]


def test_each_verdict_has_its_look_and_whiskers_of_the_interval() -> None:
    line, best, behind = front(SPOTS, ACROSS, UP, NAMES).data
    assert [trace.name for trace in (best, behind)] == [NAMES[0], NAMES[2]]
    assert best.marker.symbol != behind.marker.symbol
    assert list(behind.x) == [0.1]
    assert [round(each, 9) for each in best.error_y.array] == [0.1, 0.1]
    # Through the best from left to right.
    assert list(line.x) == [0.2, 0.5]
    assert list(line.y) == [1, 3]


def test_axes_say_which_way_is_better() -> None:
    layout = front(SPOTS, ACROSS, UP, NAMES).layout
    assert layout.xaxis.title.text == "Collective response (more is better)"
    assert layout.yaxis.title.text == "Damage (less is better)"
    assert layout.xaxis.tickformat == ".0%"


def test_the_best_are_named_unless_they_are_many() -> None:
    texts = [each.text for each in front(SPOTS, ACROSS, UP, NAMES).layout.annotations]
    assert texts == ["budget 2 ×, rule gdp_share<br>dues 0.001", "budget 1 ×"]
    many = [spot(str(n), NAMES[0], n, n, is_best=True) for n in range(MOST_NAMES + 1)]
    assert not front(many, ACROSS, UP, NAMES).layout.annotations
