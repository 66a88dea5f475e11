from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.analysis import expectations
from coopsim.analysis.expectations import Direction, directions
from coopsim.metrics.registry import METRICS

WORLD = """
name: two
issues: [order]
states:
  - {id: A, gdp_busd: 100, defence_share: 0.01, personnel_k: 10, latitude: 0, longitude: 0}
  - {id: B, gdp_busd: 200, defence_share: 0.02, personnel_k: 10, latitude: 1, longitude: 1}
variants:
  rich: {title: B is rich, states: {B: {gdp_busd: 900}}}
"""
ROW = {
    "title": "More means more", "condition": "always", "scenario": "two",
    "effects": [{"metric": "trust", "sign": "+", "smallest": 0.1}],
}  # fmt: skip


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a world of two states on the shelf."""
    (tmp_path / "two.yaml").write_text(WORLD, encoding="utf-8")
    monkeypatch.setattr(expectations, "shelf", lambda: tmp_path)
    expectations._file.cache_clear()


def read(**keys: object) -> Direction:
    return expectations._direction("more", {**ROW, **keys})


@pytest.mark.parametrize("name", directions())
def test_each_shipped_direction_can_be_tried(name: str) -> None:
    row = directions()[name]
    assert row.title
    assert row.condition
    for sides in (row.sides, row.than):
        assert len(row.worlds(sides, {})) == len(sides)
    assert row.effects
    for effect in row.effects:
        assert effect.metric in METRICS
        assert effect.sign in ("+", "-", "0")
        assert effect.smallest >= 0.0


def test_every_direction_has_a_side_before_and_most_one_after() -> None:
    assert {len(each.sides) for each in directions().values()} == {1, 2}
    assert {len(each.than) for each in directions().values()} == {0, 2}


@pytest.mark.parametrize(
    ("keys", "sides"),
    [
        pytest.param({}, ({},), id="a level"),
        pytest.param({"given": {"seed": 1}}, ({"seed": 1},), id="a level, given"),
        pytest.param({"after": {"steps": 5}}, ({}, {"steps": 5}), id="a change"),
        pytest.param(
            {"given": {"steps": 3, "seed": 1}, "before": {"seed": 2}, "after": {"steps": 5}},
            ({"steps": 3, "seed": 2}, {"steps": 5, "seed": 1}),
            id="sides outweigh what is given",
        ),
    ],
)
def test_what_holds_on_each_side(keys: dict[str, object], sides: tuple[object, ...]) -> None:
    assert read(**keys).sides == sides
    assert read(**keys).than == ()


def test_what_an_effect_must_exceed_holds_besides_the_change() -> None:
    row = read(
        given={"seed": 1}, after={"steps": 5}, than={"given": {"seed": 7}, "after": {"steps": 9}}
    )
    assert row.sides == ({"seed": 1}, {"seed": 1, "steps": 5})
    assert row.than == ({"seed": 7}, {"seed": 7, "steps": 9})


@pytest.mark.usefixtures("two")
def test_the_worlds_of_both_sides() -> None:
    row = read(after={"variant": "rich", "steps": 7})
    before, after = row.worlds(row.sides, {"steps": 5, "seed": 3})
    assert (before.steps, before.seed, before.states[1].gdp_busd) == (5, 3, 200)
    assert (after.steps, after.seed, after.states[1].gdp_busd) == (7, 3, 900)


@pytest.mark.usefixtures("two")
def test_a_value_may_be_given_to_every_state() -> None:
    row = read(before={"states[*].approval": 0.25})
    (world,) = row.worlds(row.sides, {})
    assert [each.approval for each in world.states] == [0.25, 0.25]


def test_the_catalogue_says_where_nothing_holds_and_why() -> None:
    open_effects = [
        effect.open for each in directions().values() for effect in each.effects if effect.open
    ]
    assert all(reason.endswith(".") for reason in open_effects)
