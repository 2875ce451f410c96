"""Addresses of the API, under /api/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

import kit.url_converters  # noqa: F401  # teaches addresses the `key`
from proceedings.api import views
from proceedings.api.resources import KINDS

urlpatterns: list[URLPattern] = [
    path("", views.ApiIndex.as_view(), name="api"),
    path("v1/", views.VersionIndex.as_view(), name="api-v1"),
    path("v1/openapi.json", views.DocumentView.as_view(), name="api-openapi"),
    *(path(f"v1/{slug}/", views.RowsView.as_view(), {"slug": slug}, name=f"api-{slug}") for slug in KINDS),
    *(
        path(f"v1/{slug}/<key:pk>/", views.RecordView.as_view(), {"slug": slug}, name=f"api-{slug}-record")
        for slug in KINDS
    ),
    # Only with its last slash: without one, the address is first sent on to the one that has it.
    re_path(r".+/$", views.NothingHereView.as_view()),
]
