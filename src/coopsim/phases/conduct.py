"""What states make of each other's record: kept and broken obligations.

After the help of a step is decided, a state that was put to the test has a new record:

    reliability += scale x memory x (kept / (kept + broken) - reliability)

kept counts obliged requests that it met, broken those that it refused, able and seen to be
able. Reputation as what makes states comply is Chayes and Chayes (1995); the form is ours.
"""

from __future__ import annotations

from coopsim.catalogue.mechanisms.conduct import COMPLIANCE_ON, RECORD_MEMORY
from coopsim.compilation import inlined_kernel, kernel
from coopsim.world.blocks import conduct
from coopsim.world.world import Numbers


@kernel
def open_records(states: Numbers) -> None:
    """Begin to count what each state keeps and breaks in this step."""
    for i in range(states.shape[1]):
        states[conduct.KEPT, i] = 0.0
        states[conduct.BROKEN, i] = 0.0


@inlined_kernel
def watched_part(dyads: Numbers, e: int, obliged: float) -> float:
    """Return the obliged requests on edge e that an institution watches: all or none."""
    return obliged if dyads[conduct.MONITORED, e] > 0.0 else 0.0


@kernel
def judge_records(states: Numbers, parameters: Numbers) -> None:
    """Let every record follow what was kept and broken in this step."""
    pace = min(1.0, parameters[COMPLIANCE_ON] * parameters[RECORD_MEMORY])
    if pace <= 0.0:
        return
    for i in range(states.shape[1]):
        tests = states[conduct.KEPT, i] + states[conduct.BROKEN, i]
        if tests > 0.0:
            before = states[conduct.RELIABILITY, i]
            share = states[conduct.KEPT, i] / tests
            states[conduct.RELIABILITY, i] = before + pace * (share - before)
