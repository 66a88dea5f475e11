"""Random scenarios: small, complete, and with something to respond to."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from coopsim.catalogue.registry import CORE, MAX_SCALE, MECHANISMS, Mechanism
from coopsim.scenario.kinds import shipped_partnerships, shipped_rules
from coopsim.scenario.schema import Scenario
from reference.helping import AGGREGATORS

ISSUES = ("climate", "order")
NAMES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG")
LANGUAGES = ("en", "fr", "sw")

shares = st.floats(0.0, 1.0)
positions = st.floats(-1.0, 1.0)


def in_steps(low: float, high: float) -> st.SearchStrategy[float]:
    """Choose one of 21 numbers between two bounds: enough, and easy to read in a failure."""
    return st.integers(0, 20).map(lambda n: low + n * (high - low) / 20)


@st.composite
def states(draw: st.DrawFn, name: str, others: tuple[str, ...]) -> dict[str, Any]:
    """Draw a state as a scenario file describes it."""
    return {
        "id": name,
        "gdp_busd": draw(in_steps(0.0, 2000.0)),
        "defence_share": draw(in_steps(0.0, 0.2)),
        "diplomacy_share": draw(in_steps(0.0, 0.002)),
        "reserve_busd": draw(in_steps(0.0, 20.0)),
        "personnel_k": draw(in_steps(0.0, 400.0)),
        "logistics": draw(in_steps(0.05, 1.0)),
        "cyber_maturity": draw(in_steps(0.0, 1.0)),
        "climate_exposure": draw(in_steps(0.0, 1.0)),
        "democracy": draw(in_steps(0.0, 1.0)),
        "transparency": draw(in_steps(0.0, 1.0)),
        "latitude": draw(in_steps(-90.0, 90.0)),
        "longitude": draw(in_steps(-180.0, 180.0)),
        "agenda": {issue: draw(positions) for issue in ISSUES},
        "salience": {issue: draw(shares) for issue in ISSUES},
        "languages": [draw(st.sampled_from(LANGUAGES))],
        "customs": draw(st.sampled_from(("", "a", "b"))),
        "borders": [other for other in others if draw(st.booleans())],
    }


@st.composite
def threats(draw: st.DrawFn, name: str, targets: tuple[str, ...]) -> dict[str, Any]:
    """Draw a threat of a kind that ``kinds`` knows, with strikes in the first steps."""
    hit = st.lists(st.sampled_from(targets), min_size=1, max_size=3, unique=True)
    strike = st.fixed_dictionaries({"at": st.integers(0, 3), "targets": hit})
    return {
        "id": name,
        "kind": draw(st.sampled_from(AGGREGATORS)),
        "rate_per_year": draw(in_steps(0.0, 4.0)),
        "severity": draw(in_steps(0.0, 1.0)),
        "schedule": draw(st.lists(strike, max_size=2)),
    }


def kinds() -> dict[str, Any]:
    """Describe one kind of threat for each way in which contributions add up."""
    ways = zip(AGGREGATORS, ("borders", "trade", "none", "borders"), strict=True)
    return {
        "threats": {
            name: {
                "title": name, "meaning": f"Help adds up as {name}.", "aggregator": name,
                "exposure": "climate_exposure", "need_share": 0.1, "duration_months": 3,
                "severity_spread": 0.5, "contagion": 0.2, "spreads_over": way, "threshold": 0.5,
            }
            for name, way in ways
        }
    }  # fmt: skip


def attackers(threat: str, names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw an attacker that strikes with a threat, on its own or for a state."""
    return st.fixed_dictionaries(
        {
            "id": st.just(f"foe_{threat}"),
            "threat": st.just(threat),
            "strategy": st.sampled_from(("rival", "group")),
            "sponsor": st.sampled_from((None, *names)),
            "capability_busd": in_steps(0.0, 200.0),
            "attempts_per_year": in_steps(0.0, 24.0),
            "gain": in_steps(0.0, 4.0),
        }
    )


@st.composite
def institutions(draw: st.DrawFn, name: str, members: tuple[str, ...]) -> dict[str, Any]:
    """Draw an institution of any decision rule; a lead nation is one of its members."""
    inside = draw(st.lists(st.sampled_from(members), min_size=1, unique=True))
    rule = draw(st.sampled_from(sorted(shipped_rules())))
    lead = {"lead": draw(st.sampled_from(inside))} if rule == "lead_nation" else {}
    return {
        "id": name,
        "members": inside,
        "decision_rule": rule,
        "obligation": draw(in_steps(0.0, 1.0)),
        "dues_share": draw(in_steps(0.0, 0.001)),
        "standards": draw(in_steps(0.0, 1.0)),
        "fund_busd": draw(in_steps(0.0, 5.0)),
        **lead,
    }


@st.composite
def settings_of(draw: st.DrawFn, mechanism: Mechanism) -> dict[str, float]:
    """Draw the scale of a mechanism, and its parameters from their priors."""
    scale = draw(st.sampled_from((1.0, 1.0, 1.0, 0.0, 0.5, MAX_SCALE)))
    ranges = {each.name: in_steps(*each.prior) for each in mechanism.parameters.values()}
    return {"scale": scale, **draw(st.fixed_dictionaries(ranges))}


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario of one to seven states."""
    names = NAMES[: draw(st.sampled_from((5, 7, 6, 4, 3, 2, 1)))]
    tie = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(sorted(shipped_partnerships())),
            "members": st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True),
            "depth": in_steps(0.05, 1.0),
        }
    )
    return Scenario.model_validate(
        {
            "name": "drawn",
            "step_months": draw(st.sampled_from((1.0, 0.25, 0.5, 2.0, 6.0))),
            "issues": list(ISSUES),
            # The reference knows the core and provision only.
            "mechanisms": {
                name: draw(settings_of(each))
                for name, each in MECHANISMS.items()
                if each.profile == CORE or name == "provision"
            },
            "kinds": kinds(),
            "states": [
                draw(states(name, tuple(other for other in names if other != name)))
                for name in names
            ],
            "partnerships": draw(st.lists(tie, max_size=5)) if len(names) > 1 else [],
            "institutions": [draw(institutions(name, names)) for name in ("PACT", "UNION")],
            "threats": [draw(threats(name, names)) for name in ("one", "two")],
            "attackers": [draw(attackers(name, names)) for name in ("one", "two")],
        }
    )
