"""A scenario: everything that a run needs to know, complete, checked and frozen."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from coopsim.errors import Fault, InputError, suggestion
from coopsim.scenario.actors import Dyad, Institution, Partnership, State
from coopsim.scenario.dangers import Strike, Threat
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
from coopsim.scenario.mechanisms import Mechanisms, MechanismSetting, all_on, in_registry_order
from coopsim.scenario.rendering import Origins, render

__all__ = [
    "DecisionRule",
    "Dyad",
    "Institution",
    "MechanismSetting",
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
    mechanisms: Mechanisms = Field(
        default_factory=all_on,
        description="Parts of the model: on, off, a scale, or their numbers.",
    )
    kinds: Kinds = Field(Kinds(), description="Kinds that this scenario adds.")
    states: Many[State] = Field(min_length=1, description="The states.")
    dyads: Many[Dyad] = Field((), description="What is known about pairs of states.")
    partnerships: Many[Partnership] = Field((), description="Partnerships at the start.")
    institutions: Many[Institution] = Field((), description="Institutions.")
    threats: Many[Threat] = Field((), description="What may strike.")
    interventions: Many[Intervention] = Field((), description="Changes in the middle of a run.")

    # No value of the world: neither written to files nor part of the hash.
    _origins: Origins = PrivateAttr(default_factory=dict)

    @field_validator("states", mode="after")
    @classmethod
    def _complete_agendas(
        cls, states: tuple[State, ...], given: ValidationInfo
    ) -> tuple[State, ...]:
        issues: tuple[str, ...] = given.data.get("issues", ())
        return tuple(
            state.model_copy(
                update={
                    "agenda": {issue: state.agenda.get(issue, 0.0) for issue in issues},
                    "salience": {issue: state.salience.get(issue, 1.0) for issue in issues},
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
