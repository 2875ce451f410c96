"""An axis of time: where a day stands on the width of a drawing, and which round days are marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kit.svg import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TICKS = 8
SQUEEZED = 0.1  # of the width, for the time after the cut
LAST_LABEL = 0.93  # a tick further right has no room for its words
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
DAY_STEPS = (1, 2, 7, 14)
SHORT = 75  # days; a shorter axis has ticks of days
LAST_MONTH = 9999 * 12 + 11
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A stretch of time, first and last day included, laid on the width of the picture.

    What follows `cut` is squeezed into the last part of the width: nothing happens there.
    """

    first: date
    last: date
    cut: date | None = None

    @property
    def until(self) -> date:
        """Return the last day that is drawn to scale."""
        return self.cut or self.last

    def place(self, day: date) -> float:
        """Return where a day stands, 0 to 1; days outside the axis stand at its ends."""
        width = 1.0 if self.cut is None else 1.0 - SQUEEZED
        if day <= self.until:
            return width * _fraction(day, self.first, self.until)
        return width + (1.0 - width) * _fraction(day, self.until, self.last)


def _fraction(day: date, first: date, last: date) -> float:
    """Return where a day stands between two others, 0 to 1."""
    return min(max((day - first).days / max((last - first).days, 1), 0.0), 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on the axis; a year weighs more than a month. `label` is empty where there is no room."""

    x: str
    label: str
    weight: str
    y: int


def ticks(axis: Axis, *, y: int = 0, months: Sequence[str] = ENGLISH_MONTHS) -> tuple[Tick, ...]:
    """Return few, round ticks: days for a short time, then months, quarters, years, decades."""
    if (axis.until - axis.first).days <= SHORT:
        return _day_ticks(axis, y=y, months=months)
    for step in MONTH_STEPS:
        firsts = _firsts(axis, step)
        if len(firsts) <= MOST_TICKS:
            break
    named = any(day.month == 1 for day in firsts)
    return tuple(
        Tick(
            x=percent(axis.place(day)),
            label=_month_label(day, months, with_year=place == 0 and not named) * _has_room(axis, day),
            weight="year" if day.month == 1 else "month",
            y=y,
        )
        for place, day in enumerate(firsts)
    )


def _day_ticks(axis: Axis, *, y: int, months: Sequence[str]) -> tuple[Tick, ...]:
    """Return ticks of days; the first carries the year, the first of a month weighs more."""
    length = (axis.until - axis.first).days
    step = next((step for step in DAY_STEPS if length // step < MOST_TICKS), DAY_STEPS[-1])
    days = [axis.first + timedelta(days=number) for number in range(0, length + 1, step)]
    return tuple(
        Tick(
            x=percent(axis.place(day)),
            label=f"{day.day} {months[day.month - 1]}{f' {day.year}' if place == 0 else ''}"
            if _has_room(axis, day) and place != 1
            else "",
            weight="year" if day.day == 1 else "month",
            y=y,
        )
        for place, day in enumerate(days)
    )


def _firsts(axis: Axis, step: int) -> list[date]:
    """Return the first days of every `step`-th month within the axis, counted from a January."""
    number = axis.first.year * 12 + axis.first.month - 1
    number -= number % step
    last = axis.until.year * 12 + axis.until.month - 1
    numbers = range(max(number, 12), min(last, LAST_MONTH) + 1, step)
    return [day for day in (date(n // 12, n % 12 + 1, 1) for n in numbers) if axis.first <= day <= axis.until]


def _month_label(day: date, months: Sequence[str], *, with_year: bool) -> str:
    """Write a January as its year, another month by its name."""
    if day.month == 1:
        return str(day.year)
    return f"{months[day.month - 1]} {day.year}" if with_year else months[day.month - 1]


def _has_room(axis: Axis, day: date) -> bool:
    """Say whether words to the right of a tick stay inside the picture."""
    return axis.place(day) <= (LAST_LABEL if axis.cut is None else LAST_LABEL - SQUEEZED)
