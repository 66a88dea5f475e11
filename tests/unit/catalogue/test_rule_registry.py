from __future__ import annotations

from typing import Any

import pytest

from coopsim.catalogue import rules as _declarations  # noqa: F401 (fills the registry)
from coopsim.catalogue.rule_registry import DECISION, MAX_NUMBERS, RULES, rule, rule_parameter
from coopsim.catalogue.rules import HELP_TERMS


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, DECISION, {})
    rule(DECISION, "coin", "Tosses a coin.", "luck", returns="all or nothing", terms=("cost",))


def number(name: str, **changes: Any) -> int:
    given: dict[str, Any] = {
        "default": 0.5, "bounds": (0.0, 1.0), "unit": "1", "meaning": "A number.",
        "prior": (0.4, 0.6), **changes,
    }  # fmt: skip
    return rule_parameter(DECISION, "coin", name, **given)


@pytest.mark.usefixtures("known")
def test_numbers_stand_in_the_order_of_their_declaration() -> None:
    assert [number("one"), number("two")] == [0, 1]
    assert list(RULES[DECISION]["coin"].parameters) == ["one", "two"]


@pytest.mark.usefixtures("known")
def test_what_is_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="the decision rule coin is declared twice"):
        rule(DECISION, "coin", "", "", returns="")
    number("one")
    with pytest.raises(ValueError, match="the number one of decision rules is declared twice"):
        number("one")


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "changes", [{"default": 0.7}, {"prior": (-0.1, 0.6)}, {"bounds": (0.5, 0.55)}]
)
def test_bounds_priors_and_defaults_nest(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="do not nest"):
        number("one", **changes)


@pytest.mark.usefixtures("known")
def test_a_rule_has_room_for_so_many_numbers() -> None:
    for k in range(MAX_NUMBERS):
        number(f"n{k}")
    with pytest.raises(ValueError, match=f"more than {MAX_NUMBERS} numbers"):
        number("more")


@pytest.mark.parametrize("name", RULES[DECISION])
def test_a_shipped_rule_says_what_it_is(name: str) -> None:
    each = RULES[DECISION][name]
    assert each.meaning.endswith(".")
    assert each.terms
    assert set(each.terms) <= set(HELP_TERMS)
    assert each.source
