from __future__ import annotations

from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import MECHANISMS
from coopsim.cli.entries import entries
from coopsim.cli.entry import Entry
from coopsim.metrics.registry import METRICS
from coopsim.scenario.kinds import shipped_partnerships, shipped_rules, shipped_threats
from coopsim.world import ledger
from coopsim.world.fields import FIELDS

ALL = entries()
PATHS = {entry.path: entry for entry in ALL}


def found(term: str, what: str) -> Entry:
    """Return the entry that a term means, among those of one kind of thing."""
    (entry,) = [each for each in ALL if each.answers_to(term) and each.what.startswith(what)]
    return entry


def test_each_thing_is_explained_once() -> None:
    assert len(PATHS) == len(ALL)
    assert [entry.path for entry in ALL if not entry.meaning] == []


def test_mechanisms_and_their_numbers_are_explained() -> None:
    for name, mechanism in MECHANISMS.items():
        told = found(f"mechanisms.{name}", "mechanism")
        assert (told.meaning, told.facts["equation"]) == (mechanism.meaning, mechanism.equation)
        for number in mechanism.parameters.values():
            assert found(f"{name}.{number.name}", "number").meaning == number.meaning
    weight = found("refusal_weight", "number of the mechanism trust")
    assert weight.facts == {
        "unit": "a pure number",
        "range": "1 to 4",
        "default": "2",
        "prior": "1 to 4, may be fitted to the record",
        "source": "stylised",
    }


def test_metrics_are_explained_with_how_runs_are_summed_up() -> None:
    for name, metric in METRICS.items():
        assert found(name, "metric").title == metric.title
    assert found("strikes", "metric").facts["run"] == "sum over the steps"
    response = found("collective response", "metric")
    assert response.facts["run"] == "sum of averted_busd / sum of open_need_busd"
    assert "share of what states could not meet alone" in response.meaning


def test_kinds_are_explained_with_their_figures() -> None:
    for topic, names in {
        "threats": set(shipped_threats()),
        "partnerships": set(shipped_partnerships()),
        "institutions": set(shipped_rules()),
    }.items():
        assert {each.name for each in ALL if each.topic == topic} == names
    attack = found("cyberattack", "kind of threat")
    assert (attack.facts["inverted"], attack.facts["need_share"]) == ("true", "0.008")
    assert found("unanimity", "decision rule").facts["quorum"] == "1"


def test_keys_of_a_scenario_are_explained() -> None:
    share = found("states[FRA].defence_share", "key")
    assert share.meaning == "Military spending as a share of GDP."
    assert share.facts["unit"] == "share of GDP"
    assert share.facts["range"] == "0 to 1"
    assert share.facts["default"] == "must be given"
    assert found("steps", "key").facts["default"] == "120"
    assert found("both_ways", "key").facts["default"] == "true"
    assert found("aggregator", "key").facts["choices"].startswith("sum, threshold")
    for key in (
        "extends",
        "tables",
        "variants",
        "states.count",
        "threats.schedule.at",
        "mechanisms",
    ):
        assert key in PATHS


def test_every_field_of_the_world_is_explained() -> None:
    names = {entry.name for entry in ALL}
    assert {name for fields in FIELDS.values() for name in fields} - names == set()


def test_every_word_of_the_tables_of_results_is_explained() -> None:
    words = read_catalogue("words").plain()
    assert list(words["events"]) == [name for name, _, _ in ledger.EVENTS]
    assert list(words["causes"]) == list(ledger.CAUSES)
    assert list(words["answers"]) == list(ledger.ANSWERS)
    assert list(words["decisions"]) == [name for name, _, _ in ledger.DECISIONS]
    for name, _, terms in ledger.DECISIONS:
        group = words["decisions"][name]["terms"]
        assert list(words["terms"][group]) == list(terms)
        assert found(f"decisions.{name}", "decision").facts["terms"] == ", ".join(terms)
    assert found("form.autonomy", "term").what == "term of the decision to form and to leave"
    assert found("stake", "term of the decision to vote").facts["equation"] == "stake x belief"
    assert found("mandate", "event").facts["size"] == "busd"
