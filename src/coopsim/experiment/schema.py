"""An experiment file: a scenario, what varies, how often it is run, and what is judged.

The words are those of XLRM: uncertainties (X) are not in anybody's hand, levers (L) are, the model
relates them (R), and outcomes are what is measured (M).
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from coopsim.scenario.described import Many, Part
from coopsim.scenario.schema import NAME_PATTERN

CORE: Final = "core"
MOST_POINTS: Final = 1_000_000
# Columns of results tables are named after factors and outcomes.
FACTOR_PATTERN: Final = r"^[A-Za-z][A-Za-z0-9_.*\[\]-]{0,79}$"
OUTCOME_PATTERN: Final = r"^[A-Za-z][A-Za-z0-9_]{0,39}$"

Distribution = Literal["uniform", "loguniform", "normal", "triangular", "integer"]
DesignKind = Literal[
    "grid", "zip", "latin_hypercube", "sobol", "morris", "one_at_a_time", "table"
]  # fmt: skip
FactorName = Annotated[str, Field(pattern=FACTOR_PATTERN)]
ArmName = Annotated[str, Field(pattern=NAME_PATTERN)]


class Arm(Part):
    """Describe one of several worlds that are run side by side on the same design."""

    scenario: str | None = Field(None, description="Its scenario; the experiment's if left out.")
    variant: str | None = Field(None, description="Variant of the scenario.")
    set: dict[str, Any] = Field({}, description="Values by path, as for --set.")
    without: Many[str] = Field((), description="Mechanisms that are switched off.")


class Factor(Part):
    """Describe one thing that varies: listed values, or a distribution."""

    path: str = Field(
        "",
        description="What varies, as for --set; [*] stands for every entry. The name if left out.",
    )
    times: bool = Field(
        False, description="The numbers multiply what the scenario says instead of replacing it."
    )
    # Any: what a path may hold is the scenario's to say, and it says so in its own words.
    values: Many[Any] = Field((), description="The values, each as likely as any other.")
    distribution: Distribution | None = Field(
        None, description="How the value is distributed, in the place of a list of values."
    )
    low: float | None = Field(None, description="Smallest value, in the unit of the path.")
    high: float | None = Field(None, description="Largest value, in the unit of the path.")
    mode: float | None = Field(None, description="Most likely value, of triangular.")
    mean: float | None = Field(None, description="Mean, of normal before it is cut at its ends.")
    sd: float | None = Field(
        None, gt=0, description="Standard deviation, of normal before it is cut at its ends."
    )


class DesignSetting(Part):
    """Say which points of the space of all factors are run."""

    kind: DesignKind = Field("grid", description="How points are chosen.")
    points: int | None = Field(
        None, ge=1, le=MOST_POINTS, description="How many points; of sobol, how many base points."
    )
    levels: int | None = Field(
        None, ge=2, le=1000, description="Values from the low to the high end of a distribution."
    )
    trajectories: int | None = Field(
        None, ge=2, le=100_000, description="Paths through the space, of morris."
    )
    # SALib hands it on to generators that take no more.
    seed: int = Field(0, ge=0, lt=2**32, description="Which sample, of designs drawn by chance.")
    file: str | None = Field(
        None, description="CSV or Parquet file beside this one, a column a factor, of table."
    )


class Outcome(Part):
    """Describe one number that each run comes to."""

    metric: str = Field(description="Name of a metric; coopsim list metrics shows what there is.")
    name: str | None = Field(
        None, pattern=OUTCOME_PATTERN, description="Its column; the metric's name if left out."
    )
    summed: Literal["sum", "mean", "last"] | None = Field(
        None, description="How the steps are summed up; as the metric's declaration says if not."
    )
    step: int | None = Field(None, ge=0, description="Take this step alone, counted from 0.")


class Stop(Part):
    """Say when to stop before all replicates are made; judged on whole replicates of all points."""

    runs: int | None = Field(None, ge=1, description="Make no more runs than so many.")
    outcome: str | None = Field(None, description="Outcome whose intervals are judged.")
    half_width: float | None = Field(
        None, gt=0, description="Stop when every 95 % interval is no wider on either side."
    )
    min_replicates: int = Field(10, ge=2, description="Make at least so many replicates.")


class Interest(Part):
    """Say which points are of interest: reports look for circumstances that lead there (PRIM)."""

    outcome: str = Field(description="Name of an outcome.")
    below: float | None = Field(None, description="Points are of interest where it is lower.")
    above: float | None = Field(None, description="Points are of interest where it is higher.")


# Most outcomes are summed up as their metric declares, and need no more than its name.
def _as_outcome(value: Any) -> Any:
    return {"metric": value} if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Experiment(Part):
    """Describe many runs of a scenario that together answer a question.

    Made by ``coopsim.experiment.read_experiment``, which also checks that all of it can be run.
    """

    name: str = Field(
        "experiment", pattern=NAME_PATTERN, description="Short name; the file's if left out."
    )
    title: str = Field("", description="Title for people.")
    question: str = Field("", description="The question that it is to answer.")
    about: str = Field("", description="Why it is designed as it is.")
    answer: str = Field(
        "",
        description=(
            "Sentence on the results: {outcome} is the mean over everything, {outcome_least} and "
            "{outcome_most} that of the points with the smallest and largest, {outcome@arm} that "
            "of an arm."
        ),
    )
    scenario: str = Field(description="A shipped scenario, or a file beside this one.")
    arms: dict[ArmName, Arm] = Field(
        {}, description="Worlds by name, each run on the whole design; the scenario alone if none."
    )
    design: DesignSetting = Field(DesignSetting(), description="Which points are run.")
    uncertainties: dict[FactorName, Factor] = Field(
        {}, description="What nobody in the world decides, by name."
    )
    levers: dict[FactorName, Factor] = Field({}, description="What somebody could decide, by name.")
    priors: Annotated[
        Many[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])
    ] = Field(
        (),
        description=(
            "Vary all parameters of these over their declared priors: core, which is what is on "
            "unless a scenario says otherwise, or names of mechanisms."
        ),
    )
    # A list, since order is that of the columns, and the first is the one shown on the way.
    outcomes: Many[
        Annotated[Outcome, BeforeValidator(_as_outcome, json_schema_input_type=str | Outcome)]
    ] = Field((), description="What is judged; every metric if left out.")
    interest: Interest | None = Field(
        None, description="Which points a report is to find the circumstances of."
    )
    goals: dict[str, Literal["more", "less"]] = Field(
        {},
        description=(
            "Outcomes of which more, or less, is better: reports look for the choices of levers "
            "and arms that no other beats in all of them (the Pareto front)."
        ),
    )
    replicates: int = Field(
        10, ge=1, le=1_000_000, description="How many runs of each point, each with its luck."
    )
    seed: int | None = Field(
        None, ge=0, lt=2**63, description="Which luck; the scenario's if left out."
    )
    steps: int | None = Field(
        None, ge=1, le=100_000, description="How many steps a run has; the scenario's if left out."
    )
    # Common luck is the default: it takes chance out of every comparison of points.
    luck: Literal["common", "own"] = Field(
        "common", description="Whether all points meet the same luck, replicate by replicate."
    )
    stop: Stop = Field(Stop(), description="When to stop early.")
    runs_per_file: int | None = Field(
        None, ge=1, le=100_000, description="Runs stored together; from the size of runs if not."
    )
