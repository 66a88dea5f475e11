"""Keys of a scenario, described once: the declarations of the world become schema fields.

Unit, range, meaning and default of a key are those of the field of the world that it sets, so
that schema, error messages and help never say anything else than the model does.
"""

from __future__ import annotations

import math
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from coopsim.world.blocks import dyad, institution, partnership, state, threat
from coopsim.world.fields import FIELDS

T = TypeVar("T")

# A list in the file; strict pydantic would take nothing but a tuple.
Many = Annotated[tuple[T, ...], Field(strict=False)]

STATE = state.BLOCK
DYAD = dyad.BLOCK
PARTNERSHIP = partnership.BLOCK
PARTNERSHIP_KIND = partnership.KIND
INSTITUTION = institution.BLOCK
THREAT = threat.BLOCK


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
