"""Keep what it takes to go on with a run from one of its steps.

A checkpoint holds what the run has changed since its world was founded: founding is part of the
model, and gives the rest again. It belongs to one version of the model, and no other goes on from
it, because the two parts of such a run would not belong together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from coopsim.compilation import sources_key
from coopsim.course import Beginning, Course
from coopsim.errors import ResultsError
from coopsim.randomness import DRAW_VERSION
from coopsim.runs.raw import Checkpoint, RawRun
from coopsim.runs.tables import Column, Table, Words, whole
from coopsim.scenario.founding import with_luck
from coopsim.world.fields import FIELDS
from coopsim.world.ledger import Ledger
from coopsim.world.world import Numbers, Rows, World

# Raise it when a checkpoint is read or written in another way.
CHECKPOINT_VERSION: Final = 1
NAME: Final = "checkpoints"
MADE: Final = "interventions made"
HELD: Final = "conditions held"
# Every step writes the first two before it reads them, luck follows from seed and replicate, and
# code is where founding puts it: no file may name a place in memory.
_NOT_KEPT: Final = ("scratch", "lists", "luck", "code")
_BLOCKS: Final = tuple(name for name in World._fields if name not in _NOT_KEPT)
_PARTS: Final = (*_BLOCKS, MADE, HELD)


def model_key(beginning: Beginning) -> str:
    """Return 20 hex digits that change with the model, its fields, its draws, and the founding."""
    # Blocks stand in the order in which they were imported, fields in the order of their rows.
    fields = [f"{block}.{name}" for block in sorted(FIELDS) for name in FIELDS[block]]
    told = [f"checkpoint {CHECKPOINT_VERSION}", f"draws {DRAW_VERSION}", sources_key(), *fields]
    digest = hashlib.blake2s("\n".join(told).encode(), digest_size=10)
    for name in _BLOCKS:
        digest.update(np.ascontiguousarray(getattr(beginning.world, name)).data)
    return digest.hexdigest()


def checkpoint_of(course: Course, beginning: Beginning) -> Checkpoint:
    """Take down what a run has changed since its world was founded."""
    parts: dict[str, tuple[Rows, Numbers]] = {}
    for name in _BLOCKS:
        old, new = (getattr(world, name).ravel() for world in (beginning.world, course.world))
        # By their bits: -0.0 is not 0.0 here.
        places = np.flatnonzero(old.view(np.int64) != new.view(np.int64))
        parts[name] = places, new[places].astype(np.float64)
    for name, numbers in ((MADE, course.made), (HELD, course.held)):
        parts[name] = np.arange(len(numbers)), np.array(numbers, dtype=np.float64)
    return Checkpoint(course.step, parts)


def checkpoints_table(runs: Sequence[RawRun], key: str) -> Table:
    """Put all checkpoints of all runs below each other.

    Args:
        runs: raw runs with their checkpoints.
        key: of the model that made them, see `model_key`.
    """
    entries = [
        (run.replicate, kept.step, _PARTS.index(name), places, values)
        for run in runs
        for kept in run.checkpoints
        for name, (places, values) in kept.parts.items()
    ]
    sizes = [len(entry[3]) for entry in entries]

    def repeated(at: int) -> Rows:
        return np.repeat(np.array([entry[at] for entry in entries], dtype=np.int64), sizes)

    nothing = np.zeros(0)
    places = np.concatenate([nothing, *(entry[3] for entry in entries)])
    values = np.concatenate([nothing, *(entry[4] for entry in entries)])
    model = Words(np.zeros(sum(sizes), dtype=np.int64), (key,))
    return Table(
        NAME,
        (
            Column("replicate", repeated(0), "", "Number of the run, from 0."),
            Column("step", repeated(1), "steps", "Step before which the world is as told here."),
            Column("model", model, "", "Which version of the model can go on from here."),
            Column("part", Words(repeated(2), _PARTS), "", "Part of the world."),
            Column("place", whole(places), "", "Place in that part, counted from 0."),
            Column("value", values, "by place", "Number there."),
        ),
    )


def kept_steps(table: Table, replicate: int) -> list[int]:
    """Return the steps from which a replicate can go on, rising."""
    mine = table.numbers("replicate") == replicate
    return [int(step) for step in np.unique(table.numbers("step")[mine])]


def resumed(
    table: Table, beginning: Beginning, luck: tuple[int, int], step: int, ledger: Ledger
) -> Course:
    """Go on from a checkpoint.

    Args:
        table: checkpoints of a folder.
        beginning: of its scenario, to which interventions may have been added at the end.
        luck: seed and replicate.
        step: one of the steps for which there is a checkpoint.
        ledger: where the run writes down what happens.

    Raises:
        ResultsError: The checkpoint was made by another version of the model, or is damaged.
    """
    mine = (table.numbers("replicate") == luck[1]) & (table.numbers("step") == step)
    _check_model(table, beginning)
    parts = table.column("part").values
    assert isinstance(parts, Words)  # Its own table, read or made.
    world = with_luck(beginning.world, *luck)
    memory: dict[str, list[int]] = {MADE: [], HELD: []}
    for name, places, values in _parts_of(table, parts, mine):
        if name in memory:
            memory[name] = [int(value) for value in values.tolist()]
            continue
        block = getattr(world, name).ravel() if name in _BLOCKS else np.zeros(0)
        if len(places) and not 0 <= places.min() <= places.max() < block.size:
            raise ResultsError(
                f"the checkpoint at step {step} is damaged: {name} has no such place"
            )
        block[places] = values
    return beginning.resume(world, ledger, step, memory[MADE], memory[HELD])


def _check_model(table: Table, beginning: Beginning) -> None:
    made_by = {text for text in table.texts("model") if text}
    if made_by - {model_key(beginning)}:
        raise ResultsError(
            "the checkpoints were made by another version of the model, which alone can go on "
            "from them; run the scenario again"
        )


def _parts_of(
    table: Table, parts: Words, mine: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> Iterator[tuple[str, Rows, Numbers]]:
    places, values = table.numbers("place"), table.numbers("value")
    for code, name in enumerate(parts.vocabulary):
        chosen = mine & (parts.codes == code)
        yield name, whole(places[chosen]), values[chosen].astype(np.float64)
