"""Kinds as data: those that are shipped, and those that a scenario adds below `kinds:`."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeVar

from pydantic import Field

from coopsim.catalogue.kinds import read_catalogue
from coopsim.scenario.actors import RULED
from coopsim.scenario.dangers import OWN
from coopsim.scenario.described import INSTITUTION, PARTNERSHIP_KIND, THREAT, Part, with_fields
from coopsim.world.fields import STYLISED

P = TypeVar("P", bound=Part)
# The exposure of a kind that strikes every state alike.
ALIKE = "all"


class _Titled(Part):
    """Name a kind for people."""

    title: str = Field(description="Name for figures and tables.")
    meaning: str = Field(description="What it is, in a sentence.")


class _Danger(_Titled):
    """Describe a kind of threat: whom it exposes, how it spreads, how contributions add up."""

    exposure: str = Field(
        ALIKE, description="Field of a state that exposes it, between 0 and 1; or all: all alike."
    )
    inverted: bool = Field(False, description="Whether a high value of that field protects.")
    aggregator: Literal["sum", "threshold", "weakest_link", "best_shot"] = Field(
        "sum", description="How contributions add up (Hirshleifer 1983)."
    )
    spreads_over: Literal["none", "borders", "trade", "networks"] = Field(
        "none", description="Along what it spreads from a state to others."
    )
    raises: str | None = Field(
        None, description="Issue that its strikes make more salient, where the scenario has it."
    )
    denied_by: str | None = Field(
        None, description="Field of a state, between 0 and 1, that makes a group's attempts fail."
    )


# The bases are made from the declared fields, which mypy can't follow.
class ThreatKind(with_fields(_Danger, THREAT, without=OWN)):  # type: ignore[misc]  # as above
    """Describe a kind of threat: whom it exposes, how it spreads, what it takes to meet it."""

    source: str = Field(STYLISED, description="Where the figures come from.")


class _Tie(_Titled):
    """Describe a kind of partnership: what it belongs to and what it needs."""

    mechanism: str | None = Field(
        None, description="Mechanism that it belongs to: without it, no new ones form."
    )
    needs: str | None = Field(
        None, description="Field of a state, between 0 and 1, of which both sides need enough."
    )


class PartnershipKind(with_fields(_Tie, PARTNERSHIP_KIND)):  # type: ignore[misc]  # as above
    """Describe a kind of partnership between two states: what it needs, costs and gives."""

    source: str = Field(STYLISED, description="Where the figures come from.")


class DecisionRule(with_fields(_Titled, INSTITUTION, only=RULED)):  # type: ignore[misc]  # as above
    """Describe how an institution decides."""


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
