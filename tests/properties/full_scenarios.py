"""Random scenarios of the whole world: any mechanism on, off or scaled, with all there can be."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from coopsim.catalogue.registry import MAX_SCALE, MECHANISMS
from coopsim.catalogue.rule_registry import DECISION, RULES, TRUST
from coopsim.phases.burden import BURDEN_RULES
from coopsim.scenario.kinds import shipped_partnerships, shipped_threats
from coopsim.scenario.schema import Scenario
from coopsim.world.blocks import state
from coopsim.world.fields import LEVEL, fields_of
from reference.scenarios import ISSUES, NAMES, attackers, in_steps, institutions, states

# Mostly as it is meant to be, sometimes off, halved, or as strong as it may be.
SCALES = (1.0, 1.0, 1.0, 0.0, 0.5, MAX_SCALE)
PARAMETERS = tuple(one for each in MECHANISMS.values() for one in each.parameters.values())
# Fields of a state between 0 and 1; those of the core have a generator already.
SHARES = tuple(
    each.name
    for each in fields_of(state.BLOCK)
    if each.given and each.default is not None and (each.low, each.high) == LEVEL
)


@st.composite
def settings_of_mechanisms(draw: st.DrawFn) -> dict[str, dict[str, float]]:
    """Draw the scale of every mechanism, and move some parameters to an end of their prior."""
    scales = draw(
        st.lists(st.sampled_from(SCALES), min_size=len(MECHANISMS), max_size=len(MECHANISMS))
    )
    chosen = {name: {"scale": scale} for name, scale in zip(MECHANISMS, scales, strict=True)}
    for each in draw(st.lists(st.sampled_from(PARAMETERS), max_size=10, unique=True)):
        chosen[each.mechanism][each.name] = draw(st.sampled_from(each.prior))
    return chosen


@st.composite
def full_states(draw: st.DrawFn, name: str, others: tuple[str, ...]) -> dict[str, Any]:
    """Draw a state with all that may be said of one, of which much may be left out."""
    core = draw(states(name, others))
    beyond = [each for each in SHARES if each not in core]
    chosen = draw(st.lists(st.sampled_from(beyond), max_size=6, unique=True))
    rule = draw(st.sampled_from((None, None, *RULES[DECISION])))
    return {
        **core,
        **{each: draw(in_steps(0.0, 1.0)) for each in chosen},
        "election_months": draw(st.sampled_from((0.0, 1.0, 12.0))),
        **({"decision": {"rule": rule}} if rule else {}),
    }


@st.composite
def full_threats(draw: st.DrawFn, name: str, targets: tuple[str, ...]) -> dict[str, Any]:
    """Draw a threat of any shipped kind, small enough to be met and with early strikes."""
    hit = st.lists(st.sampled_from(targets), min_size=1, max_size=3, unique=True)
    strike = st.fixed_dictionaries({"at": st.integers(0, 3), "targets": hit})
    return {
        "id": name,
        "kind": draw(st.sampled_from(sorted(shipped_threats()))),
        "rate_per_year": draw(st.sampled_from((0.0, 2.0, 12.0))),
        "severity": draw(in_steps(0.0, 1.0)),
        "arming": draw(st.sampled_from((0.0, 5.0))),
        "shrinks_income": draw(st.sampled_from((0.0, 0.5, 1.0))),
        "schedule": draw(st.lists(strike, max_size=2)),
    }


@st.composite
def full_institutions(draw: st.DrawFn, name: str, members: tuple[str, ...]) -> dict[str, Any]:
    """Draw an institution that may watch its members and take new ones."""
    further = st.fixed_dictionaries(
        {
            "monitoring": in_steps(0.0, 1.0),
            "burden_rule": st.sampled_from(BURDEN_RULES),
            "accession_rule": st.sampled_from(("closed", "majority", "unanimity")),
        }
    )
    return {**draw(institutions(name, members)), **draw(further)}


@st.composite
def full_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario of one to six states in which any mechanism may be on, off or scaled."""
    names = NAMES[: draw(st.sampled_from((5, 6, 4, 3, 2, 1)))]
    tie = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(sorted(shipped_partnerships())),
            "members": st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True),
            "depth": in_steps(0.05, 1.0),
        }
    )
    described = [full_states(each, tuple(one for one in names if one != each)) for each in names]
    return Scenario.model_validate(
        {
            "name": "drawn",
            "step_months": draw(st.sampled_from((1.0, 1.0, 0.25, 6.0))),
            "issues": [*ISSUES, "security"],
            "profile": "full",
            "mechanisms": draw(settings_of_mechanisms()),
            "states": [draw(each) for each in described],
            "decision": {"rule": draw(st.sampled_from(sorted(RULES[DECISION])))},
            "trust": {"rule": draw(st.sampled_from(sorted(RULES[TRUST])))},
            "partnerships": draw(st.lists(tie, max_size=8)) if len(names) > 1 else [],
            "institutions": [draw(full_institutions(each, names)) for each in ("PACT", "UNION")],
            "threats": [draw(full_threats(each, names)) for each in ("one", "two")],
            "attackers": [draw(attackers(each, names)) for each in ("one", "two")],
            "organisations": [
                {"id": "AID", "capacity_busd": draw(in_steps(0.0, 5.0)), "local_knowledge": 0.5}
            ],
        }
    )
