"""From the values of a scenario to the scenario, or to all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from coopsim.documents import Node
from coopsim.errors import Fault, InputError
from coopsim.scenario.addressing import located, origins
from coopsim.scenario.answers import answer_findings
from coopsim.scenario.entering import entering_findings
from coopsim.scenario.own_findings import fill_in_own_rules
from coopsim.scenario.references import reference_findings
from coopsim.scenario.schema import Scenario
from coopsim.scenario.wording import schema_findings


def validated(root: Node, faults: list[Fault]) -> Scenario:
    """Return the scenario of complete values, if there are no faults.

    Args:
        root: every layer laid over the others, its dyads settled.
        faults: those found on the way.

    Raises:
        InputError: with these faults and those of the values, each at its place.
    """
    values = root.plain()
    findings = [*reference_findings(values), *answer_findings(values)]
    findings.extend(fill_in_own_rules(values))
    scenario = None
    try:
        scenario = Scenario.model_validate(values)
    except ValidationError as error:
        findings.extend(schema_findings(error))
    if scenario is not None and not findings:
        # Of sound values only: names that nobody knows are no states that enter.
        findings.extend(entering_findings(scenario))
    faults = [*faults, *(located(root, each) for each in findings)]
    if scenario is None or faults:
        # A finding about names can stand although the schema is content.
        raise InputError(in_order(faults))
    scenario._origins.update(origins(root))
    return scenario


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return each fault once, by file and place."""
    once: dict[object, Fault] = {}
    for fault in faults:
        # One place may speak for many entries: the header of a table, a synthetic state.
        key = fault.path.rpartition("]")[2] if fault.place else fault.path
        once.setdefault((fault.place, fault.message, key), fault)
    return tuple(sorted(once.values(), key=_position))


def _position(fault: Fault) -> tuple[str, int, int, str]:
    place = fault.place
    return (place.file, place.line, place.column, fault.path) if place else ("", 0, 0, fault.path)
