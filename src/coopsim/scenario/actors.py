"""Who is in a scenario and what ties them: states, dyads, partnerships, institutions."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from coopsim.scenario.described import (
    DYAD,
    INSTITUTION,
    PARTNERSHIP,
    STATE,
    Many,
    Part,
    optional_field,
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


class State(Part):
    """Describe a state at the start."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as FRA.")
    name: str = named()
    region: str = Field("", description="Part of the world, for grouping results.")
    gdp_busd: float = world_field(STATE, "gdp_busd")
    defence_share: float = world_field(STATE, "defence_share")
    diplomacy_share: float = world_field(STATE, "diplomacy_share")
    reserve_busd: float = world_field(STATE, "reserve_busd")
    personnel_k: float = world_field(STATE, "personnel_k")
    readiness: float = world_field(STATE, "readiness")
    logistics: float = world_field(STATE, "logistics")
    cyber_maturity: float = world_field(STATE, "cyber_maturity")
    climate_exposure: float = world_field(STATE, "climate_exposure")
    democracy: float = world_field(STATE, "democracy")
    transparency: float = world_field(STATE, "transparency")
    latitude: float = world_field(STATE, "latitude")
    longitude: float = world_field(STATE, "longitude")
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


class Dyad(Part):
    """Describe what one state holds towards another; what is left out is derived.

    Several entries on one pair are read in order: a later one changes the keys that it gives.
    """

    # `from` is a word of Python's own.
    from_: str = Field(alias="from", description="Id of the state that holds it.")
    to: str = Field(description="Id of the state towards which it is held.")
    both_ways: bool = Field(True, description="Whether the same holds the other way round.")
    trust: float | None = optional_field(DYAD, "trust")
    friction: float | None = optional_field(DYAD, "friction")
    distance_km: float | None = optional_field(DYAD, "distance_km")
    contiguity: float | None = optional_field(DYAD, "contiguity")
    trade: float | None = optional_field(DYAD, "trade")
    competence: float | None = optional_field(DYAD, "competence")


class Partnership(Part):
    """Describe a partnership at the start, between each pair of its members."""

    kind: str = Field(description="Kind of partnership, shipped or from `kinds:`.")
    members: Many[str] = Field(min_length=2, description="Ids of the states; all pairs are tied.")
    depth: float = world_field(PARTNERSHIP, "depth")


class Institution(Part):
    """Describe an institution: members, rule of decision, duties, fund."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as NATO.")
    name: str = named()
    members: Many[str] = Field(min_length=1, description="Ids of its member states.")
    decision_rule: str = Field(description="How it decides, such as unanimity.")
    # Whether it fits the rule is checked with the other references.
    lead: str | None = Field(None, description="Id of the member that decides (lead_nation only).")
    quorum: float | None = optional_field(INSTITUTION, "quorum")
    abstention_band: float | None = optional_field(INSTITUTION, "abstention_band")
    obligation: float = world_field(INSTITUTION, "obligation")
    dues_share: float = world_field(INSTITUTION, "dues_share")
    standards: float = world_field(INSTITUTION, "standards")
    fund_busd: float = world_field(INSTITUTION, "fund_busd")
