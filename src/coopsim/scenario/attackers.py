"""Who chooses to strike: rival states, and groups."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from coopsim.scenario.actors import Id, named
from coopsim.scenario.described import ATTACKER, Part, with_fields


class _Aggressor(Part):
    """Name an attacker, its threat and who is behind it."""

    id: Id = Field(description="Short name by which the scenario refers to it.")
    name: str = named()
    strategy: Literal["rival", "group"] = Field(
        description="rival: can be deterred by allies; group: looks for weak targets."
    )
    threat: str = Field(description="Id of the threat with which it strikes.")
    sponsor: str | None = Field(None, description="Id of the state behind it, if it is one here.")


# The base is made from the declared fields, which mypy can't follow.
class Attacker(with_fields(_Aggressor, ATTACKER)):  # type: ignore[misc]  # as above
    """Describe an attacker: what it can do, how often it tries, what success is worth to it."""
