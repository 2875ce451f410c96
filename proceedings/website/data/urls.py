"""Addresses of the public data, under /data/."""

from __future__ import annotations

from django.urls import path

from proceedings.website.data import views

urlpatterns = [
    path("", views.data_view, name="data"),
    path("casetracker.zip", views.current_view, {"suffix": "zip"}, name="data-zip"),
    path("casetracker.sqlite", views.current_view, {"suffix": "sqlite"}, name="data-sqlite"),
    path("codebook/", views.codebook_view, name="codebook"),
    path("codebook.json", views.codebook_json_view, name="codebook-json"),
    path(
        "codebook-columns.csv",
        views.codebook_csv_view,
        {"name": "codebook_columns"},
        name="codebook-columns",
    ),
    path("codebook-codes.csv", views.codebook_csv_view, {"name": "codebook_codes"}, name="codebook-codes"),
    path("releases/", views.releases_view, name="releases"),
    path("releases/<str:name>/<str:file>", views.release_file_view, name="release-file"),
]
