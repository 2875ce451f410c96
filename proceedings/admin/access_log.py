"""Every look at a record that is closed to the public is written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest, HttpResponse

from proceedings.admin.read_only import ReadOnlyAdminMixin
from proceedings.admin.visibility import visible_to
from proceedings.models import Look, Restriction
from proceedings.record.roles import may_seal

PAGE_LENGTH = 200


def log_access(request: HttpRequest, model: type[models.Model], pks: Iterable[Any]) -> None:
    """Write down which of these rows, that somebody is shown, are closed to everybody else."""
    if not may_seal(request.user):
        return
    shown = {int(pk) for pk in pks}
    if model is not Restriction:  # which is never shown to anybody else
        rows = model._default_manager.filter(pk__in=shown)
        shown -= set(visible_to(AnonymousUser(), rows).values_list("pk", flat=True))
    Look.objects.bulk_create(
        Look(by=request.user, model=model._meta.label_lower, record=pk, page=request.path[:PAGE_LENGTH])  # type: ignore[misc]  # signed in
        for pk in sorted(shown)
    )


class AccessLogMixin(BaseModelAdmin):
    """Pages of the admin that write down who was shown what is closed."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Fetch the record; whoever opens a closed one is written down."""
        pages: Any = super()
        found = pages.get_object(request, object_id, from_field)
        if found is not None:
            log_access(request, type(found), [found.pk])
        return found

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """List the records; whoever is shown closed ones is written down."""
        pages: Any = super()
        answer: HttpResponse = pages.changelist_view(request, extra_context)
        listed = getattr(answer, "context_data", None) or {}
        if "cl" in listed:
            model: Any = listed["cl"].model
            log_access(request, model, [row.pk for row in listed["cl"].result_list])
        return answer


@admin.register(Look)
class AccessLogAdmin(ReadOnlyAdminMixin, ModelAdmin):
    """The log: read, never written."""

    list_display = ("at", "by", "model", "record", "page")
    list_filter = ("model",)
    list_select_related = ("by",)
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ("at", "by", "model", "record", "page")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the log to administrators."""
        return may_seal(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # Django's signature
        """Show the log to administrators."""
        return may_seal(request.user)
