from __future__ import annotations

from pathlib import Path

import pytest

from coopsim.errors import InputError
from coopsim.scenario import load
from coopsim.scenario.altering import altered, intervened
from coopsim.scenario.founding import names_of
from coopsim.scenario.intervening import after
from coopsim.scenario.interventions import Intervention
from unit.scenario.samples import SOUND, loaded, refused, write

HERE = SOUND.count("\n") + 2


def with_interventions(*entries: str) -> str:
    return SOUND + "interventions:\n" + "".join(f"  - {entry}\n" for entry in entries)


def fault(folder: Path, entry: str) -> list[str]:
    """Return the faults of one intervention, without the line, which is always the same."""
    told = refused(write(folder, with_interventions(entry)))
    assert all(each.startswith(f"{HERE}:") for each in told)
    return [each.partition(" ")[2] for each in told]


def test_an_intervention_is_read_with_all_its_keys(tmp_path: Path) -> None:
    text = with_interventions(
        '{name: rearm, at: 3, set: {"states[EST].readiness": 0.9}, without: [trust]}',
        "{when: {metric: trust, above: 0.5, for: 2}, set: {mechanisms.friction: 2}}",
    )
    scenario = loaded(tmp_path, text)
    first, second = scenario.interventions
    assert (first.at, first.set, first.without) == (3, {"states[EST].readiness": 0.9}, ("trust",))
    assert second.when is not None
    assert (second.when.above, second.when.for_) == (0.5, 2)
    assert names_of(scenario).interventions == ("rearm", "1")


def test_interventions_are_written_out_and_count_in_the_hash(tmp_path: Path) -> None:
    text = with_interventions('{at: 3, set: {"states[EST].readiness": 0.9}}')
    scenario = loaded(tmp_path, text)
    resolved = write(tmp_path, scenario.resolved_yaml(), "resolved.yaml")
    assert load(resolved).sha256() == scenario.sha256() != loaded(tmp_path, SOUND).sha256()
    assert '"states[EST].readiness": 0.9  # s.yaml:' in scenario.resolved_yaml()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{set: {mechanisms.friction: 2}}", "interventions[0].at: is required"),
        (
            "{at: 24, set: {mechanisms.friction: 2}}",
            "interventions[0].at: after the last step, which is 23 (got 24)",
        ),
        ("{at: 3}", "interventions[0].set: is required"),
        ("{at: 3, sett: {}}", "interventions[0].sett: unknown key"),
        (
            "{when: {metric: trsut, below: 1}, without: [trust]}",
            'interventions[0].when.metric: no such metric (got "trsut") (did you mean "trust"?)',
        ),
        ("{when: {metric: trust}, without: [trust]}", "interventions[0].when: needs one bound"),
        (
            "{when: {metric: trust, below: 1, above: 0}, without: [trust]}",
            "interventions[0].when: needs one bound",
        ),
        (
            "{when: {metric: trust, below: 1, for: 0}, without: [trust]}",
            "interventions[0].when.for: must be at least 1 (got 0)",
        ),
        (
            "{at: 3, without: [trsut]}",
            'interventions[0]: without: no such mechanism (did you mean "trust"?)',
        ),
        ("{at: 3, set: {a b: 1}}", "interventions[0]: a b: this is not a path"),
        (
            '{at: 3, set: {"states[EST].readiness": 7}}',
            "interventions[0]: states[EST].readiness: must be between 0 and 1 (got 7)",
        ),
        (
            '{at: 3, set: {"states[ETS].readiness": 1}}',
            'interventions[0]: states[ETS]: no such entry (did you mean "EST"?)',
        ),
        (
            '{at: 3, set: {"states[EST].redines": 1}}',
            'interventions[0]: states[EST].redines: unknown key (did you mean "readiness"?)',
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, entry: str, told: str) -> None:
    found = fault(tmp_path, entry)
    assert len(found) == 1
    assert found[0].startswith(told)


@pytest.mark.parametrize(
    "setting",
    [
        "steps: 30", "seed: 3", "partnerships: []", "issues: [climate]", "step_months: 2",
        '"states[EST].id": LTU', '"institutions[PACT].members": [EST]',
        '"threats[cyber].schedule": []', '"states[EST]": null', "states: null",
        "threats: [{id: other, kind: cyberattack, severity: 1, rate_per_year: 1}]",
        '"interventions[0].at": 5',
    ],
)  # fmt: skip
def test_who_takes_part_and_how_long_can_not_change(tmp_path: Path, setting: str) -> None:
    found = fault(tmp_path, f"{{at: 3, set: {{{setting}}}}}")
    assert any("in the middle of a run" in each for each in found)


def test_a_new_kind_is_more_than_a_world_has_room_for(tmp_path: Path) -> None:
    kind = "{title: Pact, meaning: A pact., min_trust: 0, upkeep_busd: 0, legal_weight: 0,"
    kind += " autonomy_cost: 0, security: 0, coordination: 0, contact: 0, goodwill: 0,"
    kind += " sharing: 0, channel: 0, obligation: 0, deepening: 0}"
    (told,) = fault(tmp_path, f"{{at: 3, set: {{kinds.partnerships.pact: {kind}}}}}")
    assert "changes who or what there is, which a run can't do in its middle" in told


def test_interventions_in_a_row_are_judged_together(tmp_path: Path) -> None:
    lead = '{at: 3, set: {"institutions[PACT]": {decision_rule: lead_nation, lead: EST}}}'
    back = '{at: 5, set: {"institutions[PACT].lead": LVA}}'
    assert len(loaded(tmp_path, with_interventions(back, lead)).interventions) == 2
    (told,) = fault(tmp_path, back)
    assert "only lead_nation has a lead" in told


def test_one_more_is_judged_with_those_before_and_after_it(tmp_path: Path) -> None:
    lead = '{at: 3, set: {"institutions[PACT]": {decision_rule: lead_nation, lead: EST}}}'
    back = '{at: 7, set: {"institutions[PACT].lead": LVA}}'
    scenario = loaded(tmp_path, with_interventions(lead, back))
    other = {"institutions[PACT].lead": "LVA"}
    assert len(intervened(scenario, 5, other, ()).interventions) == 3
    with pytest.raises(InputError, match=r"interventions\[2\]: .*only lead_nation has a lead"):
        intervened(scenario, 2, other, ())
    spoils = {"institutions[PACT].decision_rule": "unanimity", "institutions[PACT].lead": None}
    with pytest.raises(InputError, match=r"interventions\[1\]: .*only lead_nation has a lead"):
        intervened(scenario, 5, spoils, ())


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    entries = ("{at: 99, set: {steps: 3}}", '{set: {"states[EST].gdp_busd": -1}}')
    assert len(refused(write(tmp_path, with_interventions(*entries)))) == 4


def test_flags_may_spoil_an_intervention(tmp_path: Path) -> None:
    text = with_interventions('{at: 3, set: {"states[EST].readiness": 0.9}}')
    with pytest.raises(InputError, match="after the last step, which is 1"):
        loaded(tmp_path, text, set={"steps": 2, "threats[cyber].schedule": []})
    with pytest.raises(InputError, match=r"interventions\[0\]: states\[EST\]: no such entry"):
        altered(loaded(tmp_path, text), set={"states[EST]": None})
    later = altered(loaded(tmp_path, text), set={"interventions[0].at": 9})
    assert later.interventions[0].at == 9


def test_what_is_given_afterwards_is_what_a_flag_would_have_given(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SOUND)
    settings = {"states[EST].readiness": 0.9, "dyads[EST-FIN].trust": 0.7}
    changed = after(scenario, Intervention(at=3, set=settings, without=("trust",)))
    assert changed.sha256() == altered(scenario, set=settings, without=["trust"]).sha256()


def test_one_intervention_may_spoil_another(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, SOUND)
    with pytest.raises(InputError, match="only lead_nation has a lead"):
        after(scenario, Intervention(at=3, set={"institutions[PACT].lead": "EST"}))
