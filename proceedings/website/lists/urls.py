"""Addresses of the lists and their renderings."""

from __future__ import annotations

from django.urls import URLPattern, path

import casetracker.kit.keys  # noqa: F401  # teaches addresses the `key`
from casetracker.kit.tables import RENDERINGS
from proceedings import list_files, list_views
from proceedings.citing import FORMATS
from proceedings.lists.kinds import LISTS

urlpatterns: list[URLPattern] = [
    *(path(f"{slug}/", list_views.list_view, {"slug": slug}, name=slug) for slug in LISTS),
    *(
        path(f"{slug}.{ending}", list_files.table_view, {"slug": slug, "ending": ending})
        for slug in LISTS
        for ending in RENDERINGS
    ),
    *(
        path(f"{slug}.cite.{ending}", list_files.citation_view, {"slug": slug, "ending": ending})
        for slug in LISTS
        for ending in FORMATS
    ),
    *(path(f"{slug}.atom", list_files.feed_view, {"slug": slug}) for slug in LISTS),
    path("hearings.ics", list_files.hearings_calendar_view),
    path("hearings/calendar/", list_views.month_view),
    path("cases/<key:pk>-<slug:slug>.ics", list_files.case_calendar_view),
]
