"""What hangs on the address of one record: its citations as files, its changes, and their feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter

from proceedings.atom import CONTENT_TYPE
from proceedings.citing import FORMATS
from proceedings.pages import case_page, changes_page, defendant_page
from proceedings.pages.asking import nothing_asked, read_clocks
from proceedings.pages.changes_page import ChangesPage
from proceedings.pages.citations import ENDINGS
from proceedings.views import at, case_page_of, defendant_page_of, public_page, show


class CitationEnding:
    """How the address of a citation ends: one of the forms there are."""

    regex = "|".join(ending.replace(".", r"\.") for ending in ENDINGS)

    def to_python(self, value: str) -> str:
        """Return the form of the citation."""
        return ENDINGS[value]

    def to_url(self, value: str) -> str:
        """Return the ending of a form."""
        return next(ending for ending, form in ENDINGS.items() if form == value)


register_converter(CitationEnding, "citation")


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
    return at(request, page.head.canonical) or show(request, "changes.html", page)


@public_page
def case_changes_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show everything that was ever changed on the record of a case."""
    page = changes_page.of_case(case_page.find(pk), clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "changes.html", page)


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
    clocks = nothing_asked(request.GET)
    page = assemble(row, clocks=clocks)
    written = changes_page.feed(page, clocks=clocks, absolute=request.build_absolute_uri)
    response = HttpResponse(written, content_type=CONTENT_TYPE)
    if page.head.noindex:
        response["X-Robots-Tag"] = "noindex"
    return at(request, page.changed.feed_href) or response
