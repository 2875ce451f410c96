"""The pages of records, and what hangs on their addresses: citations as files, changes, and their feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import register_converter
from django.urls.converters import StringConverter

from kit.request_cost import PAGE, costs
from proceedings.research.citations import FORMATS
from proceedings.research.feeds.atom import CONTENT_TYPE
from proceedings.research.query.parsing import no_params, read_clocks, read_record
from proceedings.research.query.request_params import RecordParams, consistent_read
from proceedings.website.date_format import words as words_of
from proceedings.website.records import (
    case_page,
    changes_page,
    defendant_page,
    incident_page,
    person_page,
    timeline_file,
)
from proceedings.website.records.changes_page import ChangesPage
from proceedings.website.records.citation_notice import ENDINGS
from proceedings.website.records.record_footer import Asking
from proceedings.website.rendering import at, public_page, show
from proceedings.website.view_models import Drawing, Head


class CitationEnding:
    """How the address of a citation ends: one of the forms there are."""

    regex = "|".join(ending.replace(".", r"\.") for ending in ENDINGS)

    def to_python(self, value: str) -> str:
        """Return the form of the citation."""
        return ENDINGS[value]

    def to_url(self, value: str) -> str:
        """Return the ending of a form."""
        return next(ending for ending, form in ENDINGS.items() if form == value)


class PictureEnding(StringConverter):
    """How the address of a picture ends: one of the files there are."""

    regex = "|".join(timeline_file.CONTENT_TYPES)


register_converter(CitationEnding, "citation")
register_converter(PictureEnding, "picture")


def cost_of_picture(request: HttpRequest) -> int:
    """Return what a picture costs: the page it is of, and as much again to draw it in pixels."""
    return 2 * PAGE if request.path.endswith(timeline_file.PNG) else PAGE


def asking_of(request: HttpRequest, asked: RecordParams) -> Asking:
    """Return what a record's address asks beside the clocks."""
    return Asking(cited=asked.cited, absolute=request.build_absolute_uri)


def defendant_page_of(request: HttpRequest, pk: int) -> defendant_page.DefendantPage:
    """Assemble the page of a defendant, true for one instant even when somebody writes meanwhile."""
    row = defendant_page.find(pk)

    def read(asked: RecordParams) -> defendant_page.DefendantPage:
        return defendant_page.defendant_page(row, clocks=asked.clocks, asking=asking_of(request, asked))

    return consistent_read(read_record(request.GET), read)


def case_page_of(request: HttpRequest, pk: int) -> case_page.CasePage:
    """Assemble the page of a case, true for one instant even when somebody writes meanwhile."""
    row = case_page.find(pk)

    def read(asked: RecordParams) -> case_page.CasePage:
        return case_page.case_page(row, clocks=asked.clocks, asking=asking_of(request, asked))

    return consistent_read(read_record(request.GET), read)


@public_page
def defendant_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one defendant in one case."""
    page = defendant_page_of(request, pk)
    return at(request, page.head.canonical) or show(request, "website/records/defendant.html", page)


@public_page
def case_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one case."""
    page = case_page_of(request, pk)
    return at(request, page.head.canonical) or show(request, "website/records/case.html", page)


@public_page
def incident_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one matter with all its cases."""
    return show(
        request,
        "website/records/incident.html",
        incident_page.incident_page(key, clocks=read_clocks(request.GET)),
    )


@costs(cost_of_picture)
@csp_update({"style-src": [timeline_file.STYLE_HASH]})
@public_page
def defendant_picture_view(request: HttpRequest, pk: int, ending: str, **_slug: str) -> HttpResponse:
    """Send the picture of a defendant's record as a file."""
    page = defendant_page_of(request, pk)
    title = f"{page.heading}, {page.crumbs[-2].text}"
    return picture_file(request, page.picture, page.head, ending, title=title, words=page.standing.words)


@costs(cost_of_picture)
@csp_update({"style-src": [timeline_file.STYLE_HASH]})
@public_page
def case_picture_view(request: HttpRequest, pk: int, ending: str, **_slug: str) -> HttpResponse:
    """Send the picture of a case as a file."""
    page = case_page_of(request, pk)
    return picture_file(request, page.picture, page.head, ending)


@costs(cost_of_picture)
@csp_update({"style-src": [timeline_file.STYLE_HASH]})
@public_page
def incident_picture_view(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Send the picture of a matter as a file: that of its criminal cases, where there are any."""
    page = incident_page.incident_page(key, clocks=read_clocks(request.GET))
    branch = page.branches[0]
    return picture_file(request, branch.picture, page.head, ending, words=branch.heading)


def picture_file(
    request: HttpRequest, drawing: Drawing, head: Head, ending: str, *, title: str = "", words: str = ""
) -> HttpResponse:
    """Return a picture with its title, its day and its source in it; 404 where nothing can be drawn."""
    if drawing.picture is None or (ending == timeline_file.PNG and not timeline_file.can_draw_png()):
        raise Http404
    moved = at(request, f"{head.canonical}timeline.{ending}")
    if moved is not None:
        return moved
    clocks = read_clocks(request.GET)
    sheet = timeline_file.sheet(
        drawing,
        title=title or head.title,
        words=words,
        clock=words_of(clocks),
        address=request.build_absolute_uri(head.canonical + clocks.query),
        clocks=clocks,
    )
    svg = timeline_file.as_svg(sheet)
    content: str | bytes = svg if ending == timeline_file.SVG else timeline_file.as_png(svg)
    return HttpResponse(content, content_type=timeline_file.CONTENT_TYPES[ending])


@public_page
def person_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one party in the cases of one matter; one that is part of another now leads there."""
    try:
        party = person_page.find(pk)
    except Http404:
        return HttpResponsePermanentRedirect(person_page.moved_to(pk, request.GET))
    page = person_page.person_page(party, clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "website/records/person.html", page)


@public_page
def defendant_citation_view(request: HttpRequest, pk: int, form: str, **_slug: str) -> HttpResponse:
    """Send the citation of a defendant's record as a file."""
    return citation_file(request, defendant_page_of(request, pk), form)


@public_page
def case_citation_view(request: HttpRequest, pk: int, form: str, **_slug: str) -> HttpResponse:
    """Send the citation of a case as a file."""
    return citation_file(request, case_page_of(request, pk), form)


def citation_file(
    request: HttpRequest, page: defendant_page.DefendantPage | case_page.CasePage, form: str
) -> HttpResponse:
    """Return a citation in one form; an address with another name in it leads to the right one."""
    ending = next(ending for ending, name in ENDINGS.items() if name == form)
    citation = page.desk.cite.citation
    response = HttpResponse(FORMATS[form].write(citation), content_type=FORMATS[form].content_type)
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return at(request, f"{page.head.canonical.rstrip('/')}.{ending}") or response


@public_page
def defendant_changes_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show everything that was ever changed on a defendant's record."""
    page = changes_page.of_defendant(defendant_page.find(pk), clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "website/records/changes.html", page)


@public_page
def case_changes_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show everything that was ever changed on the record of a case."""
    page = changes_page.of_case(case_page.find(pk), clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "website/records/changes.html", page)


@public_page
def defendant_feed_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Send the changes of a defendant's record as a feed."""
    return feed_file(request, changes_page.of_defendant, defendant_page.find(pk))


@public_page
def case_feed_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Send the changes of a case as a feed."""
    return feed_file(request, changes_page.of_case, case_page.find(pk))


def feed_file(request: HttpRequest, assemble: Callable[..., ChangesPage], row: Any) -> HttpResponse:  # noqa: ANN401  # a record of either kind
    """Return the feed of a record."""
    clocks = no_params(request.GET)
    page = assemble(row, clocks=clocks)
    written = changes_page.feed(page, clocks=clocks, absolute=request.build_absolute_uri)
    response = HttpResponse(written, content_type=CONTENT_TYPE)
    if page.head.noindex:
        response["X-Robots-Tag"] = "noindex"
    return at(request, page.changed.feed_href) or response
