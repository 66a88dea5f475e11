"""All there is to say about one decision."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coopsim.analysis.finding import Decision
from coopsim.analysis.flipping import Flip, override, smallest_flip
from coopsim.analysis.luck import chance_to_beat
from coopsim.analysis.outcomes import remarks
from coopsim.analysis.replaying import Case, History, watch
from coopsim.analysis.tracing import Link, trace, undercurrent
from coopsim.analysis.wording import reason, told
from coopsim.runs.raw import RawRun
from coopsim.world import ledger as book


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explain one decision.

    Attributes:
        decision: what was decided, with its terms.
        sentence: the same in words.
        chance: how often other luck would carry the score past the threshold, [0, 1], or NaN.
        flip: the smallest change of one term that turns it; None if nothing was weighed.
        instead: what is decided in the run made again with that change, in words, or "".
        links: what led to it.
        drift: how far trust moved besides; NaN if it is not about another state.
        remarks: what else there is to say.
    """

    decision: Decision
    sentence: str
    chance: float
    flip: Flip | None
    instead: str
    links: tuple[Link, ...]
    drift: float
    remarks: tuple[str, ...]


def explain(case: Case, run: RawRun, decision: Decision) -> Explanation:
    """Explain a decision of a run that was made again with everything recorded."""
    history = _history(case, decision)
    flip = smallest_flip(decision)
    instead = ""
    if flip is not None:
        instead = told(override(case, decision, flip.term, flip.change))
    links = trace(case, run, history, decision)
    return Explanation(
        decision=decision,
        sentence=_sentence(decision),
        chance=chance_to_beat(decision, case.scenario.parameter_values()),
        flip=flip,
        instead=instead,
        links=links,
        drift=undercurrent(history, decision, links) if history.dyads else math.nan,
        remarks=remarks(case, run, history, decision),
    )


def _history(case: Case, decision: Decision) -> History:
    step, _, i, j, _, _ = decision.address
    return watch(case, step, [(i, j)] if book.NOBODY not in (i, j) else [])


def _sentence(decision: Decision) -> str:
    start, because = f"In step {decision.step} {told(decision)}", reason(decision)
    return f"{start}: {because}." if because else f"{start}."
