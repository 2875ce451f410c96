"""The first page, and how a status is derived."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from proceedings.research.query.parsing import no_params
from proceedings.website.home import methodology_page, page
from proceedings.website.rendering import public_page, show


@public_page
def home_view(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    return show(request, "website/home/home.html", page.home_page(no_params(request.GET)))


@public_page
def method_view(request: HttpRequest) -> HttpResponse:
    """Show how a status is derived."""
    no_params(request.GET)
    return show(request, "website/home/method.html", methodology_page.method_page())
