"""The renderings of a list beside its page: the same question, the same rows, the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils.translation import gettext as _

from kit.filtering import Refusal
from kit.request_cost import HEAVY, costs
from kit.tables import CONTENT_TYPES, RENDERINGS, FileMetadata
from proceedings.models.status_span_queries import today
from proceedings.record.history import last_instant
from proceedings.research.citations import (
    FORMATS,
    Citation,
    CitedKind,
    fingerprint_of_rows,
    frozen_address,
)
from proceedings.research.feeds import atom, calendars
from proceedings.research.feeds.calendar_rows import calendar_hearings, with_changes
from proceedings.research.feeds.entries import feed_entries
from proceedings.research.lists.changes_since import changes_since
from proceedings.research.lists.definitions import HEARINGS, LISTS
from proceedings.research.lists.definitions.events import COURT_DAYS
from proceedings.research.lists.rows import withheld
from proceedings.research.query.list_query import ListQuery
from proceedings.research.query.parsing import no_params, validated
from proceedings.research.query.request_params import CURSORS
from proceedings.website.records import case_page
from proceedings.website.rendering import public_page


class WholeQuery(ListQuery):
    """A request for the whole of a list: it has no pages."""

    @property
    def refusals(self) -> list[Refusal]:
        """Return what was not understood; a place in the list is not, for a file begins at its beginning."""
        places = [
            self.filterset.refusal(
                name, self.data[name], _("A file holds the whole list."), _("the address without it")
            )
            for name in CURSORS
            if self.given.get(name)
        ]
        return [*super().refusals, *places]

    @property
    def asked_for(self) -> str:
        """Return the end of the address that asks this of any rendering."""
        asked = self.href(hash=None)
        return "" if asked == "?" else asked

    @property
    def fingerprint(self) -> str:
        """Return the hash of the first rows, as a citation carries it."""
        return fingerprint_of_rows(self.every(settings.COUNT_LIMIT, settings.EXPORT_BATCH))

    def every(self, most: int, size: int) -> Iterator[dict[str, Any]]:
        """Yield the values of every row, in order, a batch at a time, at most so many.

        What is written meanwhile changes nothing: a batch during which somebody wrote is read once more, and
        all that follows with it, from history as of the instant settled on at first. One query more a batch.
        """
        query, order, after, left = self, self.filterset.order, None, most
        while left > 0:
            page = query._page(min(size, left), after)
            facts = query.filterset.facts
            written = [row.values for row in query.kind.read(page.rows, facts)]
            changes = changes_since(query.kind, written, facts)
            told = (one | {"changed_since": code or None} for one, code in zip(written, changes, strict=True))
            values = list(withheld(page.rows, told, facts.closed))
            if not query.clocks.is_past and last_instant() != query.clocks.known:
                query = query.pinned()
                continue
            yield from values
            left -= len(page.rows)
            if page.next is None:
                return
            after = order.cursor(page.rows[-1])


def requested_list(request: HttpRequest, slug: str) -> WholeQuery:
    """Return what is asked of a list; raises RefusedError when any of it is not understood."""
    return validated(WholeQuery(LISTS[slug], request.GET))


@costs(HEAVY)
@public_page
def table_view(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Send every row of a list as a file, streamed; a file that is not whole says so."""
    query = requested_list(request, slug)
    cap = settings.XLSX_LIMIT if ending == "xlsx" else settings.EXPORT_LIMIT
    # One more than a file holds, so that it is known whether it holds them all.
    total = query.count(limit=settings.EXPORT_LIMIT + 1)
    about = FileMetadata(
        title=query.sentence,
        address=request.build_absolute_uri(query.kind.address + query.asked_for),
        on=query.clocks.on,
        known=query.clocks.known_text,
        total=total.value,
        at_least=total.is_capped,
        cap=cap,
        cite=request.build_absolute_uri(query.kind.file_address("cite.txt") + query.asked_for),
    )
    rows = _values(query, request, cap)
    response = StreamingHttpResponse(
        RENDERINGS[ending](query.kind.columns, rows, about),
        content_type=CONTENT_TYPES[ending],
        headers=about.headers(),
    )
    response["Content-Disposition"] = f'attachment; filename="{about.file_name(slug, ending)}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _values(query: WholeQuery, request: HttpRequest, cap: int) -> Iterator[dict[str, Any]]:
    """Yield the values of every row, its address whole."""
    site = request.build_absolute_uri("/").removesuffix("/")
    for values in query.every(cap, settings.EXPORT_BATCH):
        yield values | {"url": f"{site}{values['url']}"}


@costs(HEAVY)
@public_page
def citation_view(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the citation of a list, frozen by its two clocks and a hash of its first rows."""
    query = requested_list(request, slug)
    total = query.count(limit=settings.EXPORT_LIMIT)
    mark = query.fingerprint
    clocks, address = query.clocks, request.build_absolute_uri(query.kind.address + query.asked_for)
    citation = Citation(
        kind=CitedKind.LIST,
        site=settings.SITE_NAME,
        subject=query.sentence,
        rows=total.value,
        address=frozen_address(address, on=clocks.on, known=clocks.known, fingerprint=mark),
        on=clocks.on,
        known=clocks.known,
        fingerprint=mark,
        accessed=today(),
    )
    form = FORMATS[ending]
    response = HttpResponse(form.write(citation), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@public_page
def feed_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the newest things recorded about the rows of a list as an Atom feed."""
    query = requested_list(request, slug)
    head = atom.FeedHead(
        title=str(query.kind.title),
        subtitle=query.sentence,
        site=settings.SITE_NAME,
        host=settings.SITE_HOST,
        minted=settings.SITE_SINCE,
        key=f"{slug}/{query.asked_for}",
        address=request.build_absolute_uri(query.kind.address + query.asked_for),
        feed=request.build_absolute_uri(),
        language=settings.LANGUAGE_CODE,
        known=query.clocks.known,
    )
    entries = feed_entries(query, most=settings.FEED_LIMIT, absolute=request.build_absolute_uri)
    response = HttpResponse(atom.atom(head, entries), content_type=atom.CONTENT_TYPE)
    response["X-Robots-Tag"] = "noindex"
    return response


@costs(HEAVY)
@public_page
def hearings_calendar_view(request: HttpRequest) -> HttpResponse:
    """Send the hearings of a list as a calendar to subscribe to."""
    query = requested_list(request, HEARINGS.slug)
    court_days = ListQuery(COURT_DAYS, request.GET)
    return calendar_file(request, query, query.title, [query.rows, court_days.rows])


@public_page
def case_calendar_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Send the hearings of one case as a calendar to subscribe to."""
    no_params(request.GET)
    case = case_page.find(pk)
    query = WholeQuery(HEARINGS, QueryDict())
    facts = query.filterset.facts
    rows = [one.rows.filter(case_id=case.pk) for one in (query, ListQuery(COURT_DAYS, QueryDict()))]
    return calendar_file(request, query, facts.closed.text(case.caption, case.pk), rows)


def calendar_file(
    request: HttpRequest, query: ListQuery, name: str, parts: Sequence[QuerySet[Any]]
) -> HttpResponse:
    """Return some sittings as a calendar, the latest first, no more than a calendar may hold."""
    facts = query.filterset.facts
    limit = settings.CALENDAR_LIMIT
    rows = [row for part in parts for row in with_changes(part, facts).order_by("-day", "-id")[:limit]]
    latest = sorted(rows, key=lambda row: (row.day, row.id), reverse=True)[:limit]
    head = calendars.CalendarHead(
        name=name, host=settings.SITE_HOST, address=request.build_absolute_uri(), on=query.clocks.on
    )
    written = calendars.calendar(head, calendar_hearings(latest, facts, request.build_absolute_uri))
    response = HttpResponse(written, content_type=calendars.CONTENT_TYPE)
    response["X-Robots-Tag"] = "noindex"
    return response
