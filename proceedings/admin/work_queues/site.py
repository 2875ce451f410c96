"""The desk in the admin's site: its first page, and the addresses of the queues and of publishing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from people.models import Party
from proceedings.admin.known_records import tell_apart
from proceedings.admin.publishing import publishing_urls
from proceedings.admin.work_queues.views import desk_context, desk_urls


class PartiesToldApart(AutocompleteJsonView):
    """The choices under a field that is being typed in; parties of one name are told apart by their cases."""

    labels: Mapping[int, str] = MappingProxyType({})

    def get_context_data(self, *, object_list: Any = None, **kwargs: Any) -> dict[str, Any]:
        """Read the cases of all parties of a page at once."""
        context = super().get_context_data(object_list=object_list, **kwargs)
        rows = list(context["object_list"])
        self.labels = tell_apart(rows, self.request.user) if rows and isinstance(rows[0], Party) else {}
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Name a choice."""
        result = super().serialize_result(obj, to_field_name)
        return result | ({"text": self.labels[obj.pk]} if obj.pk in self.labels else {})


def register_queue_urls(site: AdminSite) -> None:
    """Make the work queues the first page of an admin site, and register their URLs."""
    own_index, own_urls = site.index, site.get_urls

    def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return own_index(request, desk_context(request) | (extra_context or {}))

    def get_urls() -> list[Any]:
        return [*desk_urls(site), *publishing_urls(site), *own_urls()]

    def autocomplete_view(request: HttpRequest) -> HttpResponseBase:
        return PartiesToldApart.as_view(admin_site=site)(request)

    site.autocomplete_view = autocomplete_view  # type: ignore[method-assign,assignment]  # as below
    site.index = index  # type: ignore[method-assign]  # the site is Django's, and its pages are ours
    site.get_urls = get_urls  # type: ignore[method-assign]  # the same
