"""The command `coopsim`: what it consists of, and how it ends.

Exit codes: 0 done, 1 the run failed, 2 bad input, 3 a bug in coopsim, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

import typer

from coopsim.cli.branch import branch
from coopsim.cli.compare import compare
from coopsim.cli.directions import directions
from coopsim.cli.doctor import doctor
from coopsim.cli.explain import explain
from coopsim.cli.export import export
from coopsim.cli.landscape import landscape
from coopsim.cli.listing import list_things
from coopsim.cli.new import new
from coopsim.cli.recover import recover
from coopsim.cli.replay import replay
from coopsim.cli.report import report
from coopsim.cli.run import run
from coopsim.cli.schema import schema
from coopsim.cli.status import status
from coopsim.cli.sweep import sweep
from coopsim.cli.talk import plain_error
from coopsim.cli.validate import validate
from coopsim.cli.validate_model import validate_model
from coopsim.cli.verify import verify
from coopsim.cli.view import view
from coopsim.cli.why import why
from coopsim.errors import CoopsimError

PROGRAM: Final = "coopsim"
FAILED, BAD_INPUT, BUG, INTERRUPTED = 1, 2, 3, 130
# Typer has its own copy of Click from some version on; this is the right class in all of them.
_ClickError: Final[Any] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name=PROGRAM,
    help="Simulate how states co-operate against shared threats.",
    epilog="Begin with: coopsim run baseline",
    context_settings={"help_option_names": ["-h", "--help"]},
    # Bugs are told by `main`, without the values of variables, which may be large or private.
    pretty_exceptions_enable=False,
)
_PANELS: Final[dict[str, dict[str, Callable[..., None]]]] = {
    "Run": {"run": run, "branch": branch, "view": view, "export": export},
    "Understand": {"why": why, "compare": compare, "landscape": landscape},
    "Sweep": {
        "sweep": sweep,
        "status": status,
        "replay": replay,
        "report": report,
        "recover": recover,
    },
    "Write": {"new": new},
    "Look up": {"list": list_things, "explain": explain, "schema": schema},
    "Check": {
        "validate": validate,
        "verify": verify,
        "directions": directions,
        "validate-model": validate_model,
        "doctor": doctor,
    },
}


def _flowing(text: str) -> str:
    """Return paragraphs without the line breaks of the source, which a terminal has its own of."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


for panel, commands in _PANELS.items():
    for name, command in commands.items():
        app.command(name, help=_flowing(command.__doc__ or ""), rich_help_panel=panel)(command)


def _say_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"{PROGRAM} {version(PROGRAM)}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _no_command(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 -- the callback of the option has answered already
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    # Typer's own way to show help here ends with 2, as if something were wrong.
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for.

    Args:
        arguments: the words behind `coopsim`; those of the process if None.

    Returns:
        The exit code.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter then shows "?" instead of ending the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = typer.main.get_command(app).main(given, PROGRAM, standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 -- whatever it is, the user is told in plain words
        code = _told(error, given)
    if code == INTERRUPTED:
        plain_error("Interrupted. What was not finished is not kept.")
    return code if isinstance(code, int) else 0


def _told(error: Exception, given: Sequence[str]) -> int:
    """Tell the user what went wrong; return the exit code."""
    if isinstance(error, _ClickError):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else PROGRAM
        plain_error(f"{error.format_message()}\nSee: {command} --help")
        return BAD_INPUT
    if isinstance(error, CoopsimError):
        plain_error(str(error))
        return error.exit_code
    if isinstance(error, OSError):
        plain_error(f"The computer did not let coopsim do this: {error}")
        return FAILED
    if isinstance(error, MemoryError):
        plain_error("There is not enough memory for this. Fewer replicates or steps need less.")
        return FAILED
    _tell_bug(error, given)
    return BUG


def _tell_bug(error: Exception, given: Sequence[str]) -> None:
    # The words are looked at as typed: the bug may lie in how they are understood.
    wants_all = os.environ.get("COOPSIM_TRACEBACK", "") not in {"", "0"}
    if wants_all or {"-v", "--verbose"} & set(given):
        plain_error("".join(traceback.format_exception(error)).rstrip())
    else:
        plain_error(f"{type(error).__name__}: {error!s:.300}")
    plain_error(
        "This is a bug in coopsim, not in what you wrote. Please report it (CONTRIBUTING.md says\n"
        "where) with the scenario, what you typed, and what the same command says with -v."
    )
