from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Callable

import pytest

from coopsim.world import blocks, fields
from coopsim.world.fields import FIELDS, STYLISED, Field, computed, fields_of, given, height_of
from coopsim.world.world import FIELDS_IN

MODULES = [
    importlib.import_module(f"{blocks.__name__}.{module.name}")
    for module in pkgutil.iter_modules(blocks.__path__)
]
EACH = pytest.mark.parametrize(
    "field",
    [
        pytest.param(field, id=f"{block}.{name}")
        for block in FIELDS
        for name, field in FIELDS[block].items()
    ],
)


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Field]]:
    """Forget all fields for a while."""
    declared: dict[str, dict[str, Field]] = {}
    monkeypatch.setattr(fields, "FIELDS", declared)
    return declared


# --------------------------------------------------------------------------- declaring


def test_a_declaration_gives_the_next_row_of_its_block(
    empty: dict[str, dict[str, Field]],
) -> None:
    assert given("state", "gdp", "USD", (0.0, 9.0), "Product.", default=3.0, source="a book") == 0
    assert computed("state", "income", "USD", (-1.0, math.inf), "Income.") == 1
    assert given("dyad", "trust", "1", (0.0, 1.0), "Trust.") == 0
    assert (height_of("state"), height_of("dyad")) == (2, 1)
    gdp, income = fields_of("state")
    assert gdp == Field("state", "gdp", 0, "USD", 0.0, 9.0, "Product.", "a book", True, 3.0)
    assert income.given is False
    assert (income.source, income.default) == (STYLISED, None)
    assert empty["dyad"]["trust"].given is True


@pytest.mark.parametrize("declare", [given, computed])
def test_a_field_is_declared_once(
    empty: dict[str, dict[str, Field]], declare: Callable[..., int]
) -> None:
    given("state", "gdp", "USD", (0.0, 1.0), "Product.")
    with pytest.raises(ValueError, match=r"^the field state\.gdp is declared twice$"):
        declare("state", "gdp", "EUR", (0.0, 2.0), "Another product.")
    assert empty["state"]["gdp"].unit == "USD"


# --------------------------------------------------------------------------- what is declared


@EACH
def test_a_field_is_described(field: Field) -> None:
    assert field.unit
    assert field.source
    assert field.meaning.endswith(".")
    assert field.low < field.high


@EACH
def test_defaults_are_allowed_values_of_given_fields(field: Field) -> None:
    if field.default is not None:
        assert field.given
        assert field.low <= field.default <= field.high


@pytest.mark.parametrize("block", FIELDS)
def test_rows_stand_in_the_order_of_declaration(block: str) -> None:
    assert [field.index for field in fields_of(block)] == list(range(height_of(block)))


def test_each_row_has_one_name_in_the_code() -> None:
    rows = [
        value
        for module in MODULES
        for name, value in vars(module).items()
        if name.isupper() and type(value) is int
    ]
    assert sorted(rows) == sorted(field.index for block in FIELDS for field in fields_of(block))


def test_every_block_has_its_place_in_the_world() -> None:
    assert sorted(FIELDS_IN.values()) == sorted(FIELDS)
