from __future__ import annotations

from types import ModuleType

import pytest

from coopsim.catalogue import mechanisms
from coopsim.catalogue.mechanisms import core
from coopsim.catalogue.registry import (
    CORE,
    MAX_SCALE,
    MECHANISMS,
    Mechanism,
    Parameter,
    n_parameters,
)
from coopsim.metrics.registry import METRICS

PARAMETERS = [each for mechanism in MECHANISMS.values() for each in mechanism.parameters.values()]
EACH = pytest.mark.parametrize("each", PARAMETERS, ids=lambda each: f"{each.mechanism}.{each.name}")


def test_the_core_profile_stays_small() -> None:
    core = [each for each in PARAMETERS if MECHANISMS[each.mechanism].profile == CORE]
    assert len(core) <= 30
    assert sum(each.calibrated for each in core) <= 10


def test_places_are_taken_once() -> None:
    taken = [each.switch for each in MECHANISMS.values()] + [each.index for each in PARAMETERS]
    assert sorted(taken) == list(range(n_parameters()))


def test_the_code_has_one_name_for_each_place() -> None:
    parts = [part for part in vars(mechanisms).values() if isinstance(part, ModuleType)]
    named = {
        name: value for part in parts for name, value in vars(part).items() if type(value) is int
    }
    assert sorted(named.values()) == list(range(n_parameters()))
    switches = {name: value for name, value in named.items() if name.endswith("_ON")}
    assert switches == {f"{each.name.upper()}_ON": each.switch for each in MECHANISMS.values()}


@pytest.mark.parametrize("each", MECHANISMS.values(), ids=list(MECHANISMS))
def test_a_mechanism_is_described(each: Mechanism) -> None:
    assert MECHANISMS[each.name] is each
    assert each.meaning.endswith(".")
    assert each.equation
    assert each.source
    assert each.asked_by == "added" or set(each.asked_by.split()) <= {"S0", "S1", "S2", "S3", "S4"}
    assert each.moves
    assert [name for name in each.moves if name not in METRICS] == []


@EACH
def test_a_parameter_is_described(each: Parameter) -> None:
    assert each.unit
    assert each.meaning.endswith(".")
    assert each.source
    assert MECHANISMS[each.mechanism].parameters[each.name] is each


@EACH
def test_monthly_rates_can_be_converted_to_other_steps(each: Parameter) -> None:
    if each.unit == core.MONTHLY:
        assert (each.low, each.high) == (0.0, 1.0)


def test_what_is_not_known_is_varied() -> None:
    assert [each.name for each in PARAMETERS if each.prior[0] == each.prior[1]] == []


def test_on_is_within_the_scale() -> None:
    assert MAX_SCALE > 1.0
