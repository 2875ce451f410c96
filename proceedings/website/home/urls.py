"""Addresses of the first page and of the page on method."""

from __future__ import annotations

from django.urls import path

from proceedings.website.home import views

urlpatterns = [
    path("", views.home_view, name="home"),
    path("method/", views.method_view, name="method"),
]
