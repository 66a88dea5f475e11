"""Check what no single value tells: names that must exist, be unique, or fit together.

The checks read the values as written, before or without the schema: what has another form than
the schema asks for is passed over, because the schema tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coopsim.errors import abbreviated, suggestion
from coopsim.scenario.actors import CLOSED
from coopsim.scenario.addressing import Address, Finding
from coopsim.scenario.dangers import ALL
from coopsim.scenario.decision_names import decision_findings
from coopsim.scenario.kinds import ALIKE, shipped_partnerships, shipped_rules, shipped_threats
from coopsim.scenario.schema import Scenario
from coopsim.world.blocks import state
from coopsim.world.fields import fields_of

_SHOWN = 12
LEAD_NATION = "lead_nation"


@dataclass(frozen=True, slots=True)
class _Names:
    """Hold one kind of name that values may refer to.

    Attributes:
        what: the kind in words, such as "state".
        known: the names that exist.
    """

    what: str
    known: frozenset[str]

    def check(self, address: Address, name: object, *, at_key: bool = False) -> Iterator[Finding]:
        """Yield a finding if the name is text and does not exist."""
        if isinstance(name, str) and name not in self.known:
            message = f"no such {self.what} (got {abbreviated(name)})"
            yield Finding(address, message, self._hint(name), at_key)

    def _hint(self, name: str) -> str:
        ordered = sorted(self.known)
        close = suggestion(name, ordered)
        if close or not ordered:
            return close or f"there is no {self.what} at all"
        more = ", …" if len(ordered) > _SHOWN else ""
        return f"there are: {', '.join(ordered[:_SHOWN])}{more}"


def reference_findings(values: dict[str, Any]) -> Iterator[Finding]:
    """Yield the faults of names in a scenario's values, in no particular order."""
    states = _Names("state", frozenset(_ids(values, "states")))
    issues = _Names("issue", frozenset(each for _, each in _texts(values.get("issues"))))
    for part in ("states", "institutions", "threats", "attackers", "organisations"):
        yield from _repeated(
            ((part, i, "id"), each.get("id")) for i, each in _entries(values, part)
        )
    yield from _repeated((("issues", i), each) for i, each in _texts(values.get("issues")))
    yield from _in_states(values, states, issues)
    yield from _in_pairs(values, states)
    yield from _in_institutions(values, states)
    yield from _in_threats(values, states)
    yield from _in_attackers(values, states)
    for i, each in _entries(values, "organisations"):
        yield from _members(("organisations", i, "serves"), each.get("serves"), states)
    yield from _in_kinds(values, issues)
    yield from decision_findings(values)


def _in_states(values: dict[str, Any], states: _Names, issues: _Names) -> Iterator[Finding]:
    for i, each in _entries(values, "states"):
        for part in ("agenda", "salience"):
            for issue in _mapping(each.get(part)):
                yield from issues.check(("states", i, part, issue), issue, at_key=True)
        yield from _members(("states", i, "borders"), each.get("borders"), states)
        for j, other in _texts(each.get("borders")):
            if other == each.get("id"):
                yield Finding(("states", i, "borders", j), "a state does not border on itself")


def _in_pairs(values: dict[str, Any], states: _Names) -> Iterator[Finding]:
    for i, each in _entries(values, "dyads"):
        for end in ("from", "to"):
            yield from states.check(("dyads", i, end), each.get(end))
        if each.get("from") == each.get("to") is not None:
            yield Finding(("dyads", i, "to"), "must be another state than the first")
    kinds = _Names(
        "kind of partnership", frozenset(shipped_partnerships()) | set(_own(values, "partnerships"))
    )
    seen: dict[object, int] = {}
    for i, each in _entries(values, "partnerships"):
        yield from kinds.check(("partnerships", i, "kind"), each.get("kind"))
        yield from _members(("partnerships", i, "members"), each.get("members"), states)
        key = str(each.get("kind")), frozenset(name for _, name in _texts(each.get("members")))
        if key[1] and seen.setdefault(key, i) != i:
            message = f"the same kind and members as partnerships[{seen[key]}]"
            yield Finding(("partnerships", i), message, "delete one of the two")


def _in_institutions(values: dict[str, Any], states: _Names) -> Iterator[Finding]:
    rules = _Names("decision rule", frozenset(shipped_rules()))
    levels = _Names("state field between 0 and 1", frozenset(_levels()))
    places = (each.get("region") for _, each in _entries(values, "states"))
    named = frozenset(each for each in places if isinstance(each, str) and each)
    regions = _Names("region of a state", named)
    for i, each in _entries(values, "institutions"):
        here = ("institutions", i)
        members = [name for _, name in _texts(each.get("members"))]
        yield from _members((*here, "members"), each.get("members"), states)
        yield from rules.check((*here, "decision_rule"), each.get("decision_rule"))
        if each.get("accession_rule") != CLOSED:
            yield from rules.check((*here, "accession_rule"), each.get("accession_rule"))
        yield from levels.check((*here, "needs"), each.get("needs"))
        for j, name in _texts(each.get("regions")):
            yield from regions.check((*here, "regions", j), name)
        # A rule that nobody knows is told; its lead is judged once the rule is known.
        lead, is_led = each.get("lead"), each.get("decision_rule") == LEAD_NATION
        if is_led and lead is None:
            yield Finding((*here, "lead"), "is required", "id of the member that decides")
        if lead is not None and not is_led:
            hint = f"leave it out, or write decision_rule: {LEAD_NATION}"
            yield Finding((*here, "lead"), f"only {LEAD_NATION} has a lead", hint)
        elif isinstance(lead, str) and members and lead not in members:
            message = f"must be one of the members (got {abbreviated(lead)})"
            yield Finding((*here, "lead"), message, suggestion(lead, members))


def _in_threats(values: dict[str, Any], states: _Names) -> Iterator[Finding]:
    kinds = _Names("kind of threat", frozenset(shipped_threats()) | set(_own(values, "threats")))
    steps = values.get("steps", Scenario.model_fields["steps"].default)
    attackers = _entries(values, "attackers")
    for i, each in _entries(values, "threats"):
        here = ("threats", i)
        yield from kinds.check((*here, "kind"), each.get("kind"))
        yield from _members((*here, "targets"), each.get("targets"), states)
        for j, strike in _entries(each, "schedule"):
            yield from _members((*here, "schedule", j, "targets"), strike.get("targets"), states)
            at = strike.get("at")
            # `true` is an int for Python, and the schema tells it.
            if type(at) is int and type(steps) is int and at >= steps > 0:
                message = f"after the last step, which is {steps - 1} (got {at})"
                yield Finding((*here, "schedule", j, "at"), message)
        used = any(other.get("threat") == each.get("id") for _, other in attackers)
        if each.get("rate_per_year", 0) == 0 and not each.get("schedule") and not used:
            hint = "give a rate_per_year above 0, a schedule, or an attacker that strikes with it"
            yield Finding(here, "this threat never strikes", hint)


def _in_attackers(values: dict[str, Any], states: _Names) -> Iterator[Finding]:
    threats = _Names("threat", frozenset(_ids(values, "threats")))
    # Of an entry that is no text the schema tells the fault.
    known = _entries(values, "threats")
    aims = {str(each.get("id")): each.get("targets", ALL) for _, each in known}
    for i, each in _entries(values, "attackers"):
        here, sponsor = ("attackers", i), each.get("sponsor")
        yield from threats.check((*here, "threat"), each.get("threat"))
        yield from states.check((*here, "sponsor"), sponsor)
        aim = aims.get(str(each.get("threat")))
        whom = states.known if aim == ALL else {name for _, name in _texts(aim)}
        if whom and not whom - {sponsor}:
            message = "has nobody to attack: its threat strikes only the state behind it"
            yield Finding((*here, "sponsor"), message, "add targets to its threat")


def _in_kinds(values: dict[str, Any], issues: _Names) -> Iterator[Finding]:
    shipped = {"threats": set(shipped_threats()), "partnerships": set(shipped_partnerships())}
    for part, names in shipped.items():
        for name in _own(values, part):
            if name in names:
                message = f'"{name}" comes with coopsim and cannot be changed'
                yield Finding(("kinds", part, name), message, "choose another name", at_key=True)
    levels = _levels()
    denials = _Names("state field between 0 and 1", frozenset(levels))
    exposures = _Names("state field between 0 and 1", frozenset((*levels, ALIKE)))
    for name, kind in _own(values, "threats").items():
        yield from exposures.check(
            ("kinds", "threats", name, "exposure"), _mapping(kind).get("exposure")
        )
        here = ("kinds", "threats", name)
        yield from denials.check((*here, "denied_by"), _mapping(kind).get("denied_by"))
        yield from issues.check((*here, "raises"), _mapping(kind).get("raises"))


def _levels() -> list[str]:
    """List the fields of a state between 0 and 1 that a scenario gives."""
    return [each.name for each in fields_of(state.BLOCK) if each.given and each.unit == "1"]


def _members(address: Address, members: object, states: _Names) -> Iterator[Finding]:
    named = [((*address, j), name) for j, name in _texts(members)]
    for place, name in named:
        yield from states.check(place, name)
    yield from _repeated(named)


def _repeated(named: Iterable[tuple[Address, object]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for address, name in named:
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Finding(address, f"{abbreviated(name)} is listed twice")
        seen.add(name)


def _own(values: dict[str, Any], part: str) -> dict[str, Any]:
    return _mapping(_mapping(values.get("kinds")).get(part))


def _ids(values: dict[str, Any], part: str) -> list[str]:
    return [name for _, each in _entries(values, part) if isinstance(name := each.get("id"), str)]


def _entries(values: dict[str, Any], part: str) -> list[tuple[int, dict[str, Any]]]:
    entries = values.get(part)
    if not isinstance(entries, list):
        return []
    return [(i, each) for i, each in enumerate(entries) if isinstance(each, dict)]


def _texts(entries: object) -> list[tuple[int, str]]:
    if not isinstance(entries, list):
        return []
    return [(i, each) for i, each in enumerate(entries) if isinstance(each, str)]


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
