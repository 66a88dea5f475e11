"""By which rule states decide, and by which they come to trust: the keys `decision:`, `trust:`.

The numbers of all rules are keys beside `rule`; which of them belong to the chosen rule is
checked with the other names (``scenario.decision_names``).
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, create_model, model_serializer

# Importing the declarations fills the registry.
from coopsim.catalogue import rules as _declarations  # noqa: F401 (imported for its effect)
from coopsim.catalogue.rule_registry import DECISION, RULES, TRUST, RuleParameter
from coopsim.scenario.described import Part, explained

DEFAULT = {DECISION: "expected_utility", TRUST: "reciprocity"}


class _Chosen(Part):
    """Name a rule and give its numbers; what is left out is the rule's default."""

    rule: str | None = Field(None, description="Name of the rule.")

    @model_serializer(mode="wrap")
    def _without_nothing(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in write(self).items() if value is not None}


class _OwnRule(_Chosen):
    """Name a rule of decision, or one's own, and give its numbers."""

    rule: str | None = Field(
        None,
        description="Name of the rule, or MODULE:FUNCTION for one of your own, which has to be "
        "allowed with --allow-code. A state that names none follows that of the scenario.",
    )
    own: dict[str, float] | None = Field(None, description="Numbers of a rule of your own by name.")
    sha256: str | None = Field(
        None, description="Hash of the file of a rule of your own, filled in by coopsim."
    )


def _with_numbers(base: type[_Chosen], of: str, name: str) -> Any:
    numbers: list[RuleParameter] = []
    for each in RULES[of].values():
        numbers.extend(each.parameters.values())
    keys: dict[str, Any] = {
        each.name: (
            float | None,
            Field(
                None,
                ge=each.low,
                le=each.high,
                description=explained(each.meaning, each.unit),
                json_schema_extra={"unit": each.unit, "source": each.source},
            ),
        )
        for each in numbers
    }
    return create_model(name, __base__=base, __doc__=base.__doc__, **keys)


# The classes are made from the registry, which mypy can't follow.
class Decision(_with_numbers(_OwnRule, DECISION, "Numbers")):  # type: ignore[misc]  # as above
    """Say by which rule states decide on help, and with which numbers."""


class Trust(_with_numbers(_Chosen, TRUST, "TrustNumbers")):  # type: ignore[misc]  # as above
    """Say by which rule states come to trust each other, and with which numbers."""


def completed(of: str, chosen: Decision | Trust, general: Decision | Trust | None = None) -> Any:
    """Return a choice with its rule and each of the rule's numbers filled in.

    Args:
        of: what it is a rule of.
        chosen: what is written.
        general: what holds where nothing is written, if the same rule is meant.
    """
    given = chosen.model_dump()
    if general is not None and given.get("rule") in {None, general.rule}:
        given = {**general.model_dump(), **given}
    name = given.setdefault("rule", DEFAULT[of])
    known = RULES[of].get(name)
    defaults = {} if known is None else {n: p.default for n, p in known.parameters.items()}
    return type(chosen).model_validate({**defaults, **given})
