"""One defendant in one case: where it stands, and every stretch of days with its status."""

from __future__ import annotations

from django.utils.translation import gettext as _

from proceedings.law import rules
from proceedings.models import StatusSpan
from proceedings.models.status_span import FOREVER
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_spans
from proceedings.research.statuses.loader import Reading, day_or_none, rows
from proceedings.research.statuses.schemas import Change, Row
from proceedings.research.statuses.status_text import label_of


class NotPublicError(LookupError):
    """There is no such record, or nothing public ever rested on it."""

    def __init__(self) -> None:
        """Say so, without telling which."""
        super().__init__(_("No such record is published here."))


class ClosedError(LookupError):
    """The record was public and is closed now; nothing about it may be said."""

    def __init__(self) -> None:
        """Say so without a name."""
        super().__init__(_("This record is closed to the public."))


def record(pk: int, clocks: Clocks, closed: Redactor) -> Row | None:
    """Return the row of one defendant; None when nothing of it was published by `known`.

    Raises NotPublicError (404) and ClosedError (410).
    """
    refuse_closed(pk)
    found = rows(list(clocks.standing().filter(defendant_id=pk)), clocks, closed=closed)
    return found[0] if found else None


def refuse_closed(pk: int) -> None:
    """Raise NotPublicError or ClosedError when the record of a defendant may not be shown."""
    ever = StatusSpan.objects.filter(defendant_id=pk)
    if public_spans(ever).exists():
        return
    if ever.exists():
        raise ClosedError
    raise NotPublicError


def changes(pk: int, clocks: Clocks, closed: Redactor) -> list[Change]:
    """Return every stretch of days of one defendant as known, in order; those still to come are left out."""
    spans = list(clocks.spans().filter(defendant_id=pk, valid_from__lte=today()).order_by("valid_from"))
    if not spans:
        return []
    reading = Reading(spans, clocks, closed=closed)
    return [_change(reading, span) for span in spans]


def _change(reading: Reading, span: StatusSpan) -> Change:
    event = reading.events.get(span.event_id or 0)
    return Change(
        first=day_or_none(span.valid_from),
        until=None if span.valid_until == FOREVER else span.valid_until,
        possible_from=day_or_none(span.possible_from),
        code=span.status,
        label=label_of(span),
        phase=rules.phase_of(span.status).value,
        words=reading.saying.words(span),
        rule=span.rule,
        since=day_or_none(span.since),
        since_earliest=reading.since_earliest(span),
        event=None if event is None else reading.event(event),
        qualifiers=reading.saying.stored_qualifiers(span),
    )
