"""Change the score of one decision, to see whether it is what the decision hangs on.

Nudges are set by whoever explains a run (``analysis.flipping``), never by a scenario. A run
without them does one comparison more a decision, and gives the same numbers.
"""

from __future__ import annotations

from coopsim.compilation import kernel
from coopsim.world import ledger as book
from coopsim.world.ledger import Ledger


@kernel
def nudged(
    ledger: Ledger,
    step: int,
    kind: int,
    actor: int,
    partner: int,
    subject: int,
    body: int,
    score: float,
) -> float:
    """Return the score of a decision with the nudges for it added.

    The address is that of a row of decisions; body is the institution or the attacker.
    """
    for n in range(ledger.nudges.shape[0]):
        if (
            ledger.nudges[n, book.STEP] == step
            and ledger.nudges[n, book.KIND] == kind
            and ledger.nudges[n, book.ACTOR] == actor
            and ledger.nudges[n, book.PARTNER] == partner
            and ledger.nudges[n, book.SUBJECT] == subject
            and ledger.nudges[n, book.NUDGED_BODY] == body
        ):
            score += ledger.nudges[n, book.NUDGE]
    return score
