"""The pages of what editors decide: what is closed to the public, and what is corrected before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings import services
from proceedings.admin.base import FactAdmin
from proceedings.admin.fact_form import FactForm
from proceedings.models import Correction, Restriction
from proceedings.roles import may_seal


@admin.register(Restriction)
class RestrictionAdmin(FactAdmin):
    """A record closed to the public: administrators close it, and see what is closed."""

    related = ("party", "case", "defendant__party", "defendant__case", "charge__defendant__party", "event")
    autocomplete_fields = (*Restriction.WHOLE, *Restriction.PART)
    list_display = ("__str__", "closes", "since", "until")
    list_filter = ("kind",)
    search_fields = ("legal_basis", "note")
    ordering = ("-since", "-pk")
    fieldsets = (
        (
            gettext_lazy("A whole record"),
            {
                "fields": Restriction.WHOLE,
                "description": gettext_lazy(
                    "Choose one. It disappears from every page, list and count at once, "
                    "and from the lists of the admin for everybody but administrators. "
                    "Other records' texts that editors see may still name it."
                ),
            },
        ),
        (gettext_lazy("Or a part of a record"), {"fields": Restriction.PART}),
        (gettext_lazy("Why and how long"), {"fields": ("kind", "legal_basis", ("since", "until"))}),
        (gettext_lazy("For editors"), {"fields": ("note",)}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show what is closed to administrators only."""
        return may_seal(request.user) and super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators alone change or lift a restriction."""
        return may_seal(request.user) and super().has_change_permission(request, obj)

    @admin.display(description=gettext_lazy("closes"))
    def closes(self, restriction: Restriction) -> str:
        """Name the record that is closed."""
        return str(next(filter(None, (getattr(restriction, name) for name in self.autocomplete_fields))))


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

    def prepare(self, request: HttpRequest, fact: Any, work: services.Writing) -> None:  # noqa: ARG002  # the page's own step
        """Date the correction by the instant it is written at."""
        if fact.made_at is None:
            fact.made_at = work.instant
