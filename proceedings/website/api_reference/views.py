"""The description of the API for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from proceedings.research.query.parsing import no_params
from proceedings.website.api_reference.page import api_page
from proceedings.website.rendering import public_page, show


@public_page
def docs_view(request: HttpRequest) -> HttpResponse:
    """Show the description of the API to people."""
    no_params(request.GET)
    return show(request, "website/api_reference/api.html", api_page())
