"""For those who know Mesa: change the world while it runs, on the same luck.

    python examples/with_mesa.py

After two years the five largest economies double their military spending. How much damage is left
then, who gives more help, and whom is Germany trusted by?
"""

# ruff: noqa: T201 (an example shows what it found)
from __future__ import annotations

import operator

import mesa
import pandas as pd

import coopsim

CHANGE_AT = 24


class WatchedModel(coopsim.CooperationModel):
    """A model with a data collector, as SolaraViz and other tools of Mesa want it."""

    def __init__(self, source: coopsim.Scenario | str, rng: int = 1) -> None:
        super().__init__(source, rng=rng)
        self.datacollector = mesa.DataCollector(
            # Every metric is an attribute of the model; `coopsim list metrics` shows them.
            model_reporters={"damage_busd": "damage_busd", "trust": "trust"},
            # Not a plain name: with this, the model can be pickled.
            agent_reporters={"contribution": operator.attrgetter("contribution")},
        )

    def step(self) -> None:
        """Advance the world, then collect."""
        super().step()
        self.datacollector.collect(self)


def damage(model: WatchedModel) -> pd.Series:
    """Return the damage of each step [billion USD]."""
    collected: pd.DataFrame = model.datacollector.get_model_vars_dataframe()
    return collected["damage_busd"]


def contributions(model: WatchedModel) -> pd.Series:
    """Return the help that each state paid for over the whole run [billion USD]."""
    collected: pd.DataFrame = model.datacollector.get_agent_vars_dataframe()
    by_state = collected["contribution"].groupby("AgentID").sum()
    ids = {agent.unique_id: agent.id for agent in model.agents}
    return by_state.rename(index=ids)


def main() -> None:
    """Run both worlds and compare them."""
    scenario = coopsim.load("baseline")
    unchanged, changed = WatchedModel(scenario), WatchedModel(scenario)
    unchanged.run_model()
    while changed.running:
        changed.step()
        if changed.steps_done == CHANGE_AT:
            largest = changed.agents.sort("gdp_busd", ascending=False).select(at_most=5)
            largest.do(lambda state: setattr(state, "defence_share", 2 * state.defence_share))
    print("They double their spending:", *largest.get("id"))

    # Equal seeds give equal luck, so that the worlds are the same until the change.
    before = damage(unchanged)[:CHANGE_AT].equals(damage(changed)[:CHANGE_AT])
    print(f"The same until then: {before}")
    for name, model in (("unchanged", unchanged), ("changed", changed)):
        later = damage(model)[CHANGE_AT:].sum()
        print(f"Damage afterwards, {name}: {later:.1f} billion USD")

    more = contributions(changed) - contributions(unchanged)
    print("Who gives most in addition [billion USD]:")
    print(more.nlargest(5).round(2).to_string())

    print("Mean trust in Germany at the end, by region:")
    others = changed.agents.select(lambda state: state.id != "DEU")
    by_region = others.groupby("region").map(
        lambda group: sum(state.trust_in("DEU") for state in group) / len(group)
    )
    print(pd.Series(by_region).sort_index().round(2).to_string())


if __name__ == "__main__":
    main()
