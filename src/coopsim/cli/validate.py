"""`coopsim validate`: tell every fault of scenario files at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopsim.cli.completion import scenario_files
from coopsim.cli.options import AllowCode, Json, Quiet, Verbose
from coopsim.cli.talk import Talk
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from coopsim.scenario import Scenario


def validate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Scenario files, or names of shipped scenarios.",
            autocompletion=scenario_files,
            show_default=False,
        ),
    ],
    allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Tell every fault of scenario files at once, those of their variants included."""
    from coopsim.scenario import check, load

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    verdicts = []
    for file in files:
        faults = check(file, allow_code=allow_code)
        scenario = None if faults else load(file, allow_code=allow_code)
        verdicts.append(_Verdict(file, faults, scenario))
    if as_json:
        talk.hand_over([verdict.as_json() for verdict in verdicts])
    elif not quiet:
        for verdict in verdicts:
            if verdict.scenario is not None:
                talk.show(f"{verdict.file}: ok: {_described(verdict.scenario)}")
    faults = tuple(fault for verdict in verdicts for fault in verdict.faults)
    if not faults:
        return
    # Machines have the faults on stdout already.
    if as_json:
        raise typer.Exit(InputError.exit_code)
    raise InputError(faults)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Hold what is said about one file.

    Attributes:
        file: the file as the user typed it.
        faults: every fault.
        scenario: the scenario, if there are no faults.
    """

    file: str
    faults: tuple[Fault, ...]
    scenario: Scenario | None

    def as_json(self) -> dict[str, Any]:
        """Return the verdict for machines."""
        told: dict[str, Any] = {"file": self.file, "ok": not self.faults}
        if self.scenario is not None:
            told |= {
                "name": self.scenario.name,
                "states": len(self.scenario.states),
                "threats": len(self.scenario.threats),
                "steps": self.scenario.steps,
            }
        return {**told, "faults": [_plain(fault) for fault in self.faults]}


def _plain(fault: Fault) -> dict[str, Any]:
    place = fault.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "path": fault.path,
        "message": fault.message,
        "hint": fault.hint,
    }


def _described(scenario: Scenario) -> str:
    parts = {
        "state": len(scenario.states),
        "institution": len(scenario.institutions),
        "threat": len(scenario.threats),
        "step": scenario.steps,
    }
    return ", ".join(f"{n:,} {name}{'' if n == 1 else 's'}" for name, n in parts.items())
