"""Stepped through Mesa, a shipped scenario gives the results of `coopsim.run`, to the bit."""

from __future__ import annotations

import pickle

import mesa
import numpy as np
import pytest

import coopsim
from coopsim.metrics.registry import METRICS
from coopsim.runs.hashing import content_hash
from coopsim.runs.measures import metrics_table, states_table
from coopsim.runs.raw import RawRun, foundation_of

STEPS = 24


@pytest.fixture(scope="module")
def scenario() -> coopsim.Scenario:
    return coopsim.load("baseline", set={"steps": STEPS})


def hashes_through_mesa(model: coopsim.CooperationModel) -> dict[str, str]:
    """Run a model to its end; return the content hashes of the tables of what it did."""
    nothing = np.empty((0, 0))
    foundation = foundation_of(model.world)
    metrics, states = [], []
    while model.running:
        model.step()
        metrics.append(list(model.metrics.values()))
        states.append(model.world.states.copy())
    raw = RawRun(0, np.array(metrics), np.array(states), nothing, nothing, foundation)
    tables = (metrics_table([raw]), states_table([raw], model.names))
    return {table.name: content_hash(table) for table in tables}


@pytest.mark.parametrize("record", ["nothing", "changes", "everything"])
def test_content_hashes_are_those_of_a_run(scenario: coopsim.Scenario, record: str) -> None:
    expected = coopsim.run(scenario, seed=5, replicates=1)
    model = coopsim.CooperationModel(scenario, rng=5, record=record)
    hashes = hashes_through_mesa(model)
    assert hashes == {name: content_hash(expected.table(name)) for name in hashes}
    assert model.steps_done == STEPS


def test_a_number_set_on_an_agent_is_as_good_as_one_in_the_scenario() -> None:
    changes = {"FRA": 0.05, "EST": 0.001}
    settings = {f"states[{name}].defence_share": share for name, share in changes.items()}
    written = coopsim.load("baseline", set={"steps": STEPS, **settings})
    model = coopsim.CooperationModel(coopsim.load("baseline", set={"steps": STEPS}), rng=5)
    for name, share in changes.items():
        model.state(name).defence_share = share
    set_on_agents = hashes_through_mesa(model)
    assert set_on_agents == hashes_through_mesa(coopsim.CooperationModel(written, rng=5))
    untouched = coopsim.load("baseline", set={"steps": STEPS})
    assert set_on_agents != hashes_through_mesa(coopsim.CooperationModel(untouched, rng=5))


def test_a_model_can_be_pickled_halfway(scenario: coopsim.Scenario) -> None:
    model = coopsim.CooperationModel(scenario, rng=5)
    for _ in range(STEPS // 2):
        model.step()
    revived = pickle.loads(pickle.dumps(model))
    assert hashes_through_mesa(revived) == hashes_through_mesa(model)


def test_agents_can_be_selected_grouped_and_summed_up(scenario: coopsim.Scenario) -> None:
    states = {each.id: each for each in scenario.states}
    agents = coopsim.CooperationModel(scenario, rng=5).agents
    assert agents.get("id") == sorted(states)
    rich = agents.select(lambda each: each.gdp_busd > 2000.0).get("id")
    assert rich == sorted(name for name, each in states.items() if each.gdp_busd > 2000.0)
    by_region = agents.groupby("region").agg("gdp_busd", sum)
    assert by_region.keys() == {each.region for each in scenario.states}
    assert sum(by_region.values()) == pytest.approx(agents.agg("gdp_busd", sum))
    assert agents.sort("gdp_busd", ascending=False).get("id")[0] == "USA"


class Watched(coopsim.CooperationModel):
    """A model that SolaraViz can show."""

    def __init__(self, source: coopsim.Scenario | str, rng: int = 5) -> None:
        super().__init__(source, rng=rng)
        self.datacollector = mesa.DataCollector(model_reporters={name: name for name in METRICS})
        self.datacollector.collect(self)

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


def test_a_data_collector_holds_every_metric_of_a_run(scenario: coopsim.Scenario) -> None:
    model = Watched(scenario)
    model.run_model()
    collected = model.datacollector.get_model_vars_dataframe()
    # The first row is from before the first step.
    assert collected.iloc[0].isna().all()
    expected = coopsim.run(scenario, seed=5, replicates=1).metrics[list(METRICS)]
    assert collected.iloc[1:].reset_index(drop=True).equals(expected)


@pytest.mark.filterwarnings("ignore")  # Solara's own
def test_solara_shows_steps_and_resets_it(scenario: coopsim.Scenario) -> None:
    why = "solara is not installed, so SolaraViz was not tried"
    solara = pytest.importorskip("solara", reason=why)
    buttons = pytest.importorskip("ipyvuetify", reason=why).Btn
    from mesa.visualization import SolaraViz, make_plot_component

    model = Watched(scenario)
    seed = {"type": "SliderInt", "value": 5, "label": "seed", "min": 0, "max": 9, "step": 1}
    shown = SolaraViz(
        model,
        components=[make_plot_component("collective_response")],
        model_params={"source": scenario, "rng": seed},
    )
    page = solara.AppLayout(children=[shown])
    _, rendered = solara.render(page, handle_error=False)
    found = {each.children[0]: each for each in rendered.find(buttons).widgets}
    found["Step"].click()
    assert model.steps_done == 1
    found["Reset"].click()
    found["Step"].click()
    assert model.steps_done == 1
    rendered.close()
