"""Turn a run into a film: a head that says what is what, and reels that hold its steps.

Exported files, finished runs and live runs all show films; a live run sends a reel a step. Trust
and depth, which no table of results keeps, are taken from the world while it passes by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from coopsim.app.packing import codes
from coopsim.metrics.registry import METRICS
from coopsim.runs.happenings import decision_tables, events_table
from coopsim.runs.one import Snapshot
from coopsim.runs.raw import RawRun
from coopsim.runs.tables import Column, Table, Words
from coopsim.scenario.founding import Names
from coopsim.world.blocks import dyad, state
from coopsim.world.blocks import institution as inst
from coopsim.world.blocks import partnership as ps
from coopsim.world.fields import fields_of
from coopsim.world.world import FROM, TO, World

# Shares from 0 to 1 travel as whole numbers up to this one.
FULL: Final = 255
# Trust of all pairs in all steps is kept only as often as it fits into so many numbers.
MOST_TRUST: Final = 2_500_000
Packed = dict[str, Any]
Bytes = npt.NDArray[np.uint8]


class Frame(NamedTuple):
    """Hold one step, with what would be gone after the next.

    Attributes:
        step: its number, from 0.
        raw: the step as a run of its own.
        ties: ``[n, 4]`` kind, two states, depth as whole numbers; sorted by kind and pair.
        trust: ``[edge]`` trust of one state in another.
        seats: ``[institution, state]`` 1 for members.
    """

    step: int
    raw: RawRun
    ties: npt.NDArray[np.int64]
    trust: Bytes
    seats: Bytes


def frame_of(snapshot: Snapshot) -> Frame:
    """Take down a step before the next one changes its world."""
    world = snapshot.world
    return Frame(
        snapshot.step,
        snapshot.raw,
        _ties(world),
        _bytes(world.dyads[dyad.TRUST]),
        (world.seats[inst.MEMBER] > 0.0).astype(np.uint8),
    )


def reel_of(frames: Sequence[Frame], names: Names) -> Packed:
    """Pack successive steps.

    The reel that begins a film has every table and tells what its columns mean; later ones have
    only tables with rows, and only their values.

    Args:
        frames: at least one; each follows the one before.
        names: ids of rows.
    """
    runs = [frame.raw for frame in frames]
    metrics = np.concatenate([run.metrics for run in runs])
    states = np.concatenate([run.states for run in runs])
    every = max(1, math.ceil(len(frames) * len(frames[0].trust) / MOST_TRUST))
    first = frames[0].step
    tables = [events_table(runs, names), *decision_tables(runs, names).values()]
    return {
        "reel": first,
        "steps": len(frames),
        "metrics": metrics.astype(np.float32),
        "states": states.astype(np.float32),
        "ties": _tie_columns([frame.ties for frame in frames]),
        "trust": np.concatenate([frame.trust for frame in frames[::every]]),
        "trust_every": every,
        "seats": np.concatenate([frame.seats.ravel() for frame in frames]),
        "tables": {
            table.name: _columns(table, is_told=first == 0)
            for table in tables
            if first == 0 or table.n_rows
        },
    }


def metric_words() -> list[Packed]:
    """Describe the metrics in the order of their columns."""
    shown = ("name", "title", "unit", "low", "high", "formula", "source", "summary", "over")
    ordered = sorted(METRICS.values(), key=lambda each: each.index)
    return [{name: getattr(each, name) for name in shown} for each in ordered]


def field_words() -> list[Packed]:
    """Describe the fields of states in the order of their rows."""
    shown = ("name", "unit", "low", "high", "meaning", "given")
    return [{name: getattr(each, name) for name in shown} for each in fields_of(state.BLOCK)]


def edges_of(world: World) -> Packed:
    """Tell which pair of states each edge joins; they stay through a run."""
    most = world.states.shape[1]
    return {"from": codes(world.edges[FROM], most), "to": codes(world.edges[TO], most)}


def made_with() -> str:
    """Return the version of coopsim."""
    return version("coopsim")


def _ties(world: World) -> npt.NDArray[np.int64]:
    depths = world.partnerships[ps.DEPTH]
    # Both directions of a pair hold the same partnership.
    kind, edge = np.nonzero((depths > 0.0) & (world.edges[FROM] < world.edges[TO]))
    # A tie that has just begun would else round to none.
    depth = np.maximum(_bytes(depths[kind, edge]), 1)
    return np.stack((kind, world.edges[FROM, edge], world.edges[TO, edge], depth), axis=1)


def _tie_columns(ties: Sequence[npt.NDArray[np.int64]]) -> Packed:
    """Put the ties of all steps below each other, with the row at which each step ends."""
    rows = np.concatenate(ties)
    most = int(rows[:, :3].max(initial=0))
    return {
        "ends": np.cumsum([len(each) for each in ties]).astype(np.int32),
        "kind": rows[:, 0].astype(np.uint8),
        "one": codes(rows[:, 1], most),
        "other": codes(rows[:, 2], most),
        "depth": rows[:, 3].astype(np.uint8),
    }


def _columns(table: Table, *, is_told: bool) -> list[Packed]:
    """Pack a table; a film holds one run, so that its number is left out."""
    return [
        {"name": each.name, "values": _values(each), **(_meaning(each) if is_told else {})}
        for each in table.columns
        if each.name != "replicate"
    ]


def _meaning(column: Column) -> Packed:
    told: Packed = {"unit": column.unit, "meaning": column.meaning}
    if isinstance(column.values, Words):
        told["words"] = list(column.values.vocabulary)
    return told


def _values(column: Column) -> npt.NDArray[Any]:
    match column.values:
        case Words(rows, vocabulary):
            return codes(rows, len(vocabulary))
        case numbers if numbers.dtype.kind == "i":
            return numbers.astype(np.int32)
        case numbers:
            return numbers.astype(np.float32)


def _bytes(shares: npt.NDArray[np.float64]) -> Bytes:
    return np.rint(np.clip(shares, 0.0, 1.0) * FULL).astype(np.uint8)
