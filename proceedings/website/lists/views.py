"""The lists and their renderings: one address, the same rows, as a page, as files, as a feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kit.request_cost import costs
from proceedings.research.lists.definitions import HEARINGS, LISTS
from proceedings.research.query.filters import CERTAIN
from proceedings.research.query.list_cost import cost_of_list
from proceedings.research.query.list_query import ListQuery, understood_part
from proceedings.research.query.parsing import validated
from proceedings.website.lists.list_page import list_page
from proceedings.website.lists.month_page import month_page
from proceedings.website.rendering import public_page, show


def without_defaults(query: ListQuery) -> str:
    """Return the end of an address without what a form sends though nobody asked it."""
    defaults = {"sort": query.kind.default_sort, "match": CERTAIN}
    asked = query.href(**{name: None for name, value in defaults.items() if query.asked[name] == value})
    return "" if asked == "?" else asked


@costs(cost_of_list)
@public_page
def list_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a list; what was refused is named above the form, which keeps the rest."""
    query = ListQuery(LISTS[slug], request.GET)
    if not query.refusals:
        if any(not value.strip() for values in dict(request.GET.lists()).values() for value in values):
            return redirect(request.path + without_defaults(query))
        return show(request, "website/lists/list.html", list_page(query))
    page = list_page(understood_part(LISTS[slug], query.way_back))
    return render(request, "website/lists/list.html", {"page": page, "refusals": query.refusals}, status=400)


@public_page
def month_view(request: HttpRequest) -> HttpResponse:
    """Show the hearings of a month, one day after the other."""
    return show(request, "website/lists/month.html", month_page(validated(ListQuery(HEARINGS, request.GET))))
