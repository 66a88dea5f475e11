"""`coopsim validate`: tell every fault of scenario and experiment files at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
            help="Scenario or experiment files, or names of shipped ones.",
            autocompletion=scenario_files,
            show_default=False,
        ),
    ],
    _allow_code: AllowCode = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Tell every fault of scenario and experiment files at once, those of variants included."""
    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    verdicts = [_judged(file) for file in files]
    if as_json:
        talk.hand_over([verdict.as_json() for verdict in verdicts])
    elif not quiet:
        for verdict in verdicts:
            if not verdict.faults:
                talk.show(f"{verdict.file}: ok: {_described(verdict.counts)}")
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
        name: its name, if there are no faults.
        counts: how many of what it has, if there are no faults.
    """

    file: str
    faults: tuple[Fault, ...]
    name: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the verdict for machines."""
        told: dict[str, Any] = {"file": self.file, "ok": not self.faults}
        if not self.faults:
            told |= {"name": self.name, **self.counts}
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


def _judged(file: str) -> _Verdict:
    from coopsim.experiment import check_experiment, is_experiment, read_experiment
    from coopsim.scenario import check, load

    if is_experiment(file):
        faults = check_experiment(file)
        if faults:
            return _Verdict(file, faults)
        study = read_experiment(file)
        counts = {
            "points": study.design.n_points,
            "arms": len(study.grounds),
            "replicates": study.experiment.replicates,
        }
        return _Verdict(file, (), study.experiment.name, counts)
    faults = check(file)
    if faults:
        return _Verdict(file, faults)
    return _of_scenario(file, load(file))


def _of_scenario(file: str, scenario: Scenario) -> _Verdict:
    counts = {
        "states": len(scenario.states),
        "institutions": len(scenario.institutions),
        "threats": len(scenario.threats),
        "steps": scenario.steps,
    }
    return _Verdict(file, (), scenario.name, counts)


def _described(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{n:,} {name.removesuffix('s') if n == 1 else name}" for name, n in counts.items()
    )
