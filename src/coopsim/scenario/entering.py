"""Check what a scenario says of states that enter in the middle of a run."""

from __future__ import annotations

from collections.abc import Iterator

from coopsim.scenario.addressing import Address, Finding
from coopsim.scenario.schema import Scenario


def entering_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what asks a state to do something before it is there.

    Memberships need no fault: a seat is taken when its state enters.
    """
    enters = {each.id: each.enters for each in scenario.states}
    if all(enters.values()):
        yield Finding(("states",), "none is there at the first step", "leave out `enters` of one")
    hint = "leave it out; once it is there it can form partnerships"
    for i, tie in enumerate(scenario.partnerships):
        for j, name in enumerate(tie.members):
            yield from _early(("partnerships", i, "members", j), name, enters, hint=hint)
    for i, organ in enumerate(scenario.institutions):
        yield from _early(("institutions", i, "lead"), organ.lead, enters)
    for i, each in enumerate(scenario.attackers):
        yield from _early(("attackers", i, "sponsor"), each.sponsor, enters)
    for i, threat in enumerate(scenario.threats):
        for k, strike in enumerate(threat.schedule):
            for j, name in enumerate(strike.targets):
                here = ("threats", i, "schedule", k, "targets", j)
                yield from _early(here, name, enters, strike.at)


def _early(
    address: Address, name: str | None, enters: dict[str, int], at: int = 0, hint: str = ""
) -> Iterator[Finding]:
    if name is not None and enters[name] > at:
        yield Finding(address, f"{name} is not there before step {enters[name]}", hint)
