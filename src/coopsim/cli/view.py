"""`coopsim view`: a run in the browser, live or finished."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopsim.cli.completion import scenario_files
from coopsim.cli.options import (
    Against,
    AllowCode,
    Quiet,
    Replicate,
    Settings,
    Variant,
    Verbose,
    Without,
)
from coopsim.cli.talk import Talk
from coopsim.cli.watch import COMPILING
from coopsim.errors import Fault, InputError

if TYPE_CHECKING:
    from socket import socket

    from coopsim.app.reruns import Reruns
    from coopsim.app.stage import Stage


Shown = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO|DIR",
        help="A scenario to run live, or a folder of results of a run or a sweep.",
        autocompletion=scenario_files,
        show_default=False,
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        min=0, max=65535, help="Where to listen; 0 finds a place. [default: 8765, or a free one]"
    ),
]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Open no browser.")]
Seed = Annotated[
    int | None, typer.Option(min=0, help="Which luck of a live run. [default: the scenario's]")
]


def view(
    source: Shown,
    port: Port = None,
    no_open: NoOpen = False,
    seed: Seed = None,
    replicate: Replicate = 0,
    against: Against = None,
    variant: Variant = None,
    settings: Settings = None,
    without: Without = None,
    _allow_code: AllowCode = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show a run in the browser: live, or from a folder of results; or a sweep with all its runs.

    Only this computer can see it. Ctrl-C ends it.
    """
    from coopsim.app.reruns import Reruns
    from coopsim.app.server import listening, live_page
    from coopsim.cli.finished import run_page, sweep_page, swept_in

    talk = Talk(quiet=quiet, verbose=verbose)
    is_finished = Path(source).is_dir()
    _refuse_what_has_no_effect(
        is_finished,
        live={"--seed": seed, "--variant": variant, "--set": settings, "--without": without},
        finished={"--replicate": replicate, "--against": against},
    )
    with listening(port) as listener:
        if not is_finished:
            stage = _live(source, seed, (variant, settings, without))
            if stage.runs[0].is_compiling:
                talk.say(COMPILING)
            _serve(listener, talk, no_open, live_page(stage), stage=stage)
        elif (swept := swept_in(Path(source), replicate, against)) is not None:
            _serve(listener, talk, no_open, sweep_page(swept, talk), reruns=Reruns(swept))
        else:
            folders = [Path(source), *filter(None, [against])]
            _serve(listener, talk, no_open, run_page(folders, replicate, talk))


def _serve(
    listener: socket, talk: Talk, no_open: bool, text: str, *,
    stage: Stage | None = None, reruns: Reruns | None = None,
) -> None:  # fmt: skip
    import webbrowser

    from coopsim.app.server import application, serve

    port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"

    def ready() -> None:
        talk.show(url)
        talk.say("Ctrl-C ends it.")
        if not no_open:
            webbrowser.open(url)

    try:
        serve(application(text, port, stage, reruns), listener, ready)
    except KeyboardInterrupt:
        # The way to end it, and no failure.
        talk.say("")
    finally:
        if stage is not None:
            stage.close()


def _refuse_what_has_no_effect(
    is_finished: bool, *, live: dict[str, object], finished: dict[str, object]
) -> None:
    """Refuse flags that would be passed over in silence.

    Raises:
        InputError: A folder is given with flags of live runs, or the other way round.
    """
    given = live if is_finished else finished
    what = "a live run" if is_finished else "a folder of results"
    faults = [
        Fault(None, flag, f"is for {what} only", "leave it out")
        for flag, value in given.items()
        # 0 is the replicate that is shown unless another is asked for, but a seed like others.
        if value is not None and (flag, value) != ("--replicate", 0)
    ]
    if faults:
        raise InputError(faults)


def _live(
    source: str,
    seed: int | None,
    changes: tuple[str | None, list[str] | None, list[str] | None],
) -> Stage:
    from coopsim.app.stage import Stage
    from coopsim.scenario import load, read_settings

    variant, settings, without = changes
    scenario = load(
        source, variant=variant, set=read_settings(settings or ()), without=without or ()
    )
    return Stage(scenario, scenario.seed if seed is None else seed)
