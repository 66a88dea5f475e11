from __future__ import annotations

import pytest

from coopsim.catalogue import mechanisms
from coopsim.catalogue.registry import MAX_SCALE, MECHANISMS, Mechanism, Parameter, n_parameters

PARAMETERS = [each for mechanism in MECHANISMS.values() for each in mechanism.parameters.values()]
EACH = pytest.mark.parametrize("each", PARAMETERS, ids=lambda each: f"{each.mechanism}.{each.name}")


def test_the_core_profile_stays_small() -> None:
    assert len(PARAMETERS) <= 30
    assert sum(each.calibrated for each in PARAMETERS) <= 10


def test_places_are_taken_once() -> None:
    taken = [each.switch for each in MECHANISMS.values()] + [each.index for each in PARAMETERS]
    assert sorted(taken) == list(range(n_parameters()))


def test_the_code_has_one_name_for_each_place() -> None:
    named = {name: value for name, value in vars(mechanisms).items() if type(value) is int}
    assert sorted(named.values()) == list(range(n_parameters()))
    switches = {name: value for name, value in named.items() if name.endswith("_ON")}
    assert switches == {f"{each.name.upper()}_ON": each.switch for each in MECHANISMS.values()}


@pytest.mark.parametrize("each", MECHANISMS.values(), ids=list(MECHANISMS))
def test_a_mechanism_is_described(each: Mechanism) -> None:
    assert MECHANISMS[each.name] is each
    assert each.meaning.endswith(".")
    assert each.equation
    assert each.source


@EACH
def test_a_parameter_is_described(each: Parameter) -> None:
    assert each.unit
    assert each.meaning.endswith(".")
    assert each.source
    assert MECHANISMS[each.mechanism].parameters[each.name] is each


@EACH
def test_monthly_rates_can_be_converted_to_other_steps(each: Parameter) -> None:
    if each.unit == mechanisms.MONTHLY:
        assert (each.low, each.high) == (0.0, 1.0)


def test_what_is_not_known_is_varied() -> None:
    assert [each.name for each in PARAMETERS if each.prior[0] == each.prior[1]] == []


def test_on_is_within_the_scale() -> None:
    assert MAX_SCALE > 1.0
