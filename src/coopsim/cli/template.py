"""The scenario that `coopsim new` writes: it runs as it is, and every line of it is explained.

What the keys mean, which kinds there are, and the numbers of the mechanisms come from where they
are declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from coopsim.catalogue.registry import CORE, MECHANISMS
from coopsim.scenario.json_schema import ROOT, definitions
from coopsim.scenario.kinds import shipped_partnerships, shipped_rules, shipped_threats

_HEAD: Final = """\
# yaml-language-server: $schema=./{schema}
# A scenario of coopsim. What stands behind a # is a remark. What a key means, and its range:
# coopsim explain defence_share
name: {name}
title: Four invented states and two threats
question: When states can't meet a threat alone, how much of what is missing do partners supply?
# How the summary of a run answers; coopsim list metrics shows what can stand in braces.
answer: >-
  Partners supplied {{collective_response:.0%}} of what struck states could not meet alone. Their
  help took {{help_delay_months:.1f}} months; {{damage_busd:,.0f}} billion USD of damage remained.
"""
_RUN: Final = {"steps": 120, "step_months": 1, "seed": 0, "replicates": 20}
_STATES: Final[list[dict[str, Any]]] = [
    {
        "id": "ARD", "name": "Ardia", "gdp_busd": 900, "defence_share": 0.02,
        "diplomacy_share": 0.001, "reserve_busd": 2, "personnel_k": 120, "readiness": 0.5,
        "logistics": 0.7, "cyber_maturity": 0.7, "climate_exposure": 0.4, "democracy": 0.9,
        "transparency": 0.8, "latitude": 52, "longitude": 10, "agenda": "{trade: 0.6}",
        "languages": "[ar]", "customs": "west", "procedures": "pact", "borders": "[BOR]",
    },
    {
        "id": "BOR", "gdp_busd": 250, "defence_share": 0.03, "personnel_k": 80, "latitude": 54,
        "longitude": 19, "agenda": "{trade: 0.4}", "borders": "[CAL]",
    },
    {
        "id": "CAL", "gdp_busd": 60, "defence_share": 0.015, "personnel_k": 15, "latitude": 45,
        "longitude": 22, "agenda": "{trade: -0.2}",
    },
    {
        "id": "DUN", "gdp_busd": 400, "defence_share": 0.025, "personnel_k": 140, "latitude": 36,
        "longitude": 3, "agenda": "{trade: -0.5}",
    },
]  # fmt: skip
_REST: Final = """\

# Partnerships at the start, between each pair of the members: {partnerships}.
partnerships:
  - {{kind: defence_treaty, members: [ARD, BOR], depth: 0.8}}
  - {{kind: dialogue, members: [ARD, CAL, DUN]}}

# Institutions. They decide by {rules}.
institutions:
  - {{id: PACT, members: [ARD, BOR, CAL], decision_rule: qualified_majority, obligation: 0.5}}

# What may strike, at random or at a step that is given: {threats}.
threats:
  - {{id: attacks, kind: cyberattack, rate_per_year: 1, severity: 0.4}}
  - id: floods
    kind: climate_shock
    rate_per_year: 0.5
    severity: 0.4
    schedule:
      - {{at: 24, targets: [CAL], severity: 0.9}}

# The same scenario changed: coopsim run {name}.yaml --variant alone
variants:
  alone:
    title: The same states without help
    mechanisms: {{response: off}}
  austerity:
    title: The same states with half their money for operations
    mechanisms: {{budgets: {{operations_share: 0.025}}}}
"""
_REMARK_AT: Final = 30


def template(name: str, schema: str) -> str:
    """Return the text of a new scenario.

    Args:
        name: its name, fit for the key `name`.
        schema: the file, beside it, that holds the JSON Schema.
    """
    parts = definitions()
    return "\n".join(
        [
            _HEAD.format(name=name, schema=schema),
            *_explained(_RUN, parts[ROOT]["properties"]),
            "",
            "# Issues on which the states hold positions.",
            "issues: [trade]",
            "",
            "# The states: all keys in the first, those behind a # with their defaults; the others",
            "# have what must be given, and some more.",
            "states:",
            *_states(parts["State"]["properties"]),
            _REST.format(
                name=name,
                partnerships=", ".join(shipped_partnerships()),
                rules=", ".join(shipped_rules()),
                threats=", ".join(shipped_threats()),
            ),
            *_mechanisms(),
            "",
        ]
    )


def _explained(values: dict[str, Any], keys: dict[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        yield f"{f'{key}: {value}':<{_REMARK_AT}}# {keys[key]['description']}"


def _states(keys: dict[str, Any]) -> Iterator[str]:
    first, *others = _STATES
    for place, line in enumerate(_explained(first, keys)):
        yield f"{'    ' if place else '  - '}{line}"
    defaults = {
        key: f"{says['default']:g}"
        for key, says in keys.items()
        if key not in first and isinstance(says.get("default"), int | float)
    }
    for line in _explained(defaults, keys):
        yield f"    # {line}"
    for state in others:
        required = ", ".join(f"{key}: {value}" for key, value in state.items())
        yield f"  - {{{required}}}"


def _mechanisms() -> Iterator[str]:
    yield "# Parts of the model: on, off, a scale, or numbers of their own. These are the defaults."
    yield '# To change one, take the "# " away from its line and from the two that it stands under.'
    yield "# mechanisms:"
    for each in MECHANISMS.values():
        yield f"#   {f'{each.name}:':<{_REMARK_AT}}# {each.meaning}"
        yield f"#     scale: {int(each.profile == CORE)}"
        for number in each.parameters.values():
            value = f"{number.name}: {number.default:g}"
            yield f"#     {value:<{_REMARK_AT}}# {number.meaning}"
