"""Addresses of the lists and their renderings."""

from __future__ import annotations

from django.urls import URLPattern, path

import kit.url_converters  # noqa: F401  # teaches addresses the `key`
from kit.tables import RENDERINGS
from proceedings.research.citations import FORMATS
from proceedings.research.lists.definitions import LISTS
from proceedings.website.lists import exports, views

urlpatterns: list[URLPattern] = [
    *(path(f"{slug}/", views.list_view, {"slug": slug}, name=slug) for slug in LISTS),
    *(
        path(
            f"{slug}.{ending}", exports.table_view, {"slug": slug, "ending": ending}, name=f"{slug}.{ending}"
        )
        for slug in LISTS
        for ending in RENDERINGS
    ),
    *(
        path(
            f"{slug}.cite.{ending}",
            exports.citation_view,
            {"slug": slug, "ending": ending},
            name=f"{slug}.cite.{ending}",
        )
        for slug in LISTS
        for ending in FORMATS
    ),
    *(path(f"{slug}.atom", exports.feed_view, {"slug": slug}, name=f"{slug}.atom") for slug in LISTS),
    path("hearings.ics", exports.hearings_calendar_view, name="hearings.ics"),
    path("hearings/calendar/", views.month_view, name="hearings-calendar"),
    path("cases/<key:pk>-<slug:slug>.ics", exports.case_calendar_view),
]
