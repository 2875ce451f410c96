"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

import casetracker.kit.keys  # noqa: F401  # teaches addresses the `key`
from proceedings import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home_view, name="home"),
    path("defendants/", views.defendants_view, name="defendants"),
    path("cases/", views.cases_view, name="cases"),
    path("defendants/<key:pk>/", views.defendant_view),
    path("defendants/<key:pk>-<slug:slug>/", views.defendant_view, name="defendant"),
    path("cases/<key:pk>/", views.case_view),
    path("cases/<key:pk>-<slug:slug>/", views.case_view, name="case"),
    path("incidents/<slug:key>/", views.incident_view, name="incident"),
    path("people/<key:pk>/", views.person_view),
    path("people/<key:pk>-<slug:slug>/", views.person_view, name="person"),
    path("method/", views.method_view, name="method"),
    path("api/", include("proceedings.api_urls")),
]
