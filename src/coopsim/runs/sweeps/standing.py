"""Say how far the sweep in a folder is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coopsim.runs.provenance import MANIFEST
from coopsim.runs.sweeps.course import Course, Tidings
from coopsim.runs.sweeps.folder import Folder
from coopsim.runs.sweeps.plan import Plan
from coopsim.runs.sweeps.reopening import reopen


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Say how far a sweep is.

    Attributes:
        plan: the sweep.
        tidings: what is stored.
        is_finished: whether it was summed up.
    """

    plan: Plan
    tidings: Tidings
    is_finished: bool


def standing(place: Path) -> Standing:
    """Look through the stored runs of a folder, in their order; nothing is changed.

    Raises:
        ResultsError: It holds no sweep, or a damaged one.
    """
    plan = reopen(place)
    folder, course = Folder(place, plan), Course(plan)
    for chunk in range(plan.n_chunks):
        stored = folder.read(chunk)
        # Files are stored in order: what lies behind a gap is the next sweep's to judge.
        if stored is None or course.is_enough:
            break
        course.take(chunk, stored, found=True)
    is_done = course.is_enough or course.done == plan.n_runs
    return Standing(plan, course.tidings(), is_done and (place / MANIFEST).is_file())
