"""Pages of what is finished: a run, two runs compared, or a sweep; for `view` and `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopsim.cli.talk import Talk
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from coopsim.analysis.swept import Swept


def swept_in(folder: Path, replicate: int, against: Path | None) -> Swept | None:
    """Return the sweep that a folder holds; None if it holds a run.

    Args:
        folder: the folder.
        replicate: which run was asked for; 0 if none.
        against: another folder to compare it with.

    Raises:
        InputError: A sweep is asked for with what is for runs only.
        ResultsError: The sweep is not finished, or damaged.
    """
    from coopsim.runs.sweeps.verifying import is_sweep

    if not is_sweep(folder):
        return None
    given = {"--replicate": replicate or None, "--against": against}
    faults = [
        Fault(None, flag, "is for folders of runs, and this is a sweep", "choose on its page")
        for flag, value in given.items()
        if value is not None
    ]
    if faults:
        raise InputError(faults)
    from coopsim.analysis.swept import read_swept

    return read_swept(folder)


def run_page(folders: list[Path], replicate: int, talk: Talk) -> str:
    """Return the page of a run, or of two compared with each other."""
    from coopsim.app.page import page
    from coopsim.app.replay import films_of_folders
    from coopsim.cli.watch import watched

    with watched(talk) as watch:
        films = films_of_folders(folders, replicate, watch.tell)
    return page(films[0].title, [film.parts() for film in films])


def sweep_page(swept: Swept, talk: Talk, *, opens: bool = True) -> str:
    """Return the page of a sweep.

    Args:
        swept: the sweep.
        talk: where to say how far it is.
        opens: whether a run can be made again from the page.
    """
    from coopsim.app.atlas import atlas_of
    from coopsim.app.packing import pack
    from coopsim.app.page import page
    from coopsim.cli.watch import Watch

    with Watch(talk, compiles=False) as watch:
        atlas = atlas_of(swept, opens=opens, tell=watch.task)
    return page(atlas["title"], atlas=pack(atlas))
