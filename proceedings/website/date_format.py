"""Days and instants in the words of a page, and addresses of the same page on another day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kit.date_text import day_text, exact_instant_text, whole_second
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks


def is_today(clocks: Clocks) -> bool:
    """Tell whether the day asked about is the present one."""
    return clocks.on == today()


def at(clocks: Clocks, day: date) -> str:
    """Return the end of an address that asks about another day at the same `known`."""
    asked = {"on": day.isoformat()}
    if clocks.known_asked:
        asked["known"] = clocks.known_asked
    return f"?{urlencode(asked, safe=':')}"


def words(clocks: Clocks) -> str:
    """Say both clocks."""
    day = say(clocks.on)
    if not clocks.is_past:
        return _("On %(day)s.") % {"day": day}
    return _("On %(day)s, as published here by %(instant)s.") % {
        "day": day,
        "instant": say_instant(clocks.known),
    }


def say(day: date) -> str:
    """Write a day as people read it."""
    return day_text(day)


def replayable(instant: datetime) -> str:
    """Write an instant as an address carries it, rounded up: what it names was published by then."""
    return whole_second(instant).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def say_instant(instant: datetime) -> str:
    """Write an instant as people read it."""
    return exact_instant_text(instant)
