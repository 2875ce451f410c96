"""Addresses of the site: the editors' desk, the health probe, and the pages of each package."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from casetracker.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("proceedings.urls")),
]

handler404 = "proceedings.finding_views.not_found"
