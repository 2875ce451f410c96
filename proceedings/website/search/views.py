"""One search over everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from proceedings.research.query.request_params import address
from proceedings.website.rendering import public_page, show
from proceedings.website.search.page import SearchParams, search_page


@public_page
def search_view(request: HttpRequest) -> HttpResponse:
    """Show what is found under a text; a text that was refused is named, and nothing is looked for."""
    asked = SearchParams(request.GET)
    if asked.refusals:
        shown = {"page": search_page(""), "refusals": asked.refusals}
        return render(request, "website/search/search.html", shown, status=400)
    if "q" in request.GET and (not asked.text or request.GET["q"] != asked.text):
        return redirect(request.path + (address({"q": asked.text}) if asked.text else ""))
    return show(request, "website/search/search.html", search_page(asked.text))
