"""`coopsim verify`: check that results are whole and untouched."""

from __future__ import annotations

import typer

from coopsim.cli.options import Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk
from coopsim.errors import CoopsimError


def verify(
    folder: Folder, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """Check that results are whole and untouched. The exit code is 1 if they are not."""
    from coopsim.runs.sweeps.verifying import is_sweep, verify_sweep
    from coopsim.runs.verifying import verify as look_through

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    verdict = verify_sweep(folder) if is_sweep(folder) else look_through(folder)
    if as_json:
        talk.hand_over(
            {
                "folder": str(folder),
                "whole": verdict.is_whole,
                "files": verdict.n_checked,
                "findings": [
                    {"problem": each.problem, "file": each.file, "message": each.message}
                    for each in verdict.findings
                ],
            }
        )
    elif verdict.is_whole and not quiet:
        talk.show(f"{folder}: whole and untouched ({verdict.n_checked} files)")
    elif not verdict.is_whole:
        talk.show(f"{folder}: not as it was written")
        for finding in verdict.findings:
            talk.show(f"  {finding}")
    if not verdict.is_whole:
        raise typer.Exit(CoopsimError.exit_code)
