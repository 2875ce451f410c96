"""One defendant in one case: the status of a day, and every stretch of days with its status."""

from __future__ import annotations

from django.utils.translation import gettext as _

from proceedings.models import StatusSpan
from proceedings.models.status_span_queries import SpanQuerySet, today
from proceedings.record.as_of import Clocks
from proceedings.record.public_rows import Facts
from proceedings.record.redaction import Redactor
from proceedings.record.visibility import public_spans
from proceedings.research.statuses.loader import StatusLoader, with_related
from proceedings.research.statuses.status_row import StatusRow


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


def record(pk: int, clocks: Clocks, closed: Redactor) -> StatusRow | None:
    """Return the row of one defendant; None when nothing of it was published by `known`.

    Raises NotPublicError (404) and ClosedError (410).
    """
    refuse_closed(pk)
    return next(iter(_rows(clocks.standing().filter(defendant_id=pk), clocks, closed)), None)


def refuse_closed(pk: int) -> None:
    """Raise NotPublicError or ClosedError when the record of a defendant may not be shown."""
    ever = StatusSpan.objects.filter(defendant_id=pk)
    if public_spans(ever).exists():
        return
    if ever.exists():
        raise ClosedError
    raise NotPublicError


def changes(pk: int, clocks: Clocks, closed: Redactor) -> list[StatusRow]:
    """Return every stretch of days of one defendant as known, in order; those still to come are left out."""
    spans = clocks.spans().filter(defendant_id=pk, valid_from__lte=today())
    return _rows(spans.order_by("valid_from"), clocks, closed)


def _rows(spans: SpanQuerySet, clocks: Clocks, closed: Redactor) -> list[StatusRow]:
    facts = Facts(clocks, closed=closed)
    return StatusLoader(list(with_related(spans, facts)), facts).rows
