"""Addresses of the public data, under /data/."""

from __future__ import annotations

from django.urls import path

from proceedings import data_views

urlpatterns = [
    path("", data_views.data_view, name="data"),
    path("casetracker.zip", data_views.current_view, {"suffix": "zip"}, name="data-zip"),
    path("casetracker.sqlite", data_views.current_view, {"suffix": "sqlite"}, name="data-sqlite"),
    path("codebook/", data_views.codebook_view, name="codebook"),
    path("codebook.json", data_views.codebook_json_view, name="codebook-json"),
    path(
        "codebook-columns.csv",
        data_views.codebook_csv_view,
        {"name": "codebook_columns"},
        name="codebook-columns",
    ),
    path(
        "codebook-codes.csv", data_views.codebook_csv_view, {"name": "codebook_codes"}, name="codebook-codes"
    ),
    path("releases/", data_views.releases_view, name="releases"),
    path("releases/<str:name>/<str:file>", data_views.release_file_view, name="release-file"),
]
