"""The newest things recorded about the rows of a list: court events, and corrections of ours.

An event is told once as a court event, at the instant it was first published; every later change of it, and
its withdrawal, is a correction of ours. Nothing that is closed to the public is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from proceedings import addresses
from proceedings.atom import Entry, EntryKind
from proceedings.codes import EventKind, Publication
from proceedings.facts import Rows
from proceedings.lists.among import Among, each, listed
from proceedings.lists.papers import Paper, with_case
from proceedings.lists.query import ListQuery
from proceedings.models import Event

NEWEST = 5_000  # of the things recorded, looked at before any is looked up
MOST_NAMED = 5_000
PUBLISHED, WITHDRAWN = Publication.PUBLISHED.value, Publication.WITHDRAWN.value


def news(query: ListQuery, *, most: int, absolute: Callable[[str], str]) -> list[Entry]:
    """Return the newest entries about the rows of a list, newest first. Two queries, or four.

    Of most lists enough is found among the newest things recorded; of the others it is looked up from their
    rows.
    """
    facts = query.filterset.facts
    recorded: Rows = Event.history.model.objects.filter(history_date__lte=facts.clocks.known)
    # An event is written once an instant; an index is in this order.
    recorded = recorded.order_by("-history_date", "-id")
    last = recorded.values_list("history_date", flat=True)[NEWEST : NEWEST + 1].first()
    newest = recorded.filter(history_date__gte=last) if last else recorded
    rows = _told(query, newest, query.filterset.qs.order_by(), each)[:most]
    if last and len(rows) < most:
        rows = _told(query, recorded, _named(query.filterset.qs), listed)[:most]
    return [_entry(row, Paper(row, facts), absolute) for row in rows]


def _told(query: ListQuery, recorded: Rows, rows: Rows, among: Among) -> Rows:
    """Return those of the things recorded that are about rows of a list, and may be told."""
    facts = query.filterset.facts
    told = query.kind.told(rows, facts, among)
    about = (Q(publication=PUBLISHED) & among("id", told, "id")) | (
        Q(publication=WITHDRAWN) & among("case_id", told, "case_id")
    )
    earlier = Event.history.model.objects.filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id"), publication=PUBLISHED
    )
    found = recorded.filter(about).annotate(was_published=Exists(earlier))
    found = found.exclude(publication=WITHDRAWN, was_published=False).exclude(id__in=facts.closed.events)
    return with_case(found, facts)


def _named(rows: Rows) -> Rows:
    """Return the same rows by their ids, where they are not too many: the question is then read once."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: MOST_NAMED + 1])
    named: Rows = rows.model._default_manager.filter(pk__in=ids)
    return rows if len(ids) > MOST_NAMED else named


def _entry(row: Any, paper: Paper, absolute: Callable[[str], str]) -> Entry:  # noqa: ANN401  # a history row
    """Tell one recorded thing."""
    kind = _(EventKind(row.kind).label)
    title = _("%(kind)s, %(day)s: %(case)s") % {
        "kind": kind,
        "day": row.instance.date_words,
        "case": paper.caption,
    }
    page = absolute(addresses.case(paper.case_id, paper.caption))
    if row.publication == WITHDRAWN:
        return Entry(
            kind=EntryKind.CORRECTION,
            key=f"event/{row.id}/change/{row.history_id}",
            title=_("Withdrawn: %(title)s") % {"title": title},
            summary=paper.text(row.withdrawal_reason),
            address=page,
            recorded=row.history_date,
        )
    return Entry(
        kind=EntryKind.CORRECTION if row.was_published else EntryKind.COURT_EVENT,
        key=f"event/{row.id}/change/{row.history_id}" if row.was_published else f"event/{row.id}",
        title=title,
        summary=paper.text(row.what),
        address=f"{page}#event-{row.id}",
        recorded=row.history_date,
    )
