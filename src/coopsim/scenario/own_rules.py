"""Decision rules of the user's own: `rule: mypackage.rules:prudent`.

The rule is a function of two arrays, the terms that it declares and its numbers; it returns its
score. What it declares are attributes of the function: `terms`, names from the terms of help, and
`parameters`, by name its default, its smallest and its largest value. Reading one runs the
user's code, so `load` does so only where code is allowed.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from coopsim.catalogue.rule_registry import MAX_NUMBERS
from coopsim.catalogue.rules import HELP_TERMS
from coopsim.errors import abbreviated, suggestion

_WHAT: Final = 'write it as "mypackage.rules:prudent", a function (terms, parameters)'
_N_ARGUMENTS: Final = 2
_N_LIMITS: Final = 3
_allowed: Final = ContextVar("allowed", default=False)


class RuleError(ValueError):
    """Say what is wrong with a rule of the user's own, and what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class OwnRule:
    """Describe a rule of the user's own.

    Attributes:
        name: module and function.
        function: the function.
        terms: the terms of help that it weighs, in its order.
        parameters: default, smallest and largest value of each of its numbers, in its order.
        sha256: hash of the file that it stands in.
    """

    name: str
    function: Callable[..., float]
    terms: tuple[str, ...]
    parameters: Mapping[str, tuple[float, float, float]]
    sha256: str

    def numbers(self, given: Mapping[str, float]) -> list[float]:
        """Return its numbers in its order, the given ones and otherwise its defaults."""
        return [given.get(name, limits[0]) for name, limits in self.parameters.items()]


_read: dict[str, OwnRule] = {}


@contextmanager
def running_code(allowed: bool) -> Iterator[None]:
    """Let rules of the user's own be read for a while, which runs their code.

    What is allowed around it stays allowed: a command may allow all that it loads.
    """
    before = _allowed.set(allowed or _allowed.get())
    try:
        yield
    finally:
        _allowed.reset(before)


def may_run(name: str) -> bool:
    """Tell whether a rule may be read: code is allowed, or this one has been read already."""
    return _allowed.get() or name in _read


def own_rule(name: str) -> OwnRule:
    """Import a rule by module and function.

    Raises:
        RuleError: There is none, or it does not declare what it must.
    """
    if name not in _read:
        _read[name] = _imported(name)
    return _read[name]


def _imported(name: str) -> OwnRule:
    module_name, _, function_name = name.partition(":")
    function = _function(module_name, function_name)
    given = inspect.signature(function).parameters
    if len(given) != _N_ARGUMENTS:
        raise RuleError(f"{name} must take two arguments, it takes {len(given)}", _WHAT)
    source = inspect.getsourcefile(function)
    if source is None:
        raise RuleError(f"{name} stands in no file, so its code can't be told apart", _WHAT)
    return OwnRule(
        name,
        function,
        _terms(function, name),
        _parameters(function, name),
        hashlib.sha256(Path(source).read_bytes()).hexdigest(),
    )


def _function(module_name: str, function_name: str) -> Callable[..., float]:
    # As `python -m` does: what lies in the present folder can be named.
    here = os.getcwd()
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        module = importlib.import_module(module_name)
    except Exception as error:  # noqa: BLE001 (a user's module may fail in any way)
        message = f"{module_name} can't be imported: {type(error).__name__}: {error}"
        raise RuleError(f"{message:.300}", _WHAT) from None
    found = getattr(module, function_name, None)
    if not inspect.isfunction(found):
        hint = suggestion(function_name, dir(module)) or _WHAT
        raise RuleError(f'{module_name} has no function "{function_name}"', hint)
    return found


def _terms(function: Callable[..., float], name: str) -> tuple[str, ...]:
    declared = getattr(function, "terms", None)
    hint = f'write {name.partition(":")[2]}.terms = ("stake", "cost") below it'
    if not isinstance(declared, tuple | list) or not declared:
        raise RuleError(f"{name} does not declare its terms", hint)
    for term in declared:
        if term not in HELP_TERMS:
            known = suggestion(str(term), HELP_TERMS) or f"there are: {', '.join(HELP_TERMS)}"
            raise RuleError(f"{name} declares no term of help: {abbreviated(term)}", known)
    if len(set(declared)) < len(declared):
        raise RuleError(f"{name} declares a term twice", hint)
    return tuple(declared)


def _parameters(function: Callable[..., float], name: str) -> dict[str, tuple[float, float, float]]:
    declared: Any = getattr(function, "parameters", {})
    short = name.partition(":")[2]
    hint = f'write {short}.parameters = {{"care": (1.0, 0.0, 5.0)}}: default, least, most'
    if not isinstance(declared, Mapping) or len(declared) > MAX_NUMBERS:
        raise RuleError(f"{name} must have at most {MAX_NUMBERS} parameters by name", hint)
    result = {}
    for key, limits in declared.items():
        if not (
            isinstance(limits, tuple)
            and len(limits) == _N_LIMITS
            and all(isinstance(each, int | float) for each in limits)
            and limits[1] <= limits[0] <= limits[2]
        ):
            raise RuleError(f"{name} has a parameter {key} without sound limits", hint)
        result[str(key)] = (float(limits[0]), float(limits[1]), float(limits[2]))
    return result


def found_own(rule: OwnRule) -> int:
    """Compile a rule; return the address of its code.

    Raises:
        RuleError: It can't be compiled.
    """
    # Imported here, because they bring the compiler.
    from coopsim.compilation.calling import NotCompiledError, address_of
    from coopsim.decisions.own import adapted

    try:
        return address_of(_adapted(rule, adapted), len(HELP_TERMS), MAX_NUMBERS)
    except NotCompiledError as error:
        message = f"{rule.name} can't be compiled: {error!s:.200}"
        raise RuleError(message, "use numbers, loops and the math module only") from None


_made: dict[str, Callable[..., float]] = {}


def _adapted(rule: OwnRule, adapt: Callable[..., Callable[..., float]]) -> Callable[..., float]:
    # Made once, so that it is compiled once however many states follow it.
    return _made.setdefault(rule.name, adapt(rule.function, rule.terms))
