"""Points of time for a picture: ends of months, quarters or years, as fits, and the day asked about. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

POINTS = 24
MONTHS_OF_YEAR = 12
LAST_YEAR = 9998


class Length(Enum):
    """How long a period is."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A point of time: the last day of a period, or the day asked about, which ends none."""

    day: date
    length: Length | None


def periods(first: date, last: date, *, most: int = POINTS) -> list[Period]:
    """Return the ends of the periods from the one that holds `first`, then `last` itself.

    Months when at most `most` points are needed, else quarters, else years, else every second, fifth, tenth
    ... year.
    """
    for length, step in _steps():
        ends = list(_ends(first, last, step, most))
        if len(ends) < most:
            return [*(Period(day, length) for day in ends), Period(last, None)]
    return [Period(last, None)]


def _steps() -> Iterator[tuple[Length, int]]:
    """Yield the lengths tried, the shortest first, in months."""
    yield Length.MONTH, 1
    yield Length.QUARTER, 3
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        yield Length.YEAR, years * MONTHS_OF_YEAR


def _ends(first: date, last: date, step: int, most: int) -> Iterator[date]:
    """Yield the last days of periods of `step` months before `last`, at most `most` of them."""
    number = (first.year * MONTHS_OF_YEAR + first.month - 1) // step
    for place in range(most):
        following = (number + place + 1) * step
        year = following // MONTHS_OF_YEAR
        if year > LAST_YEAR:
            return
        day = date(year, following % MONTHS_OF_YEAR + 1, 1) - timedelta(days=1)
        if day >= last:
            return
        yield day
