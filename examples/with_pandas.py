"""For those who know pandas: run a scenario, and get tables.

    python examples/with_pandas.py

What would the same states do without institutions, on the same luck?
"""

# ruff: noqa: T201 (an example shows what it found)
from __future__ import annotations

import pandas as pd

import coopsim

SEED, REPLICATES = 1, 10


def response(record: coopsim.Record) -> pd.Series:
    """Return, for each replicate, the share of what was missing that partners supplied."""
    sums = record.metrics.groupby("replicate")[["help_arrived_busd", "open_need_busd"]].sum()
    return sums["help_arrived_busd"] / sums["open_need_busd"]


def main() -> None:
    """Run, compare, and look into the tables."""
    scenario = coopsim.load("baseline")
    record = coopsim.run(scenario, seed=SEED, replicates=REPLICATES)
    without = coopsim.run(scenario.without("institutions"), seed=SEED, replicates=REPLICATES)

    # Equal seeds give equal luck: compare replicate by replicate.
    difference = response(record) - response(without)
    print("Help that arrived, as a share of what was missing:")
    print(f"  with institutions {response(record).mean():.1%}")
    print(f"  without           {response(without).mean():.1%}")
    print(f"  more in {(difference > 0).sum()} of {REPLICATES} paired runs")

    sent = record.events.query("kind == 'help_sent'")
    print("Who helps whom most often (helper, helped):")
    print(sent.groupby(["actor", "partner"]).size().nlargest(5).to_string())

    refused = record.decisions.query("decision == 'contribute' and answer == 'no'")
    print("What speaks for and against help that was refused (mean terms):")
    terms = ["stake", "affinity", "private_benefit", "obligation", "future", "grievance", "cost"]
    print(refused[terms].mean().round(3).to_string())

    # A step at a time, to stop when something has happened.
    for snapshot in coopsim.play(scenario, seed=SEED):
        if snapshot.metrics["formed"] > 0:
            print(f"The first new partnership forms in step {snapshot.step}.")
            break


if __name__ == "__main__":
    main()
