"""Interventions: changes of the world in mid-run, at a step or when a metric says so."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from coopsim.scenario.described import Many, Part


class Condition(Part):
    """Wait for a metric: its value in a step lies below, or above, a bound.

    Steps in which there is nothing to measure neither count nor break the row.
    """

    metric: str = Field(description="Name of the metric, such as collective_response.")
    below: float | None = Field(None, description="Holds in a step in which the metric is lower.")
    above: float | None = Field(None, description="Holds in a step in which the metric is higher.")
    # `for` is a word of Python's own.
    for_: int = Field(1, ge=1, alias="for", description="For how many steps in a row it must hold.")

    def holds(self, value: float) -> bool:
        """Tell whether a value that was measured is beyond the bound."""
        return (self.below is not None and value < self.below) or (
            self.above is not None and value > self.above
        )


class Intervention(Part):
    """Change the world once, before a step is made."""

    name: str = Field("", description="Its name in the table of events; its number if empty.")
    at: int | None = Field(
        None, ge=0, description="Step before which it comes, or from which on it waits for `when`."
    )
    when: Condition | None = Field(
        None, description="What it waits for; it comes before the step after that."
    )
    set: dict[str, Any] = Field(
        {}, description="Values by path, such as states[FRA].defence_share: 0.02, as with --set."
    )
    without: Many[str] = Field((), description="Mechanisms that it switches off.")
