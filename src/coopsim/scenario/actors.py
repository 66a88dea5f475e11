"""Who is in a scenario and what ties them: states, dyads, partnerships, institutions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from coopsim.scenario.decisions import Decision
from coopsim.scenario.described import (
    DYAD,
    INSTITUTION,
    PARTNERSHIP,
    STATE,
    Many,
    Part,
    with_fields,
    world_field,
)

# Ids stand in paths, columns and file names, and `-` joins two of them.
ID_PATTERN = r"^[A-Za-z][A-Za-z0-9_]{0,23}$"

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Position = Annotated[float, Field(ge=-1.0, le=1.0)]
Weight = Annotated[float, Field(ge=0.0, le=1.0)]


def name_from_id(values: dict[str, Any]) -> str:
    """Return the id as the name of a thing that has no other."""
    return str(values.get("id", ""))


def named() -> Any:
    """Describe the key `name`, which is the id unless it is given."""
    return Field(
        default_factory=name_from_id, description="Name for figures and tables; the id if left out."
    )


class _Country(Part):
    """Describe a state at the start."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as FRA.")
    name: str = named()
    region: str = Field("", description="Part of the world, for grouping results.")
    enters: int = Field(
        0, ge=0, description="First step in which it is there; what is given of it holds from then."
    )


# The base is made from the declared fields, which mypy can't follow.
class State(with_fields(_Country, STATE)):  # type: ignore[misc]  # as above
    """Describe a state at the start."""

    agenda: dict[str, Position] = Field(
        {}, description="Position on each issue, from -1 to 1; 0 if left out."
    )
    salience: dict[str, Weight] = Field(
        {}, description="How much each issue matters to it, from 0 to 1; 1 if left out."
    )
    languages: Many[str] = Field((), description="Official languages, such as [nl, fr, de].")
    customs: str = Field("", description="Military tradition; equal words mean shared customs.")
    procedures: str = Field("", description="Military procedures; equal words mean shared ones.")
    borders: Many[str] = Field((), description="Ids of the states that it borders on.")
    decision: Decision | None = Field(
        None, description="How this state decides on help, if not as the scenario says."
    )


class _Pair(Part):
    """Name the two states of a pair."""

    # `from` is a word of Python's own.
    from_: str = Field(alias="from", description="Id of the state that holds it.")
    to: str = Field(description="Id of the state towards which it is held.")
    both_ways: bool = Field(True, description="Whether the same holds the other way round.")


class Dyad(with_fields(_Pair, DYAD, optional=None)):  # type: ignore[misc]  # as above
    """Describe what one state holds towards another; what is left out is derived.

    Several entries on one pair are read in order: a later one changes the keys that it gives.
    """


class Partnership(Part):
    """Describe a partnership at the start, between each pair of its members."""

    kind: str = Field(description="Kind of partnership, shipped or from `kinds:`.")
    members: Many[str] = Field(min_length=2, description="Ids of the states; all pairs are tied.")
    depth: float = world_field(PARTNERSHIP, "depth")


# The accession rule of an institution that takes no new members.
CLOSED = "closed"
# What its decision rule says unless the institution says otherwise.
RULED = ("quorum", "abstention_band")


class _Organ(Part):
    """Name an institution, its members and its rule."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as NATO.")
    name: str = named()
    members: Many[str] = Field(min_length=1, description="Ids of its member states.")
    decision_rule: str = Field(description="How it decides, such as unanimity.")
    # Whether it fits the rule is checked with the other references.
    lead: str | None = Field(None, description="Id of the member that decides (lead_nation only).")
    accession_rule: str | None = Field(
        None,
        description="How it decides on new members, or closed; its decision rule if left out.",
    )
    regions: Many[str] = Field((), description="Regions from which it takes members; all if none.")
    needs: str | None = Field(
        None, description="Field of a state, between 0 and 1, of which a new member needs enough."
    )
    burden_rule: Literal["gdp_share", "equal", "capability", "ability_to_pay"] = Field(
        "gdp_share", description="By what its dues are shared; dues_share sets their sum."
    )


class Institution(with_fields(_Organ, INSTITUTION, optional=RULED)):  # type: ignore[misc]  # as above
    """Describe an institution: members, rule of decision, duties, fund."""
