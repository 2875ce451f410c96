"""The pages of what editors correct in public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.base import FactAdmin
from proceedings.admin.versioned_form import FactForm
from proceedings.models import Correction
from proceedings.record import services


class CorrectionForm(FactForm):
    """A correction says what it is about."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a correction of nothing."""
        cleaned = super().clean()
        if not any(self.cleaned_data.get(name) for name in ("case", "event", "incident")):
            raise forms.ValidationError(
                _("Choose what the correction is about: a case, an event or a matter.")
            )
        return cleaned


@admin.register(Correction)
class CorrectionAdmin(FactAdmin):
    """A public note of what was wrong here and what is right."""

    form = CorrectionForm
    related = ("case", "event", "incident")
    autocomplete_fields = ("case", "event", "incident")
    list_display = ("was", "now", "case", "incident", "made_at")
    search_fields = ("was", "now", "why")
    ordering = ("-made_at", "pk")
    readonly_fields = ("made_at",)
    fieldsets = (
        (gettext_lazy("About"), {"fields": ("case", "event", "incident")}),
        (
            gettext_lazy("The correction"),
            {
                "fields": ("was", "now", "why", "made_at"),
                "description": gettext_lazy("Public. It names nobody when it concerns a restriction."),
            },
        ),
    )

    def prepare(self, request: HttpRequest, fact: Any, work: services.WriteTransaction) -> None:  # noqa: ARG002  # the page's own step
        """Date the correction by the instant it is written at."""
        if fact.made_at is None:
            fact.made_at = work.instant
