"""`coopsim export`: a run as one file that any browser opens, with no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coopsim.cli.options import Against, AllowCode, Folder, Quiet, Replicate, Verbose
from coopsim.cli.talk import Talk


def export(
    folder: Folder,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html", help="The file to write.")
    ],
    replicate: Replicate = 0,
    against: Against = None,
    _allow_code: AllowCode = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a run as one page that a browser opens without a network.

    What the tables of results do not hold, such as trust, comes from running it again; the result
    must be the same.
    """
    from coopsim.app.files import check_target, write_page
    from coopsim.app.page import page
    from coopsim.app.replay import films_of_folders
    from coopsim.cli.watch import watched

    talk = Talk(quiet=quiet, verbose=verbose)
    # Before anything else, so that nobody waits for a page that can't be kept.
    check_target(output)
    with watched(talk) as watch:
        films = films_of_folders([folder, *filter(None, [against])], replicate, watch.tell)
        watch.stage("Writing the page")
        size = write_page(output, page(films[0].title, [film.parts() for film in films]))
    talk.show(str(output) if quiet else f"{output}: {size / 1e6:.1f} MB; open it in any browser")
