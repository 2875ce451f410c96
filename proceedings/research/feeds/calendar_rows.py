"""Hearings as a calendar to subscribe to, and by days of a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count, DateTimeField, IntegerField, OuterRef, Subquery

from proceedings.law.codes import EventKind, HearingOutcome
from proceedings.models import Event
from proceedings.record import record_urls
from proceedings.record.answer_redaction import redacted
from proceedings.record.history import versions_of
from proceedings.record.public_rows import Facts, Rows
from proceedings.research.feeds.calendars import CalendarHearing
from proceedings.research.lists.case_columns import CaseColumns
from proceedings.research.lists.definitions.events import sitting_words


def with_changes(rows: Rows, facts: Facts) -> Rows:
    """Put beside hearings when they were last recorded, and how often they were changed."""
    past = versions_of(Event, facts.clocks.known).filter(id=OuterRef("id"))
    last = past.order_by("-history_date", "-history_id").values("history_date")[:1]
    number = past.values("id").annotate(number=Count("history_id")).values("number")
    found: Rows = rows.annotate(
        last_recorded=Subquery(last, output_field=DateTimeField()),
        times_recorded=Subquery(number, output_field=IntegerField()),
    )
    return found


def is_of_one_day(row: Any) -> bool:  # noqa: ANN401  # a live or a history row
    """Tell whether a hearing has one day; a date of several possible days has no place in a calendar."""
    return row.scheduled_on is not None or row.earliest == row.latest


def calendar_hearings(
    rows: Sequence[Any], facts: Facts, absolute: Callable[[str], str]
) -> list[CalendarHearing]:
    """Return the hearings that have a place in a calendar, as it writes them."""
    return [
        redacted(_hearing(row, CaseColumns(row, facts), absolute), facts.closed, row.case_id)
        for row in rows
        if is_of_one_day(row)
    ]


def _hearing(row: Any, columns: CaseColumns, absolute: Callable[[str], str]) -> CalendarHearing:  # noqa: ANN401  # as above
    address = record_urls.case(columns.case_id, columns.caption)
    return CalendarHearing(
        id=row.id,
        day=row.scheduled_on or row.latest,
        at=row.scheduled_at,
        time_zone=row.the_court["time_zone"],
        title=sitting_words(row),
        case=columns.caption,
        docket=columns.docket,
        court=row.the_court["name"],
        place="",
        outcome=row.outcome if row.kind == EventKind.HEARING else HearingOutcome.HELD.value,
        what=columns.text(row.what),
        address=absolute(f"{address}#event-{row.id}"),
        recorded=row.last_recorded,
        changes=row.times_recorded - 1,
    )
