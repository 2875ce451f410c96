"""Who stood where on a day, as this site said it at an instant: the conditions on spans."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from proceedings.law.codes import Phase, StatusCode
from proceedings.law.rules import phase_of

NOTHING_RECORDED = (StatusCode.NOT_CHARGED.value, StatusCode.CIVIL_NOT_SUED.value)
FOREVER = date(9999, 12, 31)
NOT_SUPERSEDED = datetime(9999, 12, 31, tzinfo=UTC)


def today() -> date:
    """Return the day `on` means when nobody says: today, in UTC."""
    return datetime.now(UTC).date()


def codes_of(phase: Phase) -> list[str]:
    """Return the status codes that belong to a phase."""
    return [code.value for code in StatusCode if phase_of(code) == phase]


class SpanQuerySet(models.QuerySet[Any]):
    """Spans of status, asked with the two clocks: `on` (in court) and `known` (said here)."""

    def live(self) -> SpanQuerySet:
        """Keep what this site says now."""
        return self.filter(superseded_at=NOT_SUPERSEDED)

    def known(self, instant: datetime | None) -> SpanQuerySet:
        """Keep what this site said at an instant; now, when none is given."""
        if instant is None:
            return self.live()
        return self.filter(recorded_at__lte=instant, superseded_at__gt=instant)

    def on(self, day: date) -> SpanQuerySet:
        """Keep the one span of each defendant that holds on a day.

        That its status began by the day says nothing more, but the indexes are in that order.
        """
        return self.filter(since__lte=day, valid_from__lte=day, valid_until__gt=day)

    def still_open(self) -> SpanQuerySet:
        """Keep the last span of each defendant: nothing is recorded for any day after it."""
        return self.filter(valid_until=FOREVER)

    def possibly_on(self, day: date) -> SpanQuerySet:
        """Keep the spans that may hold on a day, uncertain dates taken widely."""
        return self.filter(possible_from__lte=day, valid_until__gt=day)

    def standing(self, *codes: str) -> SpanQuerySet:
        """Keep the defendants who stand at any of these statuses."""
        return self.filter(status__in=codes)

    def recorded(self) -> SpanQuerySet:
        """Leave out those against whom nothing is recorded on the day."""
        return self.exclude(status__in=NOTHING_RECORDED)
