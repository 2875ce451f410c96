"""Addresses of reports and replies of readers."""

from __future__ import annotations

from django.urls import path

import kit.url_converters  # noqa: F401  # teaches addresses the `key`
from proceedings.website.reader_reports import views

urlpatterns = [
    path("defendants/<key:pk>-<slug:slug>/report/", views.defendant_report_view),
    path("cases/<key:pk>-<slug:slug>/report/", views.case_report_view),
    path("incidents/<slug:key>/report/", views.incident_report_view),
    path("people/<key:pk>-<slug:slug>/report/", views.person_report_view),
    path("reports/<str:reference>/", views.received_view, name="report-received"),
]
