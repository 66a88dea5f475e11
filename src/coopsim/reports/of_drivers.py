"""What drives an outcome: indices or effects of all factors, as bars with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from coopsim.analysis.sensitivity import (
    Strength,
    clear_order,
    morris_effects,
    pawn_distances,
    places_of,
    sobol_indices,
)
from coopsim.analysis.swept import Swept
from coopsim.figures.factors import plain_name
from coopsim.figures.whiskers import Bar, bars
from coopsim.reports.judged import Judged
from coopsim.reports.of_grid import source_of
from coopsim.reports.parts import Claim, Exhibit

_SHOWN = 15
_NAMED = 4
# A factor that stands behind less could be fixed at any value.
_LITTLE = 0.05


@dataclass(frozen=True, slots=True)
class Measure:
    """Say how a kind of design measures how strongly factors drive an outcome.

    Attributes:
        name: of the measure.
        beside: of what is marked beside it.
        says: what a value of it says, in a sentence.
        is_share: whether it is a share of the variance.
    """

    name: str
    beside: str
    says: str
    is_share: bool = False


SOBOL = Measure(
    "total index (with interactions)", "first-order index (by itself)",
    "of its variance, interactions included", is_share=True,
)  # fmt: skip
MORRIS = Measure(
    "mean size of the change over the whole range", "mean change, with its sign",
    "on average over its whole range",
)  # fmt: skip
PAWN = Measure(
    "median distance between distributions (PAWN)", "",
    "as median distance between the distributions with and without knowing it",
)  # fmt: skip


# A page tells of the first outcome twice, and its intervals take seconds.
@lru_cache(maxsize=32)
def drivers(swept: Swept, outcome: Judged, arm: str) -> tuple[Measure, tuple[Strength, ...]]:
    """Measure what drives an outcome in an arm, by the means that the design allows.

    The strongest stands first.

    Raises:
        CoopsimError: Numbers are missing, or the design can't tell.
    """
    columns = {dial.name: swept.values(dial.name) for dial in swept.plan.study.dials}
    means, design = swept.complete(outcome.name, arm), swept.plan.study.experiment.design
    if design.kind == "sobol":
        measure, found = SOBOL, sobol_indices(columns, means)
    elif design.kind == "morris":
        measure, found = MORRIS, morris_effects(columns, means, design.levels)
    else:
        measure, found = PAWN, pawn_distances(columns, means)
    return measure, tuple(sorted(found, key=lambda each: -each.value))


def drivers_exhibit(
    swept: Swept, outcome: Judged, arm: str, measure: Measure, found: Sequence[Strength]
) -> Exhibit:
    """Draw the strongest factors, which stand first, as bars; the table has all."""
    form = ".0%" if measure.is_share else ",.3~g"
    shown = [Bar(plain_name(each.factor), each.value, each.low, each.high, each.alone)
             for each in found[:_SHOWN]]  # fmt: skip
    kept = f"the {_SHOWN} strongest of {len(found)} factors, " if len(found) > _SHOWN else ""
    several = len(swept.plan.arms) > 1
    axis = measure.name[0].upper() + measure.name[1:]
    return Exhibit(
        f"drivers-{outcome.name}" + (f"-{arm}" if several else ""),
        f"What drives {outcome.inside}" + (f", {arm}" if several else ""),
        f"{kept}95 % intervals by bootstrap{_firmness(measure, found)}",
        partial(bars, shown, axis, form, (measure.name, measure.beside)),
        source_of(swept, outcome.name, arm if several else None),
        ["place", "factor", measure.name, "95 % interval", measure.beside or "–"],
        [
            [_place(*places_of(each, found)), plain_name(each.factor), *_written(each, measure)]
            for each in found
        ],
    )  # fmt: skip


def drivers_claim(
    swept: Swept, outcome: Judged, arm: str, measure: Measure, found: Sequence[Strength]
) -> Claim:
    """Say what drives an outcome most; factors whose intervals overlap are not put in an order."""
    first, *rest = clear_order(found)
    # Of a chain of intervals that overlap the last may be clearly weaker than the first.
    leaders = [each for each in first if each.high >= first[0].low]
    most = f"what drives {outcome.inside} most is"
    if len(leaders) > _NAMED:
        text = (
            f"no factor clearly drives {outcome.inside} most: the intervals of "
            f"{len(leaders)} factors overlap, and more points would be needed to tell them apart"
        )
    elif len(leaders) == 1:
        text = f"{most} {_name(first[0])}: {_size(first[0], measure)} {measure.says}"
        text += _followed(rest[0]) if rest else ""
    else:
        sizes = [_size(each, measure).replace(" (", ", ").rstrip(")") for each in leaders]
        names = [f"{_name(each)} ({size})" for each, size in zip(leaders, sizes, strict=True)]
        text = (
            f"{most} {_joined(names, 'or')}, {measure.says}; their intervals overlap, so that "
            "which of them is first is not clear"
        )
    if measure.is_share:
        n_little = sum(each.high < _LITTLE for each in found)
        text += f"; {n_little} of {len(found)} factors stand behind less than {_LITTLE:.0%} each"
    return Claim(text[0].upper() + text[1:] + ".", source_of(swept, outcome.name, arm))


def _firmness(measure: Measure, found: Sequence[Strength]) -> str:
    """Say whether points were enough for indices: no interval is wider than what is little."""
    widest = max(0.5 * (each.high - each.low) for each in found)
    if not measure.is_share or widest <= _LITTLE:
        return ""
    return (
        f"; not settled yet: known to ±{widest:.0%} of the variance at the widest, and more points "
        "would narrow that"
    )


def _followed(place: Sequence[Strength]) -> str:
    if len(place) == 1:
        return f", then {_name(place[0])}"
    if len(place) > _NAMED:
        return f", and {len(place)} factors that can't be told apart follow"
    return f", then {_joined([_name(each) for each in place])}, which can't be told apart"


def _place(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _written(each: Strength, measure: Measure) -> list[str]:
    numbers = [_number(number, measure) for number in (each.value, each.low, each.high, each.alone)]
    value, low, high, alone = numbers
    return [value, f"{low} to {high}", alone]


def _number(number: float, measure: Measure) -> str:
    if math.isnan(number):
        return "–"
    text = f"{number:.1%}" if measure.is_share else f"{number:.3g}"
    return text.replace("-", "−")


def _size(each: Strength, measure: Measure) -> str:
    form = "{:.0%}" if measure.is_share else "{:.2g}"
    value, low, high = (form.format(number) for number in (each.value, each.low, each.high))
    return f"{value} (95 % interval {low} to {high})".replace("-", "−")


def _name(each: Strength) -> str:
    return plain_name(each.factor)


def _joined(names: Sequence[str], word: str = "and") -> str:
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
