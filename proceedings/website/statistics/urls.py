"""Addresses of the figures, under /statistics/."""

from __future__ import annotations

from django.urls import path

from proceedings.website.statistics import views

urlpatterns = [
    path("", views.statistics_view, name="statistics"),
    path("<slug:key>/", views.statistics_view, name="statistic"),
    path("<slug:key>.svg", views.picture_view, name="statistic-picture"),
    path("<slug:key>.csv", views.table_view, name="statistic-table"),
]
