"""Addresses that search engines ask for."""

from __future__ import annotations

from django.urls import path

from proceedings.website.discovery import views

urlpatterns = [
    path("robots.txt", views.robots_view, name="robots"),
    path("sitemap.xml", views.sitemap_index_view, name="sitemaps"),
    path("sitemap-<slug:section>.xml", views.sitemap_view, name="sitemap"),
]
