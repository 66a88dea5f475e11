"""Who helps without being a state: relief organisations."""

from __future__ import annotations

from pydantic import Field

from coopsim.scenario.actors import Id, named
from coopsim.scenario.dangers import ALL, Targets
from coopsim.scenario.described import ORGANISATION, Part, with_fields


class _Charity(Part):
    """Name a relief organisation and whom it serves."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as ICRC.")
    name: str = named()
    serves: Targets = Field(ALL, description="Ids of the states in which it works, or all.")


# The base is made from the declared fields, which mypy can't follow.
class Organisation(with_fields(_Charity, ORGANISATION)):  # type: ignore[misc]  # as above
    """Describe a relief organisation: what it can give, how well it knows the place."""
