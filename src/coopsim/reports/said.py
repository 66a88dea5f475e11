"""What a report says beside its answer: the design, how sure all is, and how it was made."""

from __future__ import annotations

import shlex
from typing import Any

import numpy as np

from coopsim.analysis.swept import Swept
from coopsim.experiment.factors import Dial
from coopsim.experiment.schema import Arm
from coopsim.figures.factors import bare_label, ends_label, factor_name, sorted_values, value_label
from coopsim.reports.judged import Judged

_MOST_LISTED = 12
_MOST_FACTORS = 8
_NAMED = 3


def design_of(swept: Swept) -> list[tuple[str, str]]:
    """Say what was varied, and how often it was run."""
    experiment = swept.plan.study.experiment
    design = experiment.design
    told = [("Scenario", experiment.scenario)]
    if experiment.arms:
        name = "Worlds side by side" if len(swept.plan.arms) > 1 else "World"
        told.append((name, "; ".join(_arm(*each) for each in experiment.arms.items())))
    for kind, is_lever in (("Levers", True), ("Uncertainties", False)):
        named = [dial for dial in swept.plan.study.dials if dial.is_lever is is_lever]
        texts = [f"{factor_name(dial)}: {_values(swept, dial)}" for dial in named[:_MOST_FACTORS]]
        if len(named) > _MOST_FACTORS:
            texts.append(f"and {len(named) - _MOST_FACTORS} more")
        if texts:
            told.append((kind, "; ".join(texts)))
    kind = design.kind.replace("_", " ")
    told.append(("Design", f"{kind}, {swept.plan.study.design.n_points:,} points"))
    luck = "the same luck at all points" if experiment.luck == "common" else "luck of its own a run"
    told.append(("Replicates", f"{swept.replicates:,} of each point, {luck}"))
    if experiment.about:
        told.append(("Why so", experiment.about))
    return told


def doubts_of(swept: Swept, outcome: Judged) -> list[str]:
    """Say how sure the first outcome is, and which runs are missing."""
    doubts = ["Results follow from the model's assumptions; they are no forecasts of real states."]
    low, high = (swept.cells(outcome.name, end) for end in ("low", "high"))
    widths = 0.5 * (high - low)
    if np.any(np.isfinite(widths)):
        widest = outcome.step(float(np.nanmax(widths)))
        unit = f" {outcome.step_unit}" if outcome.step_unit else ""
        doubts.append(
            f"Chance: the mean of {outcome.inside} is known to ±{widest}{unit} at every point or "
            f"better (95 % interval over {swept.replicates} replicates)."
        )
    else:
        doubts.append(
            "Chance: one replicate a point, all on the same luck; how much other luck would change "
            "is not known. More replicates would tell."
        )
    failed = [str(each) for each in swept.failures.texts("run")]
    if failed:
        more = f" and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
        why = str(swept.failures.texts("error")[0])
        named = ", ".join(failed[:_NAMED])
        doubts.append(f"{len(failed)} runs failed: {named}{more}. The first because: {why}.")
    else:
        doubts.append("No run failed.")
    return doubts


def manifest_of(swept: Swept) -> list[tuple[str, str]]:
    """Say how the results were made, from their manifest."""
    what, run = swept.manifest["what"], swept.manifest["run"]
    return [
        ("Folder", swept.place.resolve().name),
        ("Experiment", f"{what['experiment']}, {what['sha256']}"),
        ("Runs", f"{what['runs']:,}, seed {what['seed']}"),
        *occasion_of(swept.manifest["coopsim"], run),
    ]


def occasion_of(version: str, run: dict[str, Any]) -> list[tuple[str, str]]:
    """Say by what, when and how long something was run."""
    versions = ", ".join(f"{name} {each}" for name, each in run["versions"].items())
    return [
        ("Command", shlex.join(run["command"]) or "from Python"),
        ("Begun", run["started"]),
        ("Took", f"{run['seconds']:,.0f} s on {run['cores']} cores, {run['system']}"),
        ("Versions", f"coopsim {version}, {versions}"),
    ]


def _arm(name: str, arm: Arm) -> str:
    """Say how a world differs from the scenario."""
    parts = [
        *([f"scenario {arm.scenario}"] if arm.scenario else []),
        *([f"variant {arm.variant}"] if arm.variant else []),
        *(f"{path} {bare_label(value)}" for path, value in arm.set.items()),
        *(f"without {each}" for each in arm.without),
    ]
    return f"{name} ({', '.join(parts)})" if parts else name


def _values(swept: Swept, dial: Dial) -> str:
    values = sorted_values(swept.values(dial.name))
    if len(values) <= _MOST_LISTED:
        return ", ".join(value_label(dial, value) for value in values)
    factor = dial.factor
    # What was declared, which a sample never reaches; of a distribution without ends, the sample.
    ends = [values[0] if factor.low is None else factor.low]
    ends.append(values[-1] if factor.high is None else factor.high)
    return f"{factor.distribution or 'values'}, {ends_label(dial, *ends)}"
