"""Addresses of the public log of corrections."""

from __future__ import annotations

from django.urls import path

from proceedings.website.corrections import views

urlpatterns = [
    path("corrections/", views.corrections_view, name="corrections"),
    path("corrections.atom", views.corrections_feed, name="corrections-feed"),
]
