"""The public pages. A view says which rows, which template, how long it may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proceedings.pages import (
    case_list,
    case_page,
    defendant_list,
    defendant_page,
    home,
    incident_page,
    method,
    people_page,
)
from proceedings.pages.asking import ClosedRecordError, RefusedError, nothing_asked, read_clocks, understood
from proceedings.pages.parts import Head
from proceedings.queries import Query

View = Callable[..., HttpResponse]


class Page(Protocol):
    """What every page has: a head that says what it is."""

    @property
    def head(self) -> Head:
        """Return the head."""


def public_page(view: View) -> View:
    """Make a view a public page: safe methods only, refusals and closed records answered in words.

    No copy may be shown again without asking here: a record that is sealed is gone from everywhere at once.
    """

    @require_safe
    @cache_control(no_cache=True)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refused:
            shown = {"refusals": refused.asked.refusals, "way_back": request.path + refused.asked.way_back}
            return render(request, "400.html", shown, status=400)
        except ClosedRecordError:
            return render(request, "410.html", status=410)

    return answered


def show(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """Render a page; one that search engines must not keep says so in its head and its headers."""
    response = render(request, template, {"page": page})
    if page.head.noindex:
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


@public_page
def defendants_view(request: HttpRequest) -> HttpResponse:
    """Show the list of defendants; what was refused is named above the form, which keeps the rest."""
    query = Query.from_request(request.GET)
    if not query.refusals:
        return show(request, "defendants.html", defendant_list.defendant_list(query))
    page = defendant_list.defendant_list(defendant_list.understood_part(query.way_back))
    return render(request, "defendants.html", {"page": page, "refusals": query.refusals}, status=400)


@public_page
def cases_view(request: HttpRequest) -> HttpResponse:
    """Show the list of cases."""
    query = understood(case_list.CaseQuery.from_request(request.GET))
    return show(request, "cases.html", case_list.case_list(query))


@public_page
def defendant_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one defendant in one case."""
    row = defendant_page.find(pk)
    page = defendant_page.defendant_page(row, clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "defendant.html", page)


@public_page
def case_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one case."""
    page = case_page.case_page(case_page.find(pk), clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "case.html", page)


@public_page
def incident_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one matter with all its cases."""
    return show(request, "incident.html", incident_page.incident_page(key, clocks=read_clocks(request.GET)))


@public_page
def person_view(request: HttpRequest, pk: int, **_slug: str) -> HttpResponse:
    """Show one party in the cases of one matter."""
    page = people_page.person_page(people_page.find(pk), clocks=read_clocks(request.GET))
    return at(request, page.head.canonical) or show(request, "person.html", page)


@public_page
def method_view(request: HttpRequest) -> HttpResponse:
    """Show how a status is derived."""
    nothing_asked(request.GET)
    return show(request, "method.html", method.method_page())
