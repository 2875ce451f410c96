"""Addresses of the lists and their renderings."""

from __future__ import annotations

from django.urls import URLPattern, path

from proceedings import list_views
from proceedings.lists.kinds import LISTS

urlpatterns: list[URLPattern] = [
    path(f"{slug}/", list_views.list_view, {"slug": slug}, name=slug) for slug in LISTS
]
