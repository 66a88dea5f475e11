"""Who helps without being a state: relief organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from coopsim.scenario.actors import Id, named
from coopsim.scenario.dangers import ALL, Targets
from coopsim.scenario.described import Part, with_fields
from coopsim.world.blocks import organisation
from coopsim.world.fields import fields_of
from coopsim.world.world import World

if TYPE_CHECKING:
    from coopsim.scenario.schema import Scenario


class _Charity(Part):
    """Name a relief organisation and whom it serves."""

    id: Id = Field(description="Short name by which the scenario refers to it, such as ICRC.")
    name: str = named()
    serves: Targets = Field(ALL, description="Ids of the states in which it works, or all.")


# The base is made from the declared fields, which mypy can't follow.
class Organisation(with_fields(_Charity, organisation.BLOCK)):  # type: ignore[misc]  # as above
    """Describe a relief organisation: what it can give, how well it knows the place."""


def found_organisations(
    world: World, scenario: Scenario, organisations: tuple[str, ...], states: tuple[str, ...]
) -> None:
    """Give every relief organisation its means and the states that it serves."""
    by_id = {each.id: each for each in scenario.organisations}
    for o, name in enumerate(organisations):
        each = by_id[name]
        for field in fields_of(organisation.BLOCK):
            if field.given:
                world.organisations[field.index, o] = getattr(each, field.name)
        for i, served in enumerate(states):
            works = each.serves == ALL or served in each.serves
            world.services[organisation.SERVES, o, i] = float(works)
