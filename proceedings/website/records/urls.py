"""Addresses of records."""

from __future__ import annotations

from django.urls import path

import kit.url_converters  # noqa: F401  # teaches addresses the `key`
from proceedings.website.records import views

urlpatterns = [
    path("defendants/<key:pk>/", views.defendant_view),
    path("defendants/<key:pk>-<slug:slug>/", views.defendant_view, name="defendant"),
    path("cases/<key:pk>/", views.case_view),
    path("cases/<key:pk>-<slug:slug>/", views.case_view, name="case"),
    path("defendants/<key:pk>-<slug:slug>.<citation:form>", views.defendant_citation_view),
    path("defendants/<key:pk>-<slug:slug>.atom", views.defendant_feed_view),
    path("defendants/<key:pk>-<slug:slug>/changes/", views.defendant_changes_view),
    path("cases/<key:pk>-<slug:slug>.<citation:form>", views.case_citation_view),
    path("cases/<key:pk>-<slug:slug>.atom", views.case_feed_view),
    path("cases/<key:pk>-<slug:slug>/changes/", views.case_changes_view),
    path("defendants/<key:pk>-<slug:slug>/timeline.<picture:ending>", views.defendant_picture_view),
    path("cases/<key:pk>-<slug:slug>/timeline.<picture:ending>", views.case_picture_view),
    path("incidents/<slug:key>/timeline.<picture:ending>", views.incident_picture_view),
    path("incidents/<slug:key>/", views.incident_view, name="incident"),
    path("people/<key:pk>/", views.person_view),
    path("people/<key:pk>-<slug:slug>/", views.person_view, name="person"),
]
