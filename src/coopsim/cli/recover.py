"""`coopsim recover`: whether planted parameters can be read off the results of a sweep."""

from __future__ import annotations

from coopsim.cli.options import Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk, columns


def recover(
    folder: Folder, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """Try to recover the factors of a finished sweep from its outcomes.

    Estimates come from regressions that have not seen the point. An error of 1 is that of a guess
    without data. Begin with: coopsim sweep recovery -o FOLDER.
    """
    from coopsim.analysis import recovery
    from coopsim.analysis.swept import read_swept

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    found = recovery.recover(read_swept(folder))
    if as_json:
        talk.hand_over([each._asdict() for each in found])
        return
    table = columns("factor", "correlation>", "error>", "coverage of 90 %>", "recovered")
    for each in found:
        table.add_row(
            each.name, f"{each.correlation:.2f}", f"{each.error:.2f}", f"{each.coverage:.0%}",
            "yes" if each.is_recovered else "no",
        )  # fmt: skip
    talk.show(table)
    count = sum(each.is_recovered for each in found)
    talk.say(
        f"{count} of {len(found)} factors are recovered with at most half the error of a guess."
    )
