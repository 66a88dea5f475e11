"""`coopsim status`: say how far a sweep is."""

from __future__ import annotations

from coopsim.cli.options import Folder, Json, Quiet, Verbose
from coopsim.cli.talk import Talk


def status(
    folder: Folder, as_json: Json = False, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """Say how far a sweep is, whether it is still under way or was stopped."""
    from coopsim.cli.march import spoken_interval
    from coopsim.cli.outcome import numbers
    from coopsim.runs.sweeps.standing import standing

    talk = Talk(quiet=quiet, verbose=verbose, as_json=as_json)
    found = standing(folder)
    tidings, outcome = found.tidings, found.plan.outcomes[0]
    if as_json:
        talk.hand_over(
            {
                "folder": str(folder),
                "experiment": found.plan.study.experiment.name,
                "runs": tidings.done,
                "of": tidings.total,
                "failures": tidings.failures,
                "finished": found.is_finished,
                "outcome": {"name": outcome, **numbers(tidings.first)},
            }
        )
        return
    # A stop rule may end a sweep before all runs are made, so a share alone does not tell.
    share = tidings.done / tidings.total
    ending = "finished" if found.is_finished else "not finished"
    talk.show(f"{found.plan.study.experiment.name}: {ending}")
    talk.show(f"{tidings.done:,} of {tidings.total:,} runs ({share:.0%})")
    if tidings.failures:
        talk.show(f"{tidings.failures:,} runs failed")
    talk.show(spoken_interval(outcome, tidings.first))
    if not found.is_finished:
        talk.say(f"To go on: coopsim sweep EXPERIMENT -o {folder}")
