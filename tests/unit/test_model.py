from __future__ import annotations

import math
import operator
import pickle
from pathlib import Path

import mesa
import numpy as np
import pytest

from coopsim import model as module
from coopsim.errors import CoopsimError, InputError
from coopsim.metrics.registry import METRICS
from coopsim.model import CooperationModel
from coopsim.runs.one import play, simulate
from coopsim.runs.tables import Table
from coopsim.scenario import Scenario
from coopsim.scenario.altering import altered, intervened
from coopsim.world.blocks import state
from coopsim.world.ledger import CHANGES, EVERYTHING
from unit.runs.samples import scenario

# What Mesa, in any of its versions, keeps on a model.
MESAS = {"steps", "time", "running", "random", "rng", "scenario", "agents", *dir(mesa.Model)}
STEPS = 4


def stepped(model: CooperationModel, steps: int) -> CooperationModel:
    for _ in range(steps):
        model.step()
    return model


def test_each_step_measures_what_a_run_measures() -> None:
    raw = simulate(scenario(), 1, 0)
    model = CooperationModel(scenario(), rng=1)
    for step in range(STEPS):
        model.step()
        assert model.steps_done == step + 1
        np.testing.assert_array_equal(list(model.metrics.values()), raw.metrics[step])
        np.testing.assert_array_equal(model.world.states, raw.states[step])


def test_every_metric_is_an_attribute() -> None:
    model = CooperationModel(scenario(), rng=1)
    assert list(model.metrics) == list(METRICS)
    assert all(math.isnan(getattr(model, name)) for name in METRICS)
    model.step()
    assert model.strikes > 0.0
    assert {name: getattr(model, name) for name in METRICS} == pytest.approx(
        model.metrics, nan_ok=True
    )
    assert CooperationModel.trust.__doc__.startswith(METRICS["trust"].title)
    assert "[billion USD" in CooperationModel.damage_busd.__doc__


def test_no_metric_hides_what_the_model_has() -> None:
    own = set(vars(CooperationModel(scenario()))) | set(vars(mesa.Model))
    assert METRICS.keys() & (MESAS | own) == set()


def test_it_runs_until_the_last_step_of_the_scenario() -> None:
    model = CooperationModel(scenario(steps=3), rng=1)
    model.run_model()
    assert (model.steps_done, model.running) == (3, False)
    model.step()
    assert (model.steps_done, model.running) == (4, False)
    longer = simulate(scenario(steps=3), 1, 0, steps=4)
    np.testing.assert_array_equal(model.world.states, longer.states[3])


def test_there_are_no_steps_without_luck_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEP_LIMIT", 2)
    model = stepped(CooperationModel(scenario(), rng=1), 2)
    with pytest.raises(CoopsimError, match="at most 2 steps"):
        model.step()


@pytest.mark.parametrize("seed", [None, 7, np.int64(7)])
def test_the_seed_is_the_scenarios_unless_given(seed: int | None) -> None:
    model = stepped(CooperationModel(scenario(), seed), 2)
    expected = simulate(scenario(), 0 if seed is None else 7, 0)
    np.testing.assert_array_equal(list(model.metrics.values()), expected.metrics[1])


@pytest.mark.parametrize(
    ("seed", "error", "message"),
    [(-1, InputError, "seed: must be from 0"), (1.5, TypeError, "float.* integer")],
)
def test_what_is_no_seed_is_refused(seed: int, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        CooperationModel(scenario(), seed)


def test_mesas_own_luck_has_no_effect() -> None:
    one, other = (CooperationModel(scenario(), rng=1) for _ in range(2))
    other.random.random()
    other.rng.random(100)
    other.agents.shuffle(inplace=True)
    np.testing.assert_array_equal(stepped(one, 3).world.states, stepped(other, 3).world.states)


def test_a_scenario_may_be_named_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(scenario().resolved_yaml(), encoding="utf-8")
    for source in (file, str(file)):
        model = stepped(CooperationModel(source, rng=1), 1)
        assert model.founded_from.sha256() == scenario().sha256()
        assert model.trust == stepped(CooperationModel(scenario(), rng=1), 1).trust


def test_the_world_is_described_beside_its_rows() -> None:
    model = CooperationModel(scenario(), rng=1)
    assert model.names.states == ("DEU", "FRA", "POL")
    assert [each.id for each in model.described] == ["DEU", "FRA", "POL"]
    assert [each.row for each in model.agents] == [0, 1, 2]
    assert model.state("POL") is list(model.agents)[2]
    with pytest.raises(CoopsimError, match='no state "POX" in this scenario; did you mean "POL"'):
        model.state("POX")


@pytest.mark.parametrize(("name", "level"), [("changes", CHANGES), ("everything", EVERYTHING)])
def test_events_and_decisions_are_those_of_a_run(name: str, level: int) -> None:
    # In 24 steps of this luck decisions of every kind are taken, once working together is hard.
    estranged = intervened(scenario(24), 6, {"mechanisms.friction.scale": 5.0}, ())
    model = CooperationModel(estranged, rng=2, record=name)
    assert (model.events, model.decisions) == ([], [])
    kinds = set()
    for snapshot in play(estranged, seed=2, record=level):
        model.step()
        kinds |= {decision.kind for decision in model.decisions}
        table = snapshot.events
        for column in ("kind", "actor", "partner", "subject", "cause"):
            expected = [text or "" for text in table.texts(column)]
            assert [getattr(event, column) for event in model.events] == expected
        assert [event.size for event in model.events] == table.numbers("size").tolist()
        check_decisions(model, snapshot.decisions)
    assert kinds == {"contribute", "vote", "form", "leave"}


def check_decisions(model: CooperationModel, tables: dict[str, Table]) -> None:
    for kind, table in tables.items():
        mine = [each for each in model.decisions if each.kind == kind]
        names = [column.name for column in table.columns]
        texts = [name for name in names if table.column(name).kind == "text"]
        for name in texts:
            assert [getattr(each, name) for each in mine] == [
                text or "" for text in table.texts(name)
            ]
        for name in ("score", "threshold", "draw", "amount"):
            np.testing.assert_array_equal(
                [getattr(each, name) for each in mine], table.numbers(name)
            )
        terms = [name for name in names[names.index("amount") + 1 :] if name not in texts]
        assert all(list(each.terms) == terms for each in mine)
        for name in terms:
            np.testing.assert_array_equal([each.terms[name] for each in mine], table.numbers(name))


def test_nothing_is_recorded_unless_wanted() -> None:
    silent = stepped(CooperationModel(scenario(), rng=1, record="nothing"), 2)
    assert (silent.events, silent.decisions) == ([], [])
    assert silent.metrics == pytest.approx(
        stepped(CooperationModel(scenario(), rng=1), 2).metrics, nan_ok=True
    )


@pytest.mark.parametrize(
    ("level", "hint"), [("change", 'did you mean "changes"'), ("xyz", "one of: nothing, changes")]
)
def test_an_unknown_level_is_refused(level: str, hint: str) -> None:
    with pytest.raises(InputError, match=f'record: no such level "{level}"; {hint}'):
        CooperationModel(scenario(), record=level)


class Watched(CooperationModel):
    """A model as a Mesa user would extend it."""

    def __init__(self, source: Scenario, rng: int | None = None) -> None:
        super().__init__(source, rng=rng)
        self.datacollector = mesa.DataCollector(
            model_reporters={"response": "collective_response", "trust": "trust"},
            agent_reporters={"reserve": operator.attrgetter("reserve_busd")},
        )

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


def test_a_data_collector_takes_metrics_and_fields_by_name() -> None:
    raw = simulate(scenario(), 1, 0)
    model = stepped(Watched(scenario(), rng=1), STEPS)
    metrics = model.datacollector.get_model_vars_dataframe()
    assert metrics["trust"].tolist() == raw.metrics[:, METRICS["trust"].index].tolist()
    reserves = model.datacollector.get_agent_vars_dataframe()["reserve"]
    assert model.state("FRA").unique_id == 2
    assert reserves.loc[4, 2] == raw.states[3, state.RESERVE, 1]


@pytest.mark.parametrize("before", [0, 2])
def test_a_pickled_model_goes_on_as_if_nothing_had_been(before: int) -> None:
    model = stepped(Watched(scenario(), rng=1), before)
    revived = pickle.loads(pickle.dumps(model))
    assert revived.state("FRA").model is revived
    assert (revived.steps_done, revived.running) == (before, True)
    stepped(model, 1).state("FRA").reserve_busd = 0.5
    assert revived.steps_done == before
    stepped(revived, 1).state("FRA").reserve_busd = 0.5
    for block, again in zip(stepped(model, 1).world, stepped(revived, 1).world, strict=True):
        assert block.tobytes() == again.tobytes()
    frames = [each.datacollector.get_model_vars_dataframe() for each in (model, revived)]
    assert frames[0].equals(frames[1])


def test_interventions_come_in_a_model_as_in_a_run() -> None:
    entry = {"name": "rearm", "at": 2, "set": {"states[FRA].gdp_busd": 5000.0}}
    changing = altered(scenario(), set={"interventions": [entry]})
    model, raw = CooperationModel(changing, rng=1), simulate(changing, 1, 0)
    seen = []
    for step in range(STEPS):
        model.step()
        np.testing.assert_array_equal(list(model.metrics.values()), raw.metrics[step])
        seen += [(step, each) for each in model.events if each.kind == "intervention"]
    ((step, event),) = seen
    assert (step, event.subject, event.size, event.cause) == (2, "rearm", 1.0, "plan")
    assert (event.actor, event.partner) == ("", "")
