"""Kinds as data: those that are shipped, and those that a scenario adds below `kinds:`."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeVar

from pydantic import Field

from coopsim.catalogue.kinds import read_catalogue
from coopsim.scenario.described import (
    INSTITUTION,
    PARTNERSHIP_KIND,
    THREAT,
    Part,
    world_field,
)
from coopsim.world.fields import STYLISED

P = TypeVar("P", bound=Part)
# The exposure of a kind that strikes every state alike.
ALIKE = "all"


class ThreatKind(Part):
    """Describe a kind of threat: whom it exposes, how it spreads, what it takes to meet it."""

    title: str = Field(description="Name for figures and tables.")
    meaning: str = Field(description="What it is, in a sentence.")
    exposure: str = Field(
        ALIKE, description="Field of a state that exposes it, between 0 and 1; or all: all alike."
    )
    inverted: bool = Field(False, description="Whether a high value of that field protects.")
    aggregator: Literal["sum", "threshold", "weakest_link", "best_shot"] = Field(
        "sum", description="How contributions add up (Hirshleifer 1983)."
    )
    threshold: float = world_field(THREAT, "threshold")
    need_share: float = world_field(THREAT, "need_share")
    duration_months: float = world_field(THREAT, "duration_months")
    severity_spread: float = world_field(THREAT, "severity_spread")
    contagion: float = world_field(THREAT, "contagion")
    spreads_over: Literal["none", "borders", "trade"] = Field(
        "none", description="Along what it spreads from a state to others."
    )
    haul: float = world_field(THREAT, "haul")
    source: str = Field(STYLISED, description="Where the figures come from.")


class PartnershipKind(Part):
    """Describe a kind of partnership between two states: what it needs, costs and gives."""

    title: str = Field(description="Name for figures and tables.")
    meaning: str = Field(description="What it is, in a sentence.")
    min_trust: float = world_field(PARTNERSHIP_KIND, "min_trust")
    upkeep_busd: float = world_field(PARTNERSHIP_KIND, "upkeep_busd")
    legal_weight: float = world_field(PARTNERSHIP_KIND, "legal_weight")
    autonomy_cost: float = world_field(PARTNERSHIP_KIND, "autonomy_cost")
    security: float = world_field(PARTNERSHIP_KIND, "security")
    coordination: float = world_field(PARTNERSHIP_KIND, "coordination")
    contact: float = world_field(PARTNERSHIP_KIND, "contact")
    goodwill: float = world_field(PARTNERSHIP_KIND, "goodwill")
    sharing: float = world_field(PARTNERSHIP_KIND, "sharing")
    channel: float = world_field(PARTNERSHIP_KIND, "channel")
    obligation: float = world_field(PARTNERSHIP_KIND, "obligation")
    deepening: float = world_field(PARTNERSHIP_KIND, "deepening")
    source: str = Field(STYLISED, description="Where the figures come from.")


class DecisionRule(Part):
    """Describe how an institution decides."""

    title: str = Field(description="Name for figures and tables.")
    meaning: str = Field(description="What it is, in a sentence.")
    quorum: float = world_field(INSTITUTION, "quorum")
    abstention_band: float = world_field(INSTITUTION, "abstention_band")


class Kinds(Part):
    """Hold the kinds that a scenario adds to the shipped ones."""

    threats: dict[str, ThreatKind] = Field({}, description="Kinds of threat by name.")
    partnerships: dict[str, PartnershipKind] = Field(
        {}, description="Kinds of partnership by name."
    )


@cache
def shipped_threats() -> dict[str, ThreatKind]:
    """Return the kinds of threat that come with coopsim, by name."""
    return _shipped("threats", ThreatKind)


@cache
def shipped_partnerships() -> dict[str, PartnershipKind]:
    """Return the kinds of partnership that come with coopsim, by name."""
    return _shipped("partnerships", PartnershipKind)


@cache
def shipped_rules() -> dict[str, DecisionRule]:
    """Return the decision rules of institutions, by name."""
    return _shipped("institutions", DecisionRule)


def _shipped(catalogue: str, model: type[P]) -> dict[str, P]:
    # The same models as for a scenario's own kinds: no kind is special.
    kinds = read_catalogue(catalogue).plain()
    return {name: model.model_validate(kind) for name, kind in kinds.items()}
