"""Days and instants as people read them, one way for each purpose."""

from __future__ import annotations

from datetime import UTC, date, datetime
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
    """Return an instant to the second: 1 July 2024, 09:30:15 UTC."""
    return f"{date_format(instant.astimezone(UTC), 'j F Y, H:i:s')} UTC"
