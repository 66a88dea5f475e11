"""What a comparison found: words and tables for people, JSON for machines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from coopsim.analysis import rows
from coopsim.analysis.parting import Happening
from coopsim.cli.talk import Talk, columns
from coopsim.metrics.registry import METRICS
from coopsim.statistics import Interval

if TYPE_CHECKING:
    from rich.table import Table

    from coopsim.analysis.attribution import Attribution
    from coopsim.analysis.comparison import Comparison
    from coopsim.analysis.difference import Difference

NOTHING: Final = "–"
# Partnerships that are named; the others are counted.
_NAMED: Final = 8


def show(found: Comparison, outcome: str, talk: Talk) -> None:
    """Show a comparison to people: the outcome in a sentence, then whatever clearly differs."""
    talk.show(headline(found, outcome))
    talk.show(
        f"Compared with {found.scenarios[0]} on the same luck: {found.replicates} runs of each, "
        f"{found.steps} steps."
    )
    talk.show()
    clear = [each for each in found.differences.values() if each.is_clear]
    if clear:
        talk.show(_differences(clear))
        talk.show()
    for line in _remarks(found):
        talk.show(line)
    if found.ties:
        talk.show()
        talk.show(_partnerships(found))
    if found.attribution is not None:
        talk.show()
        talk.show(_shares(found.attribution, [outcome, *(each.metric.name for each in clear)]))


def headline(found: Comparison, outcome: str) -> str:
    """Say in a sentence what happened to one metric."""
    each, second = found.differences[outcome], found.scenarios[1]
    title = each.metric.title.lower()
    if each.paired.n == 0:
        told = f"{title} could not be measured"
    elif each.is_none:
        told = f"{title} is the same in every run"
    else:
        how_often = "" if math.isnan(each.same_sign) else f", {_sign(each)} of runs"
        told = f"{title} {change(each.paired)}{_unit(each)}{how_often}"
    # A sentence begins with a capital letter, a path or a file does not.
    second = f"W{second[1:]}" if second.startswith("without ") else second
    return f"{second}: {told}"


def change(found: Interval) -> str:
    """Write a change with its interval, to the places that the interval knows."""
    places = places_of(found)
    mean = _signed(found.mean, places)
    if math.isnan(found.low):
        return mean
    return f"{mean} ({_signed(found.low, places)} to {_signed(found.high, places)})"


def places_of(found: Interval) -> int:
    """Return how many decimals a number is worth: two digits of the half of its interval."""
    half = 0.5 * (found.high - found.low)
    size = half if half > 0.0 else abs(found.mean)
    return max(0, 1 - math.floor(math.log10(size))) if size > 0.0 and math.isfinite(size) else 0


def for_machines(found: Comparison) -> dict[str, Any]:
    """Return a comparison fit for JSON: what is not known is null."""
    shared = found.attribution
    return {
        "first": found.scenarios[0],
        "second": found.scenarios[1],
        "seed": found.seed,
        "steps": found.steps,
        "replicates": found.replicates,
        "metrics": [
            {**_plain(rows.of_difference(each)), "values": [_known(value) for value in each.values]}
            for each in found.differences.values()
        ],
        "histories": [_plain(rows.of_parting(each)) for each in found.partings],
        "partnerships": [rows.of_tie(each) for each in found.ties],
        "attribution": None
        if shared is None
        else {
            "exact": shared.is_exact,
            "changes": list(shared.changes),
            "shares": [_plain(row) for row in rows.of_attribution(shared)],
        },
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _known(value) for name, value in row.items()}


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _differences(clear: Sequence[Difference]) -> Table:
    table = columns("What differs", "first>", "second>", "change (95 % interval)>", "in runs")
    for each in clear:
        places = places_of(each.paired)
        table.add_row(
            f"{each.metric.title}{_in_brackets(each.metric.unit)}",
            _number(each.first.mean, places),
            _number(each.second.mean, places),
            change(each.paired),
            _sign(each),
        )
    return table


def _remarks(found: Comparison) -> list[str]:
    """Say what the table leaves out: what is the same, when histories part, what pairing did."""
    every = found.differences.values()
    same = sum(each.is_none for each in every)
    unclear = sum(not each.is_none and not each.is_clear for each in every)
    told = []
    if unclear:
        told.append(f"{_metrics(unclear)} in some runs, but not clearly more or less.")
    # Always told: that most things did not change is a finding too.
    told.append(f"{same} of {len(every)} metrics are the same in every run.")
    parted = [each.event for each in found.partings if each.event is not None]
    if not parted:
        told.append("The same things happen in both, in every run.")
        return told
    told.append(_first_events(parted, found.replicates))
    # Without a spread there is nothing to narrow, and the factor is no number.
    factors = [each.narrowed for each in every if not math.isnan(each.narrowed)]
    if factors:
        told.append(
            f"Equal luck makes the intervals {median(factors):.1f} times narrower than luck of "
            "one's own would (median over the metrics)."
        )
    return told


def _metrics(n: int) -> str:
    return "1 metric differs" if n == 1 else f"{n} metrics differ"


def _first_events(parted: Sequence[Happening], n_runs: int) -> str:
    steps = sorted(event.step for event in parted)
    kind, times = Counter(event.kind for event in parted).most_common(1)[0]
    return (
        f"What happens differs in {len(parted)} of {n_runs} runs, first in step "
        f"{median(steps):g} of the median run ({steps[0]} to {steps[-1]}); the first event that "
        f"only one of the two has is most often {kind} ({times} runs)."
    )


def _partnerships(found: Comparison) -> Table:
    rest = len(found.ties) - _NAMED
    more = f"Partnership at the end ({rest} more differ)" if rest > 0 else "Partnership at the end"
    table = columns(more, "first>", "second>")
    for tie, first, second in found.ties[:_NAMED]:
        name = f"{tie.kind.replace('_', ' ')} of {tie.one} and {tie.other}"
        table.add_row(name, _percent(first), _percent(second))
    return table


def _shares(shared: Attribution, names: Sequence[str]) -> Table:
    how = "all combinations" if shared.is_exact else "combinations drawn for each run"
    table = columns(
        f"What each change adds ({how})", *(f"{each}>" for each in shared.changes), "together>"
    )
    for name in dict.fromkeys(names):
        total = shared.totals[name]
        if not math.isnan(total.mean):
            cells = [change(share) for share in shared.shares[name]]
            table.add_row(METRICS[name].title, *cells, change(total))
    return table


def _sign(each: Difference) -> str:
    return f"{'higher' if each.paired.mean > 0.0 else 'lower'} in {_percent(each.same_sign)}"


def _unit(each: Difference) -> str:
    return "" if each.metric.unit == "1" else f" {each.metric.unit}"


def _in_brackets(unit: str) -> str:
    return "" if unit == "1" else f" [{unit}]"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _number(value: float, places: int) -> str:
    return NOTHING if math.isnan(value) else f"{value:,.{places}f}".replace("-", "−")


def _signed(value: float, places: int) -> str:
    return NOTHING if math.isnan(value) else f"{value:+,.{places}f}".replace("-", "−")
