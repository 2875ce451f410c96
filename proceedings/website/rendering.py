"""The public pages. A view says which rows, which template, how long it may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from casetracker.kit.linked_data import block
from proceedings.pages import (
    case_page,
    defendant_page,
    home,
    incident_page,
    linked_data,
    method,
    people_page,
)
from proceedings.pages.asking import (
    ClosedRecordError,
    RefusedError,
    nothing_asked,
    read_clocks,
    read_record,
)
from proceedings.pages.parts import Head
from proceedings.pages.record import Asking
from proceedings.queries import Record, steady

View = Callable[..., HttpResponseBase]


class Page(Protocol):
    """What every page has: a head that says what it is."""

    @property
    def head(self) -> Head:
        """Return the head."""


def public_page(view: View) -> View:
    """Make a view a public page: safe methods only, refusals and closed records answered in words.

    No copy may be shown again without asking here: a record that is sealed is gone from everywhere at once.
    """
    return require_safe(cache_control(no_cache=True)(in_words(view)))


def in_words(view: View) -> View:
    """Make a view answer refusals and closed records in words."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refused:
            shown = {"refusals": refused.asked.refusals, "way_back": request.path + refused.asked.way_back}
            return render(request, "400.html", shown, status=400)
        except ClosedRecordError:
            return render(request, "410.html", status=410)

    return answered


def show(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """Render a page; one that search engines must not keep says so in its head and its headers.

    That is every page which is asked anything: of a page and its filters, only the page itself is kept.
    """
    is_kept = not (page.head.noindex or request.GET)
    told = linked_data.nodes(page, request.build_absolute_uri) if is_kept else []
    response = render(request, template, {"page": page, "linked_data": block(*told)})
    if not is_kept:
        response["X-Robots-Tag"] = "noindex"
    return response


def at(request: HttpRequest, address: str) -> HttpResponse | None:
    """Return a lasting redirect when the page stands at another address than the one asked for."""
    if request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)


@public_page
def home_view(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return show(request, "home.html", home.home_page(nothing_asked(request.GET)))


def asking_of(request: HttpRequest, asked: Record) -> Asking:
    """Return what a record's address asks beside the clocks."""
    return Asking(cited=asked.cited, absolute=request.build_absolute_uri)


def defendant_page_of(request: HttpRequest, pk: int) -> defendant_page.DefendantPage:
    """Assemble the page of a defendant, true for one instant even when somebody writes meanwhile."""
    row = defendant_page.find(pk)

    def read(asked: Record) -> defendant_page.DefendantPage:
        return defendant_page.defendant_page(row, clocks=asked.clocks, asking=asking_of(request, asked))

    return steady(read_record(request.GET), read)


def case_page_of(request: HttpRequest, pk: int) -> case_page.CasePage:
    """Assemble the page of a case, true for one instant even when somebody writes meanwhile."""
    row = case_page.find(pk)

    def read(asked: Record) -> case_page.CasePage:
        return case_page.case_page(row, clocks=asked.clocks, asking=asking_of(request, asked))

    return steady(read_record(request.GET), read)


@public_page
def defendant_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one defendant in one case."""
    page = defendant_page_of(request, pk)
    return at(request, page.head.canonical) or show(request, "defendant.html", page)


@public_page
def case_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one case."""
    page = case_page_of(request, pk)
    return at(request, page.head.canonical) or show(request, "case.html", page)


@public_page
def incident_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one matter with all its cases."""
    return show(request, "incident.html", incident_page.incident_page(key, clocks=read_clocks(request.GET)))


@public_page
def person_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one party in the cases of one matter; one that is part of another now leads there."""
    try:
        party = people_page.find(pk)
    except Http404:
        return HttpResponsePermanentRedirect(people_page.moved_to(pk, request.GET))
    page = people_page.person_page(party, clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "person.html", page)


@public_page
def method_view(request: HttpRequest) -> HttpResponse:
    """Show how a status is derived."""
    nothing_asked(request.GET)
    return show(request, "method.html", method.method_page())
