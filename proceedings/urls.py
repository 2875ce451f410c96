"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

import casetracker.kit.keys  # noqa: F401  # teaches addresses the `key`
from proceedings import (
    corrections_views,
    finding_views,
    record_views,
    report_views,
    statistics_views,
    views,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home_view, name="home"),
    path("", include("proceedings.list_urls")),
    path("defendants/<key:pk>/", views.defendant_view),
    path("defendants/<key:pk>-<slug:slug>/", views.defendant_view, name="defendant"),
    path("cases/<key:pk>/", views.case_view),
    path("cases/<key:pk>-<slug:slug>/", views.case_view, name="case"),
    path("defendants/<key:pk>-<slug:slug>.<citation:form>", record_views.defendant_citation_view),
    path("defendants/<key:pk>-<slug:slug>.atom", record_views.defendant_feed_view),
    path("defendants/<key:pk>-<slug:slug>/changes/", record_views.defendant_changes_view),
    path("cases/<key:pk>-<slug:slug>.<citation:form>", record_views.case_citation_view),
    path("cases/<key:pk>-<slug:slug>.atom", record_views.case_feed_view),
    path("cases/<key:pk>-<slug:slug>/changes/", record_views.case_changes_view),
    path("defendants/<key:pk>-<slug:slug>/report/", report_views.defendant_report_view),
    path("cases/<key:pk>-<slug:slug>/report/", report_views.case_report_view),
    path("incidents/<slug:key>/report/", report_views.incident_report_view),
    path("people/<key:pk>-<slug:slug>/report/", report_views.person_report_view),
    path("reports/<str:reference>/", report_views.received_view, name="report-received"),
    path("incidents/<slug:key>/", views.incident_view, name="incident"),
    path("people/<key:pk>/", views.person_view),
    path("people/<key:pk>-<slug:slug>/", views.person_view, name="person"),
    path("statistics/", statistics_views.statistics_view, name="statistics"),
    path("statistics/<slug:key>/", statistics_views.statistics_view, name="statistic"),
    path("statistics/<slug:key>.svg", statistics_views.picture_view, name="statistic-picture"),
    path("statistics/<slug:key>.csv", statistics_views.table_view, name="statistic-table"),
    path("data/", include("proceedings.data_urls")),
    path("corrections/", corrections_views.corrections_view, name="corrections"),
    path("corrections.atom", corrections_views.corrections_feed, name="corrections-feed"),
    path("method/", views.method_view, name="method"),
    path("robots.txt", finding_views.robots_view, name="robots"),
    path("sitemap.xml", finding_views.sitemap_index_view, name="sitemaps"),
    path("sitemap-<slug:section>.xml", finding_views.sitemap_view, name="sitemap"),
    path("api/", include("proceedings.api_urls")),
]
