from __future__ import annotations

from coopsim.cli.keys import key_entries

KEYS = {entry.path: entry for entry in key_entries()}


def test_keys_stand_where_a_file_has_them() -> None:
    for path in (
        "name",
        "states.agenda",
        "dyads.from",
        "kinds.threats.need_share",
        "threats.schedule.targets",
        "extends",
    ):
        assert KEYS[path].what == "key of a scenario"


def test_mechanisms_are_left_to_explain_themselves() -> None:
    assert [path for path in KEYS if path.startswith("mechanisms")] == ["mechanisms"]


def test_the_unit_is_told_by_itself() -> None:
    assert KEYS["states.gdp_busd"].meaning == "Gross domestic product."
    assert KEYS["states.gdp_busd"].facts["unit"] == "billion USD a year"
    assert "[" not in KEYS["states.personnel_k"].meaning


def test_what_must_be_given_is_told() -> None:
    given = {path for path, entry in KEYS.items() if entry.facts.get("default") == "must be given"}
    assert {"states", "states.id", "threats.kind", "institutions.members"} <= given
    assert "states.name" not in given


def test_keys_below_what_may_be_left_out_are_explained() -> None:
    assert KEYS["interventions.when.for"].facts["default"] == "1"
    assert KEYS["interventions.when.metric"].facts["default"] == "must be given"
