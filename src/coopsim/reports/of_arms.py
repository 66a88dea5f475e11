"""What worlds side by side show: how each differs from the first, on the same luck."""

from __future__ import annotations

from functools import partial

from coopsim.analysis.contrasts import of_arms
from coopsim.analysis.swept import Swept
from coopsim.figures.whiskers import Bar, bars
from coopsim.figures.words import is_share
from coopsim.reports.judged import Judged
from coopsim.reports.of_grid import source_of
from coopsim.reports.parts import Claim, Exhibit


def arms_exhibit(swept: Swept, outcome: Judged) -> Exhibit:
    """Draw how much each arm differs from the first."""
    found, first = of_arms(swept, swept.runs(outcome.name)), swept.plan.arms[0]
    shown = [Bar(str(each.after), *each.difference[:3]) for each in found]
    axis = f"Difference from {first}" + (f", {outcome.step_unit}" if outcome.step_unit else "")
    form = ",.2~g"
    if is_share(outcome.metric):
        shown = [Bar(bar.label, *(100.0 * each for each in bar[1:4])) for bar in shown]
    return Exhibit(
        f"arms-{outcome.name}", f"{outcome.title}: each world against {first}",
        f"paired by luck, {swept.replicates} replicates, 95 % intervals",
        partial(bars, shown, axis, form, ("difference", "")),
        source_of(swept, outcome.name), ["world", f"difference from {first}", "unit"],
        [[str(each.after), outcome.span(each.difference), outcome.step_unit] for each in found],
    )  # fmt: skip


def arms_claim(swept: Swept, outcome: Judged) -> Claim:
    """Say how each arm differs from the first."""
    found, first = of_arms(swept, swept.runs(outcome.name)), swept.plan.arms[0]
    parts = [f"with {each.after} it {outcome.moves(each.difference)}" for each in found]
    text = f"Measured against {first} by {outcome.inside}, on the same luck, {'; '.join(parts)}."
    return Claim(text, source_of(swept, outcome.name))
