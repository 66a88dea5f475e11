from __future__ import annotations

import pytest

from coopsim.scenario.interventions import Condition, Intervention


@pytest.mark.parametrize(
    ("bounds", "value", "holds"),
    [
        ({"below": 0.4}, 0.3, True),
        ({"below": 0.4}, 0.4, False),
        ({"above": 0.4}, 0.5, True),
        ({"above": 0.4}, 0.4, False),
        ({"above": 0.4}, float("nan"), False),
    ],
)
def test_a_condition_holds_beyond_its_bound(
    bounds: dict[str, float], value: float, holds: bool
) -> None:
    assert Condition(metric="trust", **bounds).holds(value) is holds  # type: ignore[arg-type] # `for` too


def test_what_is_left_out() -> None:
    plain = Intervention.model_validate({"at": 3, "set": {"steps": 1}})
    assert (plain.name, plain.when, plain.without) == ("", None, ())
    assert Condition.model_validate({"metric": "trust", "below": 1}).for_ == 1


def test_the_keys_are_those_of_the_file() -> None:
    given = {"metric": "trust", "below": 0.5, "above": None, "for": 3}
    assert Condition.model_validate(given).model_dump(by_alias=True) == given
