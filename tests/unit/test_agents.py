from __future__ import annotations

import math

import mesa
import numpy as np
import pytest

from coopsim.agents import StateAgent
from coopsim.errors import CoopsimError
from coopsim.model import CooperationModel
from coopsim.world.blocks import dyad, partnership, state
from coopsim.world.fields import FIELDS, Field, fields_of
from unit.runs.samples import scenario

DEU, FRA, POL = range(3)
# What Mesa, in any of its versions, keeps on an agent.
MESAS = {
    "model",
    "unique_id",
    "pos",
    "random",
    "rng",
    "scenario",
    "current_action",
    *dir(mesa.Agent),
}


@pytest.fixture
def model() -> CooperationModel:
    return CooperationModel(scenario(), rng=1)


def field(name: str) -> Field:
    return FIELDS[state.BLOCK][name]


@pytest.mark.parametrize("each", fields_of(state.BLOCK), ids=lambda each: each.name)
def test_every_field_is_a_window_on_the_row_of_the_state(
    model: CooperationModel, each: Field
) -> None:
    model.world.states[each.index] = 0.25, 0.5, 0.75
    assert model.agents.get(each.name) == [0.25, 0.5, 0.75]
    setattr(model.state("FRA"), each.name, 1.0)
    assert model.world.states[each.index].tolist() == [0.25, 1.0, 0.75]
    doc = getattr(StateAgent, each.name).__doc__
    assert doc.startswith(each.meaning)


def test_no_field_hides_what_mesa_keeps_on_an_agent() -> None:
    own = {each.name for each in fields_of(state.BLOCK)} | {"id", "name", "region", "row"}
    assert own & MESAS == set()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "defence_share",
            7,
            r"POL.defence_share must be between 0 and 1 \[share of GDP\] \(got 7\)",
        ),
        ("latitude", -91.0, r"between -90 and 90 \[degrees\] \(got -91.0\)"),
        ("gdp_busd", -1.0, r"POL.gdp_busd must be at least 0 \[billion USD a year\] \(got -1.0\)"),
        ("gdp_busd", math.inf, r"at least 0 .* \(got inf\)"),
        ("readiness_now", math.nan, r"POL.readiness_now must be between 0 and 1 \(got nan\)"),
    ],
)
def test_a_number_out_of_range_is_refused(
    model: CooperationModel, name: str, value: float, message: str
) -> None:
    before = model.world.states.copy()
    with pytest.raises(ValueError, match=message):
        setattr(model.state("POL"), name, value)
    np.testing.assert_array_equal(model.world.states, before)


def test_what_is_no_number_is_refused(model: CooperationModel) -> None:
    with pytest.raises(TypeError, match="must be real number"):
        model.state("POL").gdp_busd = "5"


def test_a_state_says_who_it_is(model: CooperationModel) -> None:
    france = model.state("FRA")
    assert (france.row, france.id, france.name, france.region) == (FRA, "FRA", "FRA", "")
    assert repr(france) == "<StateAgent FRA: FRA>"
    assert model.agents.get("unique_id") == [1, 2, 3]


def test_what_is_held_towards_another_has_a_direction(model: CooperationModel) -> None:
    # The edges of three states: DEU-FRA, DEU-POL, FRA-DEU, FRA-POL, POL-DEU, POL-FRA.
    model.world.dyads[dyad.TRUST] = 0.1, 0.2, 0.3, 0.4, 0.5, 0.6
    germany, poland = model.state("DEU"), model.state("POL")
    assert germany.trust_in("FRA") == 0.1
    assert germany.trust_in(poland) == 0.2
    assert poland.trust_in("FRA") == 0.6
    held = poland.towards("DEU")
    assert list(held) == [each.name for each in fields_of(dyad.BLOCK)]
    assert held["trust_now"] == 0.5
    assert held["distance_km"] == germany.towards(poland)["distance_km"] > 0.0


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("FRA", "FRA holds nothing towards FRA"),
        ("FRX", 'no state "FRX" in this scenario; did you mean "FRA"'),
        ("ATLANTIS", 'no state "ATLANTIS" in this scenario$'),
    ],
)
def test_nothing_is_held_towards_itself_or_nobody(
    model: CooperationModel, other: str, message: str
) -> None:
    with pytest.raises(CoopsimError, match=message):
        model.state("FRA").trust_in(other)


def test_partners_are_those_with_a_partnership_of_some_depth(model: CooperationModel) -> None:
    # The scenario begins with one dialogue, of DEU and FRA; one institution has all as members.
    assert model.state("FRA").partners().get("id") == ["DEU"]
    assert model.state("FRA").partners("dialogue").get("id") == ["DEU"]
    assert model.state("FRA").partners("defence_treaty").get("id") == []
    assert model.state("POL").partners().get("id") == []
    treaty = model.names.kinds.index("defence_treaty")
    model.world.partnerships[partnership.DEPTH, treaty, 3] = 0.5
    assert model.state("FRA").partners().get("id") == ["DEU", "POL"]
    assert model.state("FRA").partners("defence_treaty").agg("gdp_busd", sum) == 1000.0


def test_an_unknown_kind_of_partnership_is_refused(model: CooperationModel) -> None:
    with pytest.raises(CoopsimError, match=r'no kind of partnership "dialog".*"dialogue"'):
        model.state("FRA").partners("dialog")


def test_a_state_cannot_be_removed(model: CooperationModel) -> None:
    with pytest.raises(CoopsimError, match=r"FRA can't be removed .*states\[FRA\]"):
        model.state("FRA").remove()
    assert len(model.agents) == 3


def test_sets_of_agents_do_what_mesa_promises(model: CooperationModel) -> None:
    model.world.states[field("gdp_busd").index] = 30.0, 10.0, 20.0
    agents = model.agents
    assert agents.select(lambda each: each.gdp_busd > 15.0).get("id") == ["DEU", "POL"]
    assert agents.agg("gdp_busd", [min, max, sum]) == [10.0, 30.0, 60.0]
    assert agents.sort("gdp_busd").get("id") == ["DEU", "POL", "FRA"]
    assert agents.groupby(lambda each: each.gdp_busd > 15.0).count() == {True: 2, False: 1}
    assert agents.groupby("region").agg("gdp_busd", sum) == {"": 60.0}
    agents.set("gdp_busd", 5.0)
    assert model.world.states[field("gdp_busd").index].tolist() == [5.0, 5.0, 5.0]
    assert [each.id for each in agents] == ["DEU", "FRA", "POL"]
    assert agents.do(halve).get("gdp_busd") == [2.5, 2.5, 2.5]


def halve(agent: StateAgent) -> None:
    agent.gdp_busd = agent.gdp_busd / 2.0


def test_agents_of_other_kinds_may_join(model: CooperationModel) -> None:
    mesa.Agent(model)
    assert len(model.agents) == 4
    assert model.state("FRA").partners().get("id") == ["DEU"]
