"""Days and instants as people read them, one way for each purpose."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@lru_cache(maxsize=20_000)  # a page says some days many times, and there are only so many
def day_text(day: date) -> str:
    """Return a day: 30 June 2024."""
    return date_format(day, "j F Y")


def instant_text(instant: datetime) -> str:
    """Return an instant to the minute: 1 July 2024, 09:30 UTC."""
    return _("%(day)s, %(time)s UTC") % {
        "day": day_text(instant.date()),
        "time": date_format(instant, "H:i"),
    }


def exact_instant_text(instant: datetime) -> str:
    """Return an instant to the second, rounded up: 1 July 2024, 09:30:15 UTC.

    Asked for again as it is printed, it is never before what it names.
    """
    return f"{date_format(whole_second(instant).astimezone(UTC), 'j F Y, H:i:s')} UTC"


def whole_second(instant: datetime) -> datetime:
    """Round an instant up to the second; the end of a day stays in the day."""
    is_end_of_day = instant.astimezone(UTC).time() == time.max
    return instant.replace(microsecond=0) + timedelta(seconds=bool(instant.microsecond) and not is_end_of_day)
