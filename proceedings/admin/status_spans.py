"""The page of status spans: what the rules concluded, to be looked at and never typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from proceedings.admin.base import VisibleRowsMixin
from proceedings.admin.read_only import ReadOnlyAdminMixin
from proceedings.models import StatusSpan
from proceedings.models.status_span import BEGINNING, FOREVER
from proceedings.models.status_span_queries import NOT_SUPERSEDED


class SaidNowFilter(admin.SimpleListFilter):
    """Whether the site still says so."""

    title = gettext_lazy("said now")
    parameter_name = "said"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  # Django's signature
        """Offer what is said, and what was superseded."""
        return [("now", gettext_lazy("Said now")), ("before", gettext_lazy("Superseded"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002  # Django's signature
        """Keep the spans asked for."""
        match self.value():
            case "now":
                return queryset.filter(superseded_at=NOT_SUPERSEDED)
            case "before":
                return queryset.exclude(superseded_at=NOT_SUPERSEDED)
        return queryset


@admin.register(StatusSpan)
class StatusSpanAdmin(ReadOnlyAdminMixin, VisibleRowsMixin, ModelAdmin):
    """Conclusions, with the row of the table they came from."""

    related = ("defendant__party", "defendant__case", "event")
    list_display = ("name", "status", "rule", "starts", "ends", "recorded_at", "superseded")
    list_display_links = ("name", "status")
    exclude = ("valid_from", "valid_until", "superseded_at")
    readonly_fields = ("starts", "ends", "superseded")
    list_filter = (SaidNowFilter, "status")
    search_fields = ("sort_name", "case__caption")
    ordering = ("-pk",)
    show_full_result_count = False

    @admin.display(description=gettext_lazy("defendant"), ordering="sort_name")
    def name(self, span: StatusSpan) -> str:
        """Say whose status it is."""
        return str(span.defendant)

    @admin.display(description=gettext_lazy("from"), ordering="valid_from")
    def starts(self, span: StatusSpan) -> str:
        """Say the first day, where there is one."""
        return _day(span.valid_from)

    @admin.display(description=gettext_lazy("until"), ordering="valid_until")
    def ends(self, span: StatusSpan) -> str:
        """Say the day on which another status begins, where there is one."""
        return _day(span.valid_until)

    @admin.display(description=gettext_lazy("superseded at"), ordering="superseded_at")
    def superseded(self, span: StatusSpan) -> str:
        """Say when something else was said instead."""
        if span.superseded_at == NOT_SUPERSEDED:
            return "—"
        return date_format(span.superseded_at, "DATETIME_FORMAT")


def _day(day: date) -> str:
    return "—" if day in (BEGINNING, FOREVER) else date_format(day, "DATE_FORMAT")
