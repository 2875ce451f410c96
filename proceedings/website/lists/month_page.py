"""Hearings by the days of one month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings.research.feeds.calendar_rows import is_of_one_day
from proceedings.research.lists.definitions import HEARINGS
from proceedings.research.lists.definitions.events import COURT_DAYS, hour_of
from proceedings.research.lists.rows import Cells
from proceedings.research.query.list_query import ListQuery
from proceedings.website.view_models import Head, Link

MOST = 300
LAST_MONTH = date.max.replace(day=1)
RANGE = ("hearing_from", "hearing_until")


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing: its hour, if recorded, and the cells of the list after that of the day."""

    at: str
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """The hearings of one day."""

    name: str
    is_today: bool
    hearings: tuple[Hearing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """Everything the template prints."""

    head: Head
    heading: str
    sentence: str
    counted: str
    uncertain: str
    opened: str
    days: tuple[CalendarDay, ...]
    nearest: Link | None
    earlier: Link
    later: Link
    list: Link
    subscribe: Link


def month_of(query: ListQuery) -> date:
    """Return the first day of the month that is asked for: that of `hearing_from`, else the nearest to `on`.

    The nearest is that of `on` itself, else the next with a hearing, else the last that had one.
    """
    asked: date | None = query.asked["hearing_from"]
    if asked is not None:
        return asked.replace(day=1)
    first = query.clocks.on.replace(day=1)
    return nearest(query, first, first) or first


def nearest(query: ListQuery, later: date, earlier: date) -> date | None:
    """Return the month of the first hearing from a day on, else of the last one before another."""
    days = query.filterset.qs.values_list("day", flat=True)
    found: date | None = days.filter(day__gte=later).order_by("day").first()
    if found is None:
        found = days.filter(day__lt=earlier).order_by("-day").first()
    return None if found is None else found.replace(day=1)


def month_page(query: ListQuery) -> MonthPage:
    """Assemble the hearings of a month, one day after the other."""
    first = month_of(query)
    after = _next(first)
    month = _asking(query, first)
    court_days = ListQuery(COURT_DAYS, month.data)
    parts = [one.rows.order_by("day", "scheduled_at", "id")[:MOST] for one in (month, court_days)]
    rows = sorted((row for part in parts for row in part), key=lambda row: (row.day, hour_of(row), row.id))
    shown = [row for row in rows if is_of_one_day(row)]
    left = len(rows) - len(shown)
    return MonthPage(
        head=Head(
            title=_("Hearings in %(month)s") % {"month": _name(first)},
            description=month.sentence,
            canonical=reverse("hearings-calendar"),
            noindex=bool(query.given),
            section="hearings",
        ),
        heading=_("Hearings in %(month)s") % {"month": _name(first)},
        sentence=month.sentence,
        counted=ngettext("%(number)s day in court.", "%(number)s days in court, by case.", len(rows))
        % {"number": len(rows)},
        uncertain=ngettext(
            "%(number)s hearing of an uncertain day is left out here; the list has it.",
            "%(number)s hearings of uncertain days are left out here; the list has them.",
            left,
        )
        % {"number": left}
        if left
        else "",
        opened=_opened(query, first),
        days=tuple(_days(shown, month.cells(shown), query.clocks.on)),
        nearest=None if rows else _elsewhere(query, first),
        earlier=_link(query, _previous(first)),
        later=_link(query, after),
        list=Link(text=_("The same as a list"), href=HEARINGS.address + month.href()),
        subscribe=Link(text=_("Subscribe (iCalendar)"), href=HEARINGS.file_address("ics") + _end(query)),
    )


def _next(first: date) -> date:
    """Return the first day of the month after one: of the last month there is, itself."""
    return (first + timedelta(days=32)).replace(day=1) if first < LAST_MONTH else first


def _previous(first: date) -> date:
    """Return the first day of the month before one: of the first month there is, itself."""
    return (first - timedelta(days=1)).replace(day=1) if first > date.min else first


def _name(first: date) -> str:
    return date_format(first, "F Y")


def _asking(query: ListQuery, first: date) -> ListQuery:
    """Return the question narrowed to one month."""
    last = _next(first) - timedelta(days=1) if first < LAST_MONTH else date.max
    asked = query.href(hearing_from=first.isoformat(), hearing_until=last.isoformat())
    return ListQuery(HEARINGS, QueryDict(asked.lstrip("?")))


def _link(query: ListQuery, first: date) -> Link:
    asked = query.href(hearing_from=first.isoformat(), hearing_until=None)
    return Link(text=_name(first), href=reverse("hearings-calendar") + asked)


def _opened(query: ListQuery, first: date) -> str:
    """Say why another month is shown than that of the day, when none was asked for."""
    own = query.clocks.on.replace(day=1)
    if query.asked["hearing_from"] is not None or first == own:
        return ""
    said = (
        _("No hearing is recorded in %(month)s; this is the next month with one.")
        if first > own
        else _("No hearing is recorded in %(month)s or later; this is the last month with one.")
    )
    return said % {"month": _name(own)}


def _elsewhere(query: ListQuery, first: date) -> Link | None:
    """Return the nearest month with a hearing, whatever month was asked for."""
    asked = query.href(**dict.fromkeys(RANGE))
    found = nearest(ListQuery(HEARINGS, QueryDict(asked.lstrip("?"))), _next(first), first)
    return None if found is None else _link(query, found)


def _end(query: ListQuery) -> str:
    """Return the end of an address that asks the same of every month."""
    asked = query.href(**dict.fromkeys(RANGE), sort=None)
    return "" if asked == "?" else asked


def _days(rows: list[Any], cells: list[Cells], today: date) -> Iterator[CalendarDay]:
    pairs = zip(rows, cells, strict=True)
    for day, group in groupby(pairs, key=lambda pair: pair[0].day):
        yield CalendarDay(
            name=date_format(day, "l j F Y"),
            is_today=day == today,
            hearings=tuple(Hearing(hour_of(row), cells[1:]) for row, cells in group),
        )
