"""The record, as the catalogue has it: what is to be met, in which world and year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coopsim.catalogue.kinds import read_catalogue


@dataclass(frozen=True, slots=True)
class Fact:
    """Describe one row of the record.

    Attributes:
        world: shipped scenario that starts from the record's past.
        measure: its name in `measures.MEASURES`.
        since: first year of what is kept; 0 for other measures.
        year: at whose end it is taken.
        low: least value of the record.
        high: largest.
        given: what was published or handed down, as text; empty if nothing was.
        recomputed: for this world's own years; None if no open figures are at hand.
        source: where it is from.
        calibrated: whether parameters were chosen by it.
    """

    world: str
    measure: str
    since: int
    year: int
    low: float
    high: float
    given: str
    recomputed: float | None
    source: str
    calibrated: bool

    @property
    def name(self) -> str:
        """Return its name, such as ``world-1950:density:1980``."""
        return f"{self.world}:{self.measure}:{self.year}"


@cache
def facts() -> tuple[Fact, ...]:
    """List the facts of all worlds in the order of the catalogue."""
    return tuple(
        _fact(world, **each)
        for world, told in read_catalogue("facts").plain().items()
        for each in told["facts"]
    )


def _fact(
    world: str, *, measure: str, year: int, source: str, since: int = 0,
    given: list[float] | None = None, recomputed: float | None = None, calibrated: bool = False,
) -> Fact:  # fmt: skip
    known = [float(each) for each in (*(given or ()), recomputed) if each is not None]
    span = sorted({float(each) for each in given or ()})
    told = " to ".join(f"{each:g}" for each in span)
    return Fact(
        world, measure, since, year, min(known), max(known), told, recomputed, source, calibrated
    )
