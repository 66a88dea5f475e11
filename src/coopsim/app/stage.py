"""The runs that are being watched, and what the watchers ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from coopsim.app.live import LiveRun
from coopsim.errors import CoopsimError, Fault, InputError
from coopsim.scenario.schema import Scenario

# Two can be compared; a third would only take the processor from them.
MOST_RUNS: Final = 2
# The part of a scenario that the page offers to change.
MECHANISMS: Final = "mechanisms"


class Stage:
    """Hold a run and, after a branch, the one that is compared with it, on the same luck.

    Args:
        scenario: what to run.
        seed: seed of all draws.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario = scenario
        self.runs = [LiveRun(scenario, seed, label="as it is", hurry_to=1)]
        # Counts runs that were ever begun, so that a new branch is told from an old one.
        self.numbers = [0]
        self._listeners: list[Callable[[], None]] = []
        self.runs[0].listen(self._tell)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call somebody whenever anything is new; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def obey(self, wish: Mapping[str, Any]) -> str:
        """Do what a watcher asks for; return what to tell the watcher if it can't be done.

        Args:
            wish: ``do`` is run, pause, speed (with ``value``), change (with ``settings``) or
                branch (with ``step`` and ``settings``).
        """
        acts: dict[str, Callable[[], None]] = {
            "run": lambda: self._each(lambda run: run.go(True)),
            "pause": lambda: self._each(lambda run: run.go(False)),
            "speed": lambda: self._each(lambda run: run.hurry(float(wish["value"]))),
            "change": lambda: self.runs[-1].change(_settings(wish)),
            "branch": lambda: self._branch(int(wish["step"]), _settings(wish)),
        }
        try:
            act = acts[wish["do"]]
            act()
        except (KeyError, TypeError, ValueError, AttributeError):
            return "The server did not understand what was asked."
        except CoopsimError as error:
            return str(error)
        return ""

    def status(self) -> dict[str, Any]:
        """Say how each run goes."""
        told = [
            {"run": number, **run.status()}
            for number, run in zip(self.numbers, self.runs, strict=True)
        ]
        return {"status": told}

    def close(self) -> None:
        """End all runs."""
        self._each(lambda run: run.close())

    def _branch(self, step: int, settings: Mapping[str, float]) -> None:
        """Begin a second run that equals the first up to a step, and differs from there on."""
        first = self.runs[0]
        if not 0 <= step < first.scenario.steps:
            message = f"must be between 0 and {first.scenario.steps - 1} (got {step})"
            raise InputError((Fault(None, "step", message),))
        changes = [*first.before(step), (step, dict(settings))]
        other = LiveRun(
            self._scenario, first.seed, label=_label(step, settings), changes=changes,
            hurry_to=max(step, len(first.frames)),
        )  # fmt: skip
        for old in self.runs[1:]:
            old.close()
        self.runs[1:] = [other]
        self.numbers[1:] = [max(self.numbers) + 1]
        other.listen(self._tell)
        self._tell()

    def _each(self, act: Callable[[LiveRun], None]) -> None:
        for run in self.runs[:MOST_RUNS]:
            act(run)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _settings(wish: Mapping[str, Any]) -> dict[str, float]:
    return {f"{MECHANISMS}.{path}": float(value) for path, value in wish["settings"].items()}


def _label(step: int, settings: Mapping[str, float]) -> str:
    """Say in what a branch differs."""
    named = {_plain(path): value for path, value in settings.items()}
    what = ", ".join(f"{name} = {value:g}" for name, value in named.items())
    return f"from step {step}: {what}"


def _plain(path: str) -> str:
    return path.removeprefix(f"{MECHANISMS}.").removesuffix(".scale").replace("_", " ")
