"""A scenario: everything that a run needs to know, complete, checked and frozen."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo, field_validator

from coopsim.catalogue.rule_registry import DECISION, TRUST
from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.actors import Dyad, Institution, Partnership, State
from coopsim.scenario.attackers import Attacker
from coopsim.scenario.dangers import Strike, Threat
from coopsim.scenario.decisions import Decision, Trust, completed
from coopsim.scenario.described import Many, Part
from coopsim.scenario.interventions import Intervention
from coopsim.scenario.kinds import (
    DecisionRule,
    Kinds,
    PartnershipKind,
    ThreatKind,
    shipped_partnerships,
    shipped_rules,
    shipped_threats,
)
from coopsim.scenario.mechanisms import (
    Mechanisms,
    MechanismSetting,
    by_profile,
    in_registry_order,
)
from coopsim.scenario.organisations import Organisation
from coopsim.scenario.rendering import Origins, render

__all__ = [
    "Attacker",
    "DecisionRule",
    "Dyad",
    "Institution",
    "MechanismSetting",
    "Organisation",
    "Partnership",
    "PartnershipKind",
    "Scenario",
    "State",
    "Strike",
    "Threat",
    "ThreatKind",
]

NAME_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
ISSUE_PATTERN = r"^[A-Za-z][A-Za-z0-9_]{0,39}$"
WITHOUT = "--without"

Issue = Annotated[str, Field(pattern=ISSUE_PATTERN)]


def _complete_decision(chosen: Decision) -> Decision:
    whole: Decision = completed(DECISION, chosen)
    return whole


def _complete_trust(chosen: Trust) -> Trust:
    whole: Trust = completed(TRUST, chosen)
    return whole


class Scenario(Part):
    """Describe a world, what may strike it, and how long it is watched.

    Made by ``coopsim.scenario.load``, which also checks that whatever is named exists.
    """

    name: str = Field(
        "scenario", pattern=NAME_PATTERN, description="Short name; the file's if left out."
    )
    title: str = Field("", description="Title for people.")
    question: str = Field("", description="The question that it is to answer.")
    about: str = Field("", description="What is in it and where its figures come from.")
    answer: str = Field("", description="Sentence of the summary; {metric} stands for a result.")
    start: str | None = Field(
        None, pattern=MONTH_PATTERN, description="Month of the first step, such as 2025-01."
    )
    # A draw's address has room for 2**20 steps.
    steps: int = Field(120, ge=1, le=100_000, description="How many steps a run has.")
    step_months: float = Field(1.0, ge=0.1, le=12.0, description="Length of a step [months].")
    # The reader takes no larger number, and a run key needs no more.
    seed: int = Field(0, ge=0, lt=2**63, description="Which luck: equal seeds, equal luck.")
    replicates: int = Field(1, ge=1, le=1_000_000, description="How many runs, each with its luck.")
    # Before the states, whose agendas are completed from it.
    issues: Many[Issue] = Field((), description="Issues on which the states hold positions.")
    # Before the mechanisms, whose default it decides.
    profile: Literal["core", "full"] = Field(
        "core", description="Which mechanisms are on by default: the core, or all of them."
    )
    mechanisms: Mechanisms = Field(
        default_factory=by_profile,
        description="Parts of the model: on, off, a scale, or their numbers.",
    )
    # Before the states, whose own choices are completed from it.
    decision: Annotated[Decision, AfterValidator(_complete_decision)] = Field(
        default_factory=lambda: completed(DECISION, Decision()),
        description="How states decide on help, unless they say otherwise.",
    )
    trust: Annotated[Trust, AfterValidator(_complete_trust)] = Field(
        default_factory=lambda: completed(TRUST, Trust()),
        description="How states come to trust each other.",
    )
    kinds: Kinds = Field(Kinds(), description="Kinds that this scenario adds.")
    states: Many[State] = Field(min_length=1, description="The states.")
    dyads: Many[Dyad] = Field((), description="What is known about pairs of states.")
    partnerships: Many[Partnership] = Field((), description="Partnerships at the start.")
    institutions: Many[Institution] = Field((), description="Institutions.")
    threats: Many[Threat] = Field((), description="What may strike.")
    attackers: Many[Attacker] = Field((), description="Who chooses whom to strike.")
    organisations: Many[Organisation] = Field((), description="Who gives relief without a state.")
    interventions: Many[Intervention] = Field((), description="Changes in the middle of a run.")

    # No value of the world: neither written to files nor part of the hash.
    _origins: Origins = PrivateAttr(default_factory=dict)

    @field_validator("states", mode="after")
    @classmethod
    def _complete_agendas(
        cls, states: tuple[State, ...], given: ValidationInfo
    ) -> tuple[State, ...]:
        issues: tuple[str, ...] = given.data.get("issues", ())
        general = given.data.get("decision")
        return tuple(
            state.model_copy(
                update={
                    "agenda": {issue: state.agenda.get(issue, 0.0) for issue in issues},
                    "salience": {issue: state.salience.get(issue, 1.0) for issue in issues},
                    "decision": state.decision and completed(DECISION, state.decision, general),
                }
            )
            for state in states
        )

    def threat_kinds(self) -> dict[str, ThreatKind]:
        """Return the kinds of threat that may be named here: the shipped ones and its own."""
        return {**shipped_threats(), **self.kinds.threats}

    def partnership_kinds(self) -> dict[str, PartnershipKind]:
        """Return the kinds of partnership that may be named here: the shipped ones and its own."""
        return {**shipped_partnerships(), **self.kinds.partnerships}

    def kinds_in_play(self) -> dict[str, PartnershipKind]:
        """Return the kinds of partnership that this world can have, now or later.

        A kind whose mechanism is off and that no pair has is left out: it would cost time only.
        """
        held = {each.kind for each in self.partnerships}
        return {
            name: kind
            for name, kind in self.partnership_kinds().items()
            if kind.mechanism is None or name in held or self.mechanisms[kind.mechanism].scale > 0.0
        }

    def decision_of(self, state: State) -> Decision:
        """Return how a state of this scenario decides on help."""
        chosen: Decision = state.decision or self.decision
        return chosen

    def decision_rules(self) -> dict[str, DecisionRule]:
        """Return the decision rules that institutions may have, by name."""
        return shipped_rules()

    def parameter_values(self) -> list[float]:
        """Return scales and parameters at their places in ``world.parameters``."""
        return in_registry_order(self.mechanisms)

    def without(self, *mechanisms: str) -> Scenario:
        """Return this scenario with mechanisms switched off; their parameters stay.

        Raises:
            InputError: There is no mechanism of that name.
        """
        faults = [
            Fault(None, name, "no such mechanism", suggestion(name, self.mechanisms))
            for name in mechanisms
            if name not in self.mechanisms
        ]
        if faults:
            raise InputError(faults)
        settings = dict(self.mechanisms)
        origins = dict(self._origins)
        for name in mechanisms:
            settings[name] = settings[name].model_copy(update={"scale": 0.0})
            origins["mechanisms", name, "scale"] = WITHOUT
        # Sound before and after, so that it need not be checked again.
        changed = self.model_copy(update={"mechanisms": settings})
        changed._origins = origins
        return changed

    def values(self) -> dict[str, Any]:
        """Return every value as nested mappings and lists, with the keys of a scenario file."""
        return self.model_dump(mode="json", by_alias=True)

    def sha256(self) -> str:
        """Return the hash of every value: the same however and wherever they were written."""
        # Python writes equal floats as equal text, on every machine and version.
        text = json.dumps(self.values(), sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def resolved_yaml(self) -> str:
        """Return a scenario file with every value, and a comment on where each came from."""
        return render(self.values(), self._origins)
