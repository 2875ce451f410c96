"""The newest things recorded about the rows of a list: court events, and corrections of ours.

An event is told once as a court event, at the instant it was first published; every later change of it, and
its withdrawal, is a correction of ours. Nothing that is closed to the public is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from proceedings.law.codes import EventKind
from proceedings.models import Event
from proceedings.record import record_urls
from proceedings.record.answer_redaction import redacted
from proceedings.record.history import versions_of
from proceedings.record.public_rows import Rows
from proceedings.record.visibility import is_published, is_withdrawn
from proceedings.research.feeds.atom import Entry, EntryKind
from proceedings.research.lists.case_columns import CaseColumns, with_case
from proceedings.research.lists.list_definition import Via, via_exists, via_in
from proceedings.research.query.list_query import ListQuery

MOST_NAMED = 5_000
# How many rows are few, where one has much to tell of.
FEW = {"courts": 50, "people": 50}


def feed_entries(query: ListQuery, *, most: int, absolute: Callable[[str], str]) -> list[Entry]:
    """Return the newest entries about the rows of a list, newest first. Two queries."""
    facts = query.filterset.facts
    asked, via = _asked(query)
    events = query.kind.events(asked, facts, via)
    earlier = versions_of(Event).filter(
        is_published(), id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    )
    rows = (
        versions_of(Event, facts.clocks.known)
        .filter(
            (is_published() & via("id", events, "id")) | (is_withdrawn() & via("case_id", events, "case_id")),
        )
        .annotate(was_published=Exists(earlier))
        .exclude(is_withdrawn(), was_published=False)
        .exclude(id__in=facts.closed.events)
        # An event is written once an instant; an index is in this order.
        .order_by("-history_date", "-id")
    )
    return [
        redacted(_entry(row, CaseColumns(row, facts), absolute), facts.closed, row.case_id)
        for row in with_case(rows, facts)[:most]
    ]


def _asked(query: ListQuery) -> tuple[Rows, Via]:
    """Return the rows of a list, by their ids where there are not too many, and how to ask for what is told.

    What is told of few rows is looked up from them; of many, enough is among the newest things recorded.
    """
    rows = query.filterset.qs.order_by()
    ids = list(rows.values_list("pk", flat=True)[: MOST_NAMED + 1])
    way = via_in if len(ids) <= FEW.get(query.kind.slug, MOST_NAMED) else via_exists
    named: Rows = rows.model._default_manager.filter(pk__in=ids)
    return (rows if len(ids) > MOST_NAMED else named), way


def _entry(row: Any, columns: CaseColumns, absolute: Callable[[str], str]) -> Entry:  # noqa: ANN401  # a history row
    """Tell one recorded thing."""
    kind = _(EventKind(row.kind).label)
    title = _("%(kind)s, %(day)s: %(case)s") % {
        "kind": kind,
        "day": row.instance.date_words,
        "case": columns.caption,
    }
    page = absolute(record_urls.case(columns.case_id, columns.caption))
    if not row.instance.is_public:
        return Entry(
            kind=EntryKind.CORRECTION,
            key=f"event/{row.id}/change/{row.history_id}",
            title=_("Withdrawn: %(title)s") % {"title": title},
            summary=columns.text(row.withdrawal_reason),
            address=page,
            recorded=row.history_date,
        )
    return Entry(
        kind=EntryKind.CORRECTION if row.was_published else EntryKind.COURT_EVENT,
        key=f"event/{row.id}/change/{row.history_id}" if row.was_published else f"event/{row.id}",
        title=title,
        summary=columns.text(row.what),
        address=f"{page}#event-{row.id}",
        recorded=row.history_date,
    )
