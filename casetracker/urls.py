"""Addresses of the site: the editors' desk, signing in, the health probe, and the pages of each package."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from casetracker.health import healthz
from casetracker.operations.metrics import metrics_view

# The admin's own form knows no second factor and counts no attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics_view, name="metrics"),
    path("admin/", admin.site.urls),
    path("account/", include("accounts.urls")),
    path("", include("proceedings.urls")),
]

handler404 = "proceedings.website.discovery.views.not_found"
handler500 = "casetracker.errors.server_error"
handler429 = "accounts.views.too_many_view"  # allauth asks for it
