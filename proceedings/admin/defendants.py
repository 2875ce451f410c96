"""The pages of defendants, with the charges or claims against them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proceedings.admin.base import FactAdmin, PartStackedInline, PartTabularInline
from proceedings.admin.event_inlines import CitationInline
from proceedings.admin.status_messages import public_url, spans_today
from proceedings.models import Charge, ChargeLink, Claim, ClaimLink, Defendant
from proceedings.research.statuses.status_text import sentence_of


class ChargeInline(PartStackedInline):
    """Charges, in short; everything else is on the charge's own page."""

    model = Charge
    owner = "defendant"
    removable = False
    fields = (("count_label", "alternative_group", "position"), "offence", ("statute", "severity"))
    show_change_link = True
    related = ("defendant__party",)
    verbose_name_plural = gettext_lazy("charges (links between charges and sources: “Change”)")


class ClaimInline(PartTabularInline):
    """Civil claims."""

    model = Claim
    owner = "defendant"
    removable = False
    fields = ("label", "position", "note")
    show_change_link = True
    related = ("defendant__party",)


@admin.register(Defendant)
class DefendantAdmin(FactAdmin):
    """One party as a defendant in one case."""

    moves_status = True
    related = ("party", "case")
    autocomplete_fields = ("case", "party")
    list_display = ("name", "case", "name_as_printed", "position")
    list_filter = ("case__type", "noindex")
    search_fields = (
        "party__name",
        "party__other_names__name",
        "name_as_printed",
        "case__caption",
        "case__docket_number",
    )
    search_help_text = gettext_lazy("A name, a caption or a docket number")
    ordering = ("party__sort_name", "pk")
    inlines = (ChargeInline, ClaimInline)

    def case_of(self, fact: Any) -> int | None:
        """Lead back to the case."""
        number: int = fact.case_id
        return number

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002  # Django's signature
        """Keep a defendant in the case they were entered in: charges and outcomes hang on it."""
        return ("case", "status_now") if obj else ()

    def sections(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002  # the page's own step
        """Ask who, in which case, under which name."""
        return (
            (
                None,
                {
                    "fields": (
                        "case",
                        "party",
                        "name_as_printed",
                        "position",
                        *(("status_now",) if obj else ()),
                    )
                },
            ),
            (gettext_lazy("For readers"), {"fields": ("note", "noindex")}),
        )

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002  # Django's signature
        """Show charges in criminal cases and claims in civil ones."""
        if obj is None:
            return ()
        return (ClaimInline,) if obj.case.is_civil else (ChargeInline,)

    @admin.display(description=gettext_lazy("name"), ordering="party__sort_name")
    def name(self, defendant: Defendant) -> str:
        """Say the name."""
        return defendant.party.name

    @admin.display(description=gettext_lazy("status now"))
    def status_now(self, defendant: Defendant) -> str:
        """Say where the defendant stands today, which nobody types."""
        span = spans_today([defendant.pk]).get(defendant.pk)
        if span is None:
            return _("None yet: nothing published rests on this defendant.")
        address = public_url(defendant)
        way = format_html(' <a href="{}">{}</a>', address, _("See the public page")) if address else ""
        return format_html("{}.{}", sentence_of(span), way)


class ChargeLinkInline(PartTabularInline):
    """How the charge stands to others."""

    model = ChargeLink
    owner = "charge"
    autocomplete_fields = ("other",)
    fields = ("kind", "other")
    verbose_name_plural = gettext_lazy("links to other charges (read: this charge … the other)")


class ChargeCitationInline(CitationInline):
    """Who says so."""

    owner = "charge"


class CountAdmin(FactAdmin):
    """What charges and claims have in common: they stay with their defendant."""

    moves_status = True
    related = ("defendant__party", "defendant__case")
    autocomplete_fields = ("defendant",)

    def case_of(self, fact: Any) -> int | None:
        """Lead back to the case."""
        number: int = fact.defendant.case_id
        return number

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002  # Django's signature
        """Keep the count with the defendant it was entered for: outcomes hang on it."""
        return ("defendant", "key") if obj else ("key",)

    @admin.display(description=gettext_lazy("defendant"), ordering="defendant__party__sort_name")
    def name(self, count: Any) -> str:
        """Say against whom."""
        return str(count.defendant.party.name)

    @admin.display(description=gettext_lazy("case"))
    def case(self, count: Any) -> str:
        """Say in which case."""
        return str(count.defendant.case.caption)


@admin.register(Charge)
class ChargeAdmin(CountAdmin):
    """One count against one defendant."""

    list_display = ("count_label", "offence", "name", "case", "severity")
    list_display_links = ("count_label", "offence")
    list_filter = ("severity", "modifier")
    search_fields = (
        "count_label",
        "offence",
        "statute",
        "defendant__party__name",
        "defendant__case__caption",
    )
    ordering = ("defendant", "position", "pk")
    fieldsets = (
        (None, {"fields": ("defendant", "count_label", "offence")}),
        (
            gettext_lazy("In law"),
            {"fields": (("statute", "statute_version"), ("severity", "degree"), "modifier")},
        ),
        (
            gettext_lazy("Among the other charges"),
            {"fields": ("alternative_group", "position", "note", "key")},
        ),
    )
    inlines = (ChargeLinkInline, ChargeCitationInline)


class ClaimLinkInline(PartTabularInline):
    """How the claim stands to others."""

    model = ClaimLink
    owner = "claim"
    autocomplete_fields = ("other",)
    fields = ("kind", "other")
    verbose_name_plural = gettext_lazy("links to other claims (read: this claim … the other)")


@admin.register(Claim)
class ClaimAdmin(CountAdmin):
    """One cause of action against one civil defendant."""

    list_display = ("label", "name", "case")
    search_fields = ("label", "defendant__party__name", "defendant__case__caption")
    ordering = ("defendant", "position", "pk")
    fieldsets = ((None, {"fields": ("defendant", "label", "position", "note", "key")}),)
    inlines = (ClaimLinkInline,)
