"""The figures as pages and files. A view says which figure, which rendering, how long it may be kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kit.request_cost import HEAVY, costs
from proceedings.research.query.parsing import validated
from proceedings.research.statistics.figures import FIGURES, figure_of
from proceedings.research.statistics.params import StatisticsQuery
from proceedings.website.rendering import public_page, show
from proceedings.website.statistics import svg_export
from proceedings.website.statistics.page import statistics_page


def requested_statistics(request: HttpRequest, key: str) -> StatisticsQuery:
    """Return what is asked of a figure; raises Http404 when there is no such figure."""
    if key and key not in FIGURES:
        raise Http404
    return validated(StatisticsQuery(request.GET))


@costs(HEAVY)
@public_page
def statistics_view(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show all figures, or one."""
    return show(
        request,
        "website/statistics/statistics.html",
        statistics_page(requested_statistics(request, key), key),
    )


@costs(HEAVY)
@public_page
def picture_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give a figure as a picture."""
    query = requested_statistics(request, key)
    sheet = svg_export.sheet(query, key, request.build_absolute_uri())
    response = render(
        request, "website/statistics/figure_file.svg", {"sheet": sheet}, content_type="image/svg+xml"
    )
    name = f"{key}-on-{query.clocks.on.isoformat()}.svg"
    return named(response, f'inline; filename="{name}"')


@costs(HEAVY)
@public_page
def table_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give the numbers of a figure as CSV."""
    query = requested_statistics(request, key)
    figure = figure_of(key, query)
    facts = svg_export.about(query, figure, request.build_absolute_uri())
    rows = svg_export.table(figure, facts, request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(b"".join(rows), content_type="text/csv; charset=utf-8", headers=facts.headers())
    return named(response, f'attachment; filename="{facts.file_name(key, "csv")}"')


def named(response: HttpResponse, disposition: str) -> HttpResponse:
    """Give a file its name, and keep it out of search engines: the page is what they show."""
    response["Content-Disposition"] = disposition
    response["X-Robots-Tag"] = "noindex"
    return response
