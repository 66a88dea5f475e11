"""Everything that has a name and can be explained, made from where each thing is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from coopsim.catalogue.kinds import read_catalogue
from coopsim.catalogue.registry import CORE, MAX_SCALE, MECHANISMS, Parameter
from coopsim.catalogue.rule_registry import RULES
from coopsim.cli.entry import Entry, known, span
from coopsim.cli.keys import key_entries
from coopsim.metrics.registry import METRICS
from coopsim.scenario import decisions as _declarations  # noqa: F401 (fills the registry)
from coopsim.scenario.kinds import shipped_partnerships, shipped_rules, shipped_threats
from coopsim.world import ledger
from coopsim.world.fields import FIELDS

# What a run as a whole makes of a metric of its steps.
_SUMMARIES: Final = {
    "sum": "sum over the steps",
    "mean": "mean over the steps",
    "last": "value after the last step",
}


def entries() -> list[Entry]:
    """Return everything that can be explained, sorted by kind of thing as declared."""
    return [
        *key_entries(),
        *_mechanisms(),
        *_kinds("threats", "kinds.threats", "kind of threat", shipped_threats()),
        *_kinds(
            "partnerships", "kinds.partnerships", "kind of partnership", shipped_partnerships()
        ),
        *_kinds("institutions", "rules", "decision rule of institutions", shipped_rules()),
        *_metrics(),
        *_decisions(),
        *_rules(),
        *_words(),
        *_computed_fields(),
    ]


def _mechanisms() -> Iterator[Entry]:
    for each in MECHANISMS.values():
        facts = known(
            equation=each.equation,
            switch=f"on, off, or a scale from 0 to {MAX_SCALE:g}",
            default="on" if each.profile == CORE else "off; on with profile: full, or when named",
            acts_first_in=f"the phase {each.phase}",
            acts_on=", ".join(each.moves),
            asked_for_by=each.asked_by,
            parameters=", ".join(each.parameters),
            source=each.source,
        )
        yield Entry(f"mechanisms.{each.name}", "mechanism", each.meaning, "mechanisms", "", facts)
        for number in each.parameters.values():
            yield _parameter(number)


def _parameter(number: Parameter) -> Entry:
    low, high = number.prior
    facts = known(
        unit=number.unit,
        range=span(number.low, number.high),
        default=f"{number.default:g}",
        prior=f"{span(low, high)}, {'may be fitted to the record' * number.calibrated}".rstrip(
            ", "
        ),
        source=number.source,
    )
    path = f"mechanisms.{number.mechanism}.{number.name}"
    return Entry(path, f"number of the mechanism {number.mechanism}", number.meaning, facts=facts)


def _kinds(topic: str, path: str, what: str, kinds: Mapping[str, Any]) -> Iterator[Entry]:
    for name, kind in kinds.items():
        values = kind.model_dump(exclude_none=True)
        title, meaning = values.pop("title"), values.pop("meaning")
        facts = {key: _figure(value) for key, value in values.items()}
        yield Entry(f"{path}.{name}", what, meaning, topic, title, facts)


def _metrics() -> Iterator[Entry]:
    for each in METRICS.values():
        over = " / ".join(f"sum of {name}" for name in each.over or ())
        facts = known(
            unit=each.unit,
            range=span(each.low, each.high),
            run=over or _SUMMARIES[each.summary],
            source=each.source,
        )
        yield Entry(f"metrics.{each.name}", "metric", each.formula, "metrics", each.title, facts)


def _decisions() -> Iterator[Entry]:
    words = read_catalogue("words").plain()
    users: dict[str, list[str]] = {}
    for name, told in words["decisions"].items():
        users.setdefault(told["terms"], []).append(name)
        facts = known(
            equation=told["equation"],
            terms=", ".join(words["terms"][told["terms"]]),
            source=told["source"],
        )
        yield Entry(f"decisions.{name}", "decision", told["meaning"], "decisions", "", facts)
    for group, terms in words["terms"].items():
        what = f"term of the decision to {' and to '.join(users[group])}"
        # One path a term is enough, since form and leave share theirs.
        for name, told in terms.items():
            facts = {"equation": told["equation"], "unit": "utility"}
            yield Entry(f"{users[group][0]}.{name}", what, told["meaning"], facts=facts)


def _rules() -> Iterator[Entry]:
    for of, rules in RULES.items():
        for each in rules.values():
            facts = known(
                equation=each.equation,
                returns=each.returns,
                terms=", ".join(each.terms),
                parameters=", ".join(each.parameters),
                source=each.source,
            )
            # A number of a rule is a key beside `rule`, and explains itself as one.
            yield Entry(
                f"rules.{of}.{each.name}", f"rule of {of}", each.meaning, "decisions", "", facts
            )


def _words() -> Iterator[Entry]:
    words = read_catalogue("words").plain()
    sizes = {name: size for name, _, size in ledger.EVENTS}
    for name, told in words["events"].items():
        yield Entry(f"events.{name}", "event", told["meaning"], facts={"size": sizes[name]})
    for name, told in words["causes"].items():
        yield Entry(f"causes.{name}", "cause of events", told["meaning"])
    for name, told in words["answers"].items():
        yield Entry(f"answers.{name}", "answer in a decision", told["meaning"])


def _computed_fields() -> Iterator[Entry]:
    """Yield what the model computes; what a scenario gives is explained as its key."""
    for block, fields in FIELDS.items():
        what = f"field that the model computes ({block.replace('_', ' ')})"
        for each in fields.values():
            if not each.given:
                facts = known(unit=each.unit, range=span(each.low, each.high), source=each.source)
                yield Entry(f"{block}.{each.name}", what, each.meaning, facts=facts)


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
