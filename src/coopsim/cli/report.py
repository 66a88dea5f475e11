"""`coopsim report`: figures, tables and the answer of a sweep or a run as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopsim.cli.options import AllowCode, Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk

if TYPE_CHECKING:
    from coopsim.reports.parts import Report

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="The page. [default: DIR-report.html beside DIR]"
    ),
]
Png = Annotated[bool, typer.Option("--png", help="Write each figure as PNG, too.")]
Svg = Annotated[bool, typer.Option("--svg", help="Write each figure as SVG, too.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write the numbers of each figure as CSV, too.")]


def report(
    folder: Folder,
    output: Output = None,
    png: Png = False,
    svg: Svg = False,
    csv: Csv = False,
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write figures and the answer of a sweep or a run as one HTML page.

    The page needs no network. Each sentence and figure says which rows it was made from.
    """
    from coopsim.reports.writing import write_report

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    # Beside the folder: what was not written with the results would count as tampering.
    place = folder.resolve()
    file = output or folder.parent / f"{place.name}-report.html"
    made = _report(folder, talk)
    wished = {"png": png, "svg": svg, "csv": csv}
    files = write_report(made, file, tuple(kind for kind, is_on in wished.items() if is_on))
    if as_json:
        answer = [
            {"text": each.text, "file": each.source.file, "rows": each.source.spelled()}
            for each in made.answer
        ]
        talk.hand_over({"report": str(file), "files": [str(each) for each in files],
                        "question": made.question, "answer": answer})  # fmt: skip
        return
    if not quiet:
        for text in (made.question, " ".join(each.text for each in made.answer)):
            if text:
                talk.show(text)
        talk.show()
        for each in files[1:]:
            talk.show(f"Wrote {each}")
    talk.show(str(file) if quiet else f"The report is {file}")


def _report(folder: Path, talk: Talk) -> Report:
    from coopsim.runs.sweeps.verifying import is_sweep

    if is_sweep(folder):
        from coopsim.analysis.swept import read_swept
        from coopsim.cli.watch import Watch
        from coopsim.reports.of_sweep import report_of_sweep

        with Watch(talk, compiles=False) as watch:
            return report_of_sweep(read_swept(folder), watch.task)
    from coopsim.reports.of_run import report_of_run

    return report_of_run(folder)
