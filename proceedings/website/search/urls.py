"""The address of the search."""

from __future__ import annotations

from django.urls import path

from proceedings.website.search import views

urlpatterns = [path("search/", views.search_view, name="search")]
