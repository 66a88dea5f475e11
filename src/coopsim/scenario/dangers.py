"""What may strike: threats at random, and strikes that a scenario schedules."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from coopsim.scenario.actors import Id, named
from coopsim.scenario.described import THREAT, Many, Part, optional_field, with_fields

ALL: Literal["all"] = "all"


def _read_targets(value: Any) -> Any:
    if value == ALL:
        return ALL
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise PydanticCustomError("targets", "must be all or a list of state ids")


def _write_targets(targets: Literal["all"] | tuple[str, ...]) -> Any:
    return targets if targets == ALL else list(targets)


# Of a union pydantic would tell one fault for each alternative, and it would write one twice.
Targets = Annotated[
    Literal["all"] | tuple[str, ...],
    PlainValidator(_read_targets, json_schema_input_type=Literal["all"] | tuple[str, ...]),
    PlainSerializer(_write_targets),
]


class Strike(Part):
    """Schedule a strike at a given step."""

    at: int = Field(ge=0, description="Step in which it comes; the first step is 0.")
    targets: Many[str] = Field(min_length=1, description="Ids of the states that it strikes.")
    severity: float | None = optional_field(THREAT, "severity")


# What a threat says for itself; its kind says the rest, unless the threat says otherwise.
OWN = ("rate_per_year", "severity")


class _Danger(Part):
    """Name a threat, its kind and its targets."""

    id: Id = Field(description="Short name by which the scenario refers to it.")
    name: str = named()
    kind: str = Field(description="Kind of threat, shipped or from `kinds:`.")
    targets: Targets = Field(ALL, description="Ids of the states that it may strike, or all.")
    schedule: Many[Strike] = Field((), description="Strikes at given steps.")


# The base is made from the declared fields, which mypy can't follow.
class _Own(with_fields(_Danger, THREAT, only=OWN)):  # type: ignore[misc]  # as above
    """Say how often the threat strikes, and how hard."""


class Threat(with_fields(_Own, THREAT, without=OWN, optional=None)):  # type: ignore[misc]  # as above
    """Describe a threat: its kind, how often it strikes, whom, and how hard.

    A number of its kind that is given here replaces the kind's for this threat.
    """
