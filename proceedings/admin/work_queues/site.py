"""The desk in the admin's site: its first page, and the addresses of the queues and of publishing."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse

from proceedings.admin.publishing import publishing_urls
from proceedings.admin.work_queues.views import desk_context, desk_urls


def register_queue_urls(site: AdminSite) -> None:
    """Make the work queues the first page of an admin site, and register their URLs."""
    own_index, own_urls = site.index, site.get_urls

    def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return own_index(request, desk_context(request) | (extra_context or {}))

    def get_urls() -> list[Any]:
        return [*desk_urls(site), *publishing_urls(site), *own_urls()]

    site.index = index  # type: ignore[method-assign]  # the site is Django's, and its pages are ours
    site.get_urls = get_urls  # type: ignore[method-assign]  # the same
