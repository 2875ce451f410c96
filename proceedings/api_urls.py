"""Addresses of the API, under /api/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

import casetracker.kit.keys  # noqa: F401  # teaches addresses the `key`
from proceedings import api

urlpatterns: list[URLPattern] = [
    path("", api.ApiIndex.as_view(), name="api"),
    path("v1/", api.VersionIndex.as_view(), name="api-v1"),
    path("v1/defendants/", api.DefendantsView.as_view(), name="api-defendants"),
    path("v1/defendants/<key:pk>/", api.DefendantView.as_view(), name="api-defendant"),
    # Only with its last slash: without one, the address is first sent on to the one that has it.
    re_path(r".+/$", api.NothingHereView.as_view()),
]
