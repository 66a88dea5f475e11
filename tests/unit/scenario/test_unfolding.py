from __future__ import annotations

from coopsim.scenario.rendering import Origins
from coopsim.scenario.unfolding import node_of


def test_values_become_nodes_with_their_origins() -> None:
    origins: Origins = {("states", 0, "id"): "file.yaml:3"}
    node = node_of({"states": [{"id": "EST", "gdp_busd": 4.0}]}, "somewhere", origins)
    assert node.plain() == {"states": [{"id": "EST", "gdp_busd": 4.0}]}
    assert isinstance(node.value, dict)
    states = node.value["states"].value
    assert isinstance(states, list)
    state = states[0].value
    assert isinstance(state, dict)
    assert (state["id"].origin, state["gdp_busd"].origin) == ("file.yaml:3", "default")
    assert str(state["id"].place) == "somewhere:1:1"
