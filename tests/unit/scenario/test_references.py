from __future__ import annotations

from typing import Any

import pytest

from coopsim.scenario.references import reference_findings
from coopsim.world.fields import fields_of
from unit.scenario.samples import state, told, values

THREAT = {"id": "t", "kind": "cyberattack", "severity": 0.5, "rate_per_year": 1}
PACT = {"id": "P", "members": ["AAA", "BBB"], "decision_rule": "majority", "obligation": 1}
FOE = {"id": "f", "threat": "t", "strategy": "rival", "capability_busd": 1}
KIND = {"exposure": "cyber_maturity"}
FIELDS = [each.name for each in fields_of("state") if each.given and each.unit == "1"]


def listed(*names: str) -> str:
    """Return names as a hint shows them: the first twelve by the alphabet."""
    return ", ".join(sorted(names)[:12]) + (", …" if len(names) > 12 else "")


def found(**keys: Any) -> list[str]:
    return [told(each) for each in reference_findings(values(**keys))]


def test_a_sound_scenario_has_no_findings() -> None:
    assert found(threats=[THREAT], institutions=[PACT], issues=["a"]) == []


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ({"issues": ["a", "a"]}, 'issues.1: "a" is listed twice ()'),
        ({"states": [state("A"), state("A")]}, 'states.1.id: "A" is listed twice ()'),
        ({"threats": [THREAT, THREAT]}, 'threats.1.id: "t" is listed twice ()'),
        (
            {"states": [state("A", agenda={"x": 1})]},
            'states.0.agenda.x: no such issue (got "x") (there is no issue at all)',
        ),
        (
            {"states": [state("A", salience={"clima": 1})], "issues": ["climate"]},
            'states.0.salience.clima: no such issue (got "clima") (did you mean "climate"?)',
        ),
        (
            {"states": [state("A", borders=["A"])]},
            "states.0.borders.0: a state does not border on itself ()",
        ),
        (
            {"states": [state("A", borders=["B", "B"]), state("B")]},
            'states.0.borders.1: "B" is listed twice ()',
        ),
        (
            {"dyads": [{"from": "AAA", "to": "CCC"}]},
            'dyads.0.to: no such state (got "CCC") (there are: AAA, BBB)',
        ),
        (
            {"dyads": [{"from": "AAA", "to": "AAA"}]},
            "dyads.0.to: must be another state than the first ()",
        ),
        (
            {"partnerships": [{"kind": "dialog", "members": ["AAA", "BBB"]}]},
            'partnerships.0.kind: no such kind of partnership (got "dialog") '
            '(did you mean "dialogue"?)',
        ),
        (
            {"partnerships": [{"kind": "dialogue", "members": ["AAA", "AAA"]}]},
            'partnerships.0.members.1: "AAA" is listed twice ()',
        ),
        (
            {"partnerships": [{"kind": "dialogue", "members": ["AAA", "BBB"]}] * 2},
            "partnerships.1: the same kind and members as partnerships[0] (delete one of the two)",
        ),
        (
            {"institutions": [{**PACT, "members": ["AAB"]}]},
            'institutions.0.members.0: no such state (got "AAB") (did you mean "AAA"?)',
        ),
        (
            {"institutions": [{**PACT, "decision_rule": "lead_nation"}]},
            "institutions.0.lead: is required (id of the member that decides)",
        ),
        (
            {"institutions": [{**PACT, "lead": "AAA"}]},
            "institutions.0.lead: only lead_nation has a lead "
            "(leave it out, or write decision_rule: lead_nation)",
        ),
        (
            {"institutions": [{**PACT, "decision_rule": "lead_nation", "lead": "CCC"}]},
            'institutions.0.lead: must be one of the members (got "CCC") ()',
        ),
        (
            {"institutions": [{**PACT, "accession_rule": "unanimous"}]},
            'institutions.0.accession_rule: no such decision rule (got "unanimous") '
            '(did you mean "unanimity"?)',
        ),
        (
            {"institutions": [{**PACT, "needs": "gdp_busd"}]},
            "institutions.0.needs: no such state field between 0 and 1 "
            f'(got "gdp_busd") (there are: {listed(*FIELDS)})',
        ),
        (
            {"institutions": [{**PACT, "regions": ["Nowhere"]}]},
            'institutions.0.regions.0: no such region of a state (got "Nowhere") '
            "(there is no region of a state at all)",
        ),
        (
            {"organisations": [{"id": "AID", "serves": ["CCC"]}]},
            'organisations.0.serves.0: no such state (got "CCC") (there are: AAA, BBB)',
        ),
        (
            {"threats": [{**THREAT, "kind": "cyber"}]},
            'threats.0.kind: no such kind of threat (got "cyber") (did you mean "cyberattack"?)',
        ),
        (
            {"threats": [{**THREAT, "targets": ["CCC"]}]},
            'threats.0.targets.0: no such state (got "CCC") (there are: AAA, BBB)',
        ),
        (
            {"threats": [{**THREAT, "schedule": [{"at": 5, "targets": ["AAA"]}]}], "steps": 5},
            "threats.0.schedule.0.at: after the last step, which is 4 (got 5) ()",
        ),
        (
            {"threats": [{**THREAT, "schedule": [{"at": 500, "targets": ["AAA"]}]}]},
            "threats.0.schedule.0.at: after the last step, which is 119 (got 500) ()",
        ),
        (
            {"threats": [{**THREAT, "rate_per_year": 0, "schedule": []}]},
            "threats.0: this threat never strikes (give a rate_per_year above 0, "
            "a schedule, or an attacker that strikes with it)",
        ),
        (
            {"kinds": {"threats": {"cyberattack": KIND}}},
            'kinds.threats.cyberattack: "cyberattack" comes with coopsim and cannot be changed '
            "(choose another name)",
        ),
        (
            {"kinds": {"threats": {"x": {"exposure": "gdp_busd"}}}},
            "kinds.threats.x.exposure: no such state field between 0 and 1 "
            f'(got "gdp_busd") (there are: {listed("all", *FIELDS)})',
        ),
        (
            {"kinds": {"threats": {"x": {"denied_by": "cyber_maturty"}}}},
            "kinds.threats.x.denied_by: no such state field between 0 and 1 "
            '(got "cyber_maturty") (did you mean "cyber_maturity"?)',
        ),
        (
            {"kinds": {"threats": {"x": {"raises": "trad"}}}, "issues": ["trade"]},
            'kinds.threats.x.raises: no such issue (got "trad") (did you mean "trade"?)',
        ),
        (
            {"threats": [THREAT], "attackers": [FOE, FOE]},
            'attackers.1.id: "f" is listed twice ()',
        ),
        (
            {"threats": [THREAT], "attackers": [{**FOE, "threat": "u"}]},
            'attackers.0.threat: no such threat (got "u") (there are: t)',
        ),
        (
            {"threats": [THREAT], "attackers": [{**FOE, "sponsor": "CCC"}]},
            'attackers.0.sponsor: no such state (got "CCC") (there are: AAA, BBB)',
        ),
        (
            {
                "threats": [{**THREAT, "targets": ["AAA"]}],
                "attackers": [{**FOE, "sponsor": "AAA"}],
            },
            "attackers.0.sponsor: has nobody to attack: its threat strikes only the state behind "
            "it (add targets to its threat)",
        ),
    ],
)
def test_each_fault_is_found(keys: dict[str, Any], finding: str) -> None:
    assert found(**keys) == [finding]


def test_a_threat_of_an_attacker_needs_no_rate() -> None:
    threats = [{**THREAT, "rate_per_year": 0}]
    assert found(threats=threats, attackers=[{**FOE, "sponsor": "BBB"}]) == []


def test_own_kinds_may_be_named() -> None:
    kinds = {"threats": {"leak": KIND}, "partnerships": {"club": {}}}
    partnerships = [{"kind": "club", "members": ["AAA", "BBB"]}]
    threats = [{**THREAT, "kind": "leak"}]
    assert found(kinds=kinds, partnerships=partnerships, threats=threats) == []


def test_long_lists_of_names_are_cut() -> None:
    states = [state(f"Q{i:02d}") for i in range(20)]
    (finding,) = found(states=states, dyads=[{"from": "Q00", "to": "zzzzzz"}])
    assert finding.endswith("Q11, …)")


@pytest.mark.parametrize(
    "part",
    [
        "issues",
        "states",
        "dyads",
        "partnerships",
        "institutions",
        "threats",
        "attackers",
        "kinds",
        "steps",
    ],
)
@pytest.mark.parametrize("odd", [None, 5, "text", [5], [[]], {"a": 1}, [{"id": [], "kind": {}}]])
def test_odd_forms_are_left_to_the_schema(part: str, odd: object) -> None:
    told_here = [each for each in found(**{part: odd}) if "never strikes" not in each]
    assert all("got" in each or "required" in each for each in told_here)
