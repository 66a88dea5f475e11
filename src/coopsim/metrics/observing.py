"""Phase 10: observe the world after a step."""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.metrics.burden import measure_burden
from coopsim.metrics.capability import measure_capability
from coopsim.metrics.cooperation import measure_cooperation
from coopsim.metrics.institutions import measure_institutions
from coopsim.metrics.network import measure_network
from coopsim.metrics.politics import measure_politics
from coopsim.metrics.provision import measure_provision
from coopsim.metrics.relations import measure_relations
from coopsim.metrics.resilience import measure_resilience
from coopsim.metrics.threats import measure_threats
from coopsim.world.world import Numbers, World


@kernel
def observe(world: World, row: Numbers) -> None:
    """Measure every metric of the registry into a row of numbers."""
    measure_resilience(world, row)
    measure_cooperation(world, row)
    measure_burden(world, row)
    measure_relations(world, row)
    measure_network(world, row)
    measure_institutions(world, row)
    measure_threats(world, row)
    measure_politics(world, row)
    measure_capability(world, row)
    measure_provision(world, row)
