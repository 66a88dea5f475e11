"""Keys of a scenario, described once: the declarations of the world become schema fields.

Unit, range, meaning and default of a key are those of the field of the world that it sets, so
that schema, error messages and help never say anything else than the model does.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from coopsim.world.blocks import (
    attacker,
    dyad,
    institution,
    organisation,
    partnership,
    state,
    threat,
)
from coopsim.world.fields import FIELDS, fields_of

T = TypeVar("T")

# A list in the file; strict pydantic would take nothing but a tuple.
Many = Annotated[tuple[T, ...], Field(strict=False)]

STATE = state.BLOCK
DYAD = dyad.BLOCK
PARTNERSHIP = partnership.BLOCK
PARTNERSHIP_KIND = partnership.KIND
INSTITUTION = institution.BLOCK
THREAT = threat.BLOCK
ATTACKER = attacker.BLOCK
ORGANISATION = organisation.BLOCK


class Part(BaseModel):
    """Hold a part of a scenario: frozen, without unknown keys and silent conversions.

    The one conversion is that of a whole number where any number will do.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
    )


def world_field(block: str, name: str) -> Any:
    """Describe a key that sets a field of the world; required if the field has no default."""
    default = FIELDS[block][name].default
    return _described(block, name, ... if default is None else default)


def optional_field(block: str, name: str) -> Any:
    """Describe a key that may set a field of the world; None leaves it to something else."""
    return _described(block, name, None)


def with_fields(
    base: type[Part],
    block: str,
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
    optional: Collection[str] | None = (),
) -> Any:
    """Make a part with a key for each field of a block that a scenario gives.

    Args:
        base: the part to which the keys are added.
        block: the block of the world.
        only: names of the fields to take; all if None.
        without: names of fields to leave out.
        optional: names of fields that may be left to something else; all if None.
    """
    keys: dict[str, Any] = {}
    for field in fields_of(block):
        if (
            not field.given
            or field.name in without
            or (only is not None and field.name not in only)
        ):
            continue
        if optional is None or field.name in optional:
            keys[field.name] = (float | None, optional_field(block, field.name))
        else:
            keys[field.name] = (float, world_field(block, field.name))
    return create_model(f"{base.__name__}Numbers", __base__=base, __doc__=base.__doc__, **keys)


def bounds_of(block: str, name: str) -> tuple[float, float]:
    """Return the smallest and the largest value allowed; the latter may be infinite."""
    return FIELDS[block][name].low, FIELDS[block][name].high


def explained(meaning: str, unit: str) -> str:
    """Return a meaning with its unit; pure numbers have none."""
    return meaning if unit == "1" else f"{meaning.removesuffix('.')} [{unit}]"


def _described(block: str, name: str, default: Any) -> Any:
    field = FIELDS[block][name]
    return Field(
        default,
        # JSON has no infinity, and a schema needs no bound that nothing breaks.
        ge=None if math.isinf(field.low) else field.low,
        le=None if math.isinf(field.high) else field.high,
        description=explained(field.meaning, field.unit),
        json_schema_extra={"unit": field.unit, "source": field.source},
    )
