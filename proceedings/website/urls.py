"""Addresses of the public pages, product by product."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("proceedings.website.home.urls")),
    path("", include("proceedings.website.lists.urls")),
    path("", include("proceedings.website.search.urls")),
    path("", include("proceedings.website.records.urls")),
    path("", include("proceedings.website.reader_reports.urls")),
    path("statistics/", include("proceedings.website.statistics.urls")),
    path("data/", include("proceedings.website.data.urls")),
    path("", include("proceedings.website.corrections.urls")),
    path("", include("proceedings.website.discovery.urls")),
    path("", include("proceedings.website.api_reference.urls")),
]
