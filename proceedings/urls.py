"""Addresses of what the public reads: the website, and the API."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("proceedings.website.urls")),
    path("api/", include("proceedings.api.urls")),
]
