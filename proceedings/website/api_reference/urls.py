"""The address of the description of the API for people."""

from __future__ import annotations

from django.urls import path

from proceedings.website.api_reference import views

urlpatterns = [
    path("api/v1/docs/", views.docs_view, name="api-docs"),
]
