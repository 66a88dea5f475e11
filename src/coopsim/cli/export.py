"""`coopsim export`: a run or a sweep as one file that any browser opens, with no network."""

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
    """Write a run or a sweep as one page that a browser opens without a network.

    What the tables of results do not hold, such as trust, comes from running it again; the result
    must be the same. The page of a sweep tells of its runs; only `view` can open them.
    """
    from coopsim.app.files import check_target, write_page
    from coopsim.cli.finished import run_page, sweep_page, swept_in

    talk = Talk(quiet=quiet, verbose=verbose)
    # Before anything else, so that nobody waits for a page that can't be kept.
    check_target(output)
    swept = swept_in(folder, replicate, against)
    if swept is None:
        text = run_page([folder, *filter(None, [against])], replicate, talk)
    else:
        text = sweep_page(swept, talk, opens=False)
    size = write_page(output, text)
    talk.show(str(output) if quiet else f"{output}: {size / 1e6:.1f} MB; open it in any browser")
