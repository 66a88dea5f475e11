"""What figures say about a factor of an experiment: its name, and its values as labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coopsim.experiment.factors import Dial, Scalar

_PREFIX: Final = "mechanisms."
_SMALL, _LARGE = 1e-6, 1e9
_TIMES: Final = "times what the scenario says"


def factor_name(dial: Dial) -> str:
    """Return the name of a factor as people read it."""
    return plain_name(dial.name)


def plain_name(name: str) -> str:
    """Return a name without what all parameters of mechanisms begin with."""
    return name.removeprefix(_PREFIX)


def axis_title(dial: Dial) -> str:
    """Return what stands at an axis of the values of a factor."""
    name = factor_name(dial).capitalize()
    return f"{name}, {_TIMES}" if dial.factor.times else name


def value_label(dial: Dial, value: Scalar | None) -> str:
    """Write one value of a factor; None is what the scenario says."""
    return bare_label(value) + (" ×" if dial.factor.times and value is not None else "")


def bare_label(value: Scalar | None) -> str:
    """Write a value where its axis says of what it is."""
    if value is None:
        return "as it is"
    if isinstance(value, bool):
        return "on" if value else "off"
    if not isinstance(value, int | float):
        return str(value)
    short = float(f"{value:.4g}")
    # Nobody writes 0.00008 as 8e-05, and 8e-12 would be too long otherwise.
    is_plain = value == 0 or _SMALL <= abs(value) < _LARGE
    text = np.format_float_positional(short, trim="-") if is_plain else f"{short:.4g}"
    return text.replace("-", "−")


def ends_label(dial: Dial, first: Scalar | None, last: Scalar | None) -> str:
    """Write from where to where a factor goes."""
    times = " times the scenario’s" if dial.factor.times else ""
    return f"{bare_label(first)} to {bare_label(last)}{times}"


def sorted_values(values: Sequence[Scalar | None]) -> list[Scalar | None]:
    """Return the distinct values, numbers by size, others as they come."""
    found = list(dict.fromkeys(values))
    if all(isinstance(each, int | float) for each in found):
        return sorted(found, key=float)  # type: ignore[arg-type]  # all are numbers
    return found
