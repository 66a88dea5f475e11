"""A small world of three states, and rows of the ledger as the compiled step writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module

import numpy as np

from coopsim.metrics.registry import METRICS
from coopsim.runs.raw import Foundation, RawRun
from coopsim.runs.record import Facts, Record
from coopsim.runs.tabulating import tabulate
from coopsim.scenario.founding import Names
from coopsim.scenario.schema import Scenario
from coopsim.world import ledger as book
from coopsim.world.blocks import state
from coopsim.world.fields import height_of
from coopsim.world.world import Numbers

# Metrics are declared where they are computed.
import_module("coopsim.metrics.observing")

NAMES = Names(
    states=("DEU", "FRA", "POL"),
    threats=("climate", "cyber"),
    institutions=("EU", "PACT"),
    kinds=("dialogue", "treaty"),
    interventions=("0", "rearm"),
)
DEU, FRA, POL = range(3)
CLIMATE, CYBER = range(2)
EU, PACT = range(2)
DIALOGUE, TREATY = range(2)


def event(
    step: int, kind: int, who: Sequence[int], subject: int, size: float, cause: int
) -> list[float]:
    actor, partner = who
    return [step, kind, actor, partner, subject, size, cause]


def decision(
    step: int, kind: int, who: Sequence[int], subject: int, answer: int, numbers: Sequence[float]
) -> list[float]:
    padding = [0.0] * (book.DECISION_WIDTH - 6 - len(numbers))
    return [step, kind, *who, subject, answer, *numbers, *padding]


def rows(written: Sequence[Sequence[float]], width: int) -> Numbers:
    return np.array(written, dtype=np.float64).reshape(-1, width)


EVENTS = (
    event(0, book.STRIKE, (FRA, book.NOBODY), CYBER, 0.5, book.CHANCE),
    event(0, book.MANDATE, (FRA, PACT), CYBER, 2.0, book.VOTED),
    event(1, book.HELP_SENT, (DEU, FRA), CYBER, 1.5, book.OBLIGED),
    event(1, book.FORMED, (DEU, POL), TREATY, 0.2, book.CHOSEN),
    event(2, book.HELP_ARRIVED, (DEU, FRA), book.NOBODY, 1.0, book.TIME),
    event(2, book.ENDED, (POL, DEU), TREATY, 0.2, book.CHOSEN),
)
DECISIONS = (
    decision(
        1, book.CONTRIBUTE, (DEU, FRA), CYBER, book.YES,
        (0.75, -0.5, 0.25, 1.5, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0),
    ),
    # A helper that can do nothing weighs nothing.
    decision(
        1, book.CONTRIBUTE, (POL, FRA), CYBER, book.UNABLE,
        (math.nan,) * (4 + len(book.AID_TERMS)),
    ),
    decision(
        1, book.FORM, (DEU, POL), TREATY, book.YES,
        (0.5, 0.25, 0.75, 0.625, 1.0, -0.5, 0.0, 0.0, 0.0, 0.0),
    ),
)  # fmt: skip


def raw_run(
    replicate: int = 0,
    events: Sequence[Sequence[float]] = EVENTS,
    decisions: Sequence[Sequence[float]] = DECISIONS,
    ties: Sequence[Sequence[int]] = ((DIALOGUE, DEU, FRA),),
    n_steps: int = 3,
) -> RawRun:
    """Make a run whose measured numbers count upwards, the first metric of step 1 missing."""
    n_metrics, n_fields = len(METRICS), height_of(state.BLOCK)
    metrics = np.arange(n_steps * n_metrics, dtype=np.float64).reshape(n_steps, n_metrics)
    metrics[1, 0] = np.nan
    states = np.arange(n_steps * n_fields * 3, dtype=np.float64).reshape(n_steps, n_fields, 3)
    foundation = Foundation(
        np.array(ties, dtype=np.int64).reshape(-1, 3),
        np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]),
    )
    return RawRun(
        replicate,
        metrics + 100.0 * replicate,
        states + 100.0 * replicate,
        rows(events, book.EVENT_WIDTH),
        rows(decisions, book.DECISION_WIDTH),
        foundation,
    )


def record(replicates: int = 2, recorded: int = book.CHANGES) -> Record:
    """Make a record of hand-made runs; equal calls make equal records."""
    runs = [raw_run(replicate) for replicate in range(replicates)]
    level = ("nothing", "changes", "everything")[recorded]
    return Record(
        Facts("sample", "ab" * 32, 7, replicates, 3, level),
        "name: sample  # échantillon\n",
        tabulate(runs, NAMES, recorded),
        datetime(2025, 3, 1, 12, 30, tzinfo=UTC),
        1.25,
    )


def scenario(steps: int = 4) -> Scenario:
    """Make a scenario in which three states are struck often and help each other."""
    common = {"defence_share": 0.02, "personnel_k": 100.0, "reserve_busd": 5.0, "languages": ["en"]}
    places = {"DEU": (52.5, 13.4), "FRA": (48.9, 2.4), "POL": (52.2, 21.0)}
    return Scenario.model_validate(
        {
            "name": "sample",
            "steps": steps,
            "states": [
                {"id": name, "gdp_busd": 1000.0, "latitude": north, "longitude": east, **common}
                for name, (north, east) in places.items()
            ],
            "partnerships": [{"kind": "dialogue", "members": ["DEU", "FRA"]}],
            "institutions": [
                {
                    "id": "PACT", "members": list(places), "decision_rule": "majority",
                    "obligation": 0.5,
                }
            ],
            "threats": [
                {"id": "cyber", "kind": "cyberattack", "rate_per_year": 20.0, "severity": 0.9}
            ],
        }
    )  # fmt: skip
