"""The inbox: what readers report about records, worked through by the editors."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from proceedings.admin.base import VisibleRowsMixin
from proceedings.models import Report


@admin.register(Report)
class ReportAdmin(VisibleRowsMixin, ModelAdmin):
    """What a reader wrote stays as it is; editors set its state and note what was done."""

    related = ("defendant__party", "defendant__case", "case", "incident", "party")
    list_display = ("reference", "state", "kind", "about", "received_at")
    list_filter = ("state", "kind")
    search_fields = ("reference", "text", "note")
    ordering = ("-received_at", "-pk")
    date_hierarchy = "received_at"
    show_full_result_count = False
    readonly_fields = ("reference", "kind", "about", "address", "text", "email", "received_at")
    fieldsets = (
        (
            gettext_lazy("What the reader says"),
            {
                "fields": readonly_fields,
                "description": gettext_lazy("Never public. The e-mail is for an answer only."),
            },
        ),
        (gettext_lazy("What is made of it"), {"fields": ("state", "note")}),
    )

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Let nobody write a report here: readers do."""
        return False

    def has_delete_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """Let superusers alone erase one, when whoever wrote it asks for that."""
        return bool(request.user.is_superuser)

    @admin.display(description=gettext_lazy("about"))
    def about(self, report: Report) -> str:
        """Name the record."""
        return str(report.about)
